import Texts

/// JSON, put together from texts that are JSON themselves.
package enum JSONText {
    /// `text` as a string; what could do harm on a terminal stands in it by its number.
    package static func text(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case _ where VisibleText.isHidden(scalar):
                for unit in scalar.utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// An object, a line for each member.
    package static func object(_ members: [(name: String, value: String)]) -> String {
        block("{", members.map { "\(text($0.name)): \($0.value)" }, "}")
    }

    /// A list, a line for each element.
    package static func list(_ elements: [String]) -> String {
        block("[", elements, "]")
    }

    /// A list on one line.
    package static func shortList(_ elements: [String]) -> String {
        "[" + elements.joined(separator: ", ") + "]"
    }

    private static func block(_ open: String, _ lines: [String], _ close: String) -> String {
        if lines.isEmpty { return open + close }
        let indented = lines.map { line in
            line.parts(between: "\n").map { "  " + $0 }.joined(separator: "\n")
        }
        return open + "\n" + indented.joined(separator: ",\n") + "\n" + close
    }
}

/// Texts of users in SVG and HTML, and what is kept of them in any document.
package enum MarkupText {
    /// The characters of a text without what XML cannot hold and what would turn the direction of the rest round, and with
    /// spaces for tabs and, unless they are kept, for ends of lines.
    static func kept(_ text: String, keepingLines: Bool = false) -> [Unicode.Scalar] {
        text.unicodeScalars.compactMap { scalar in
            switch scalar.value {
            case 0x0A: keepingLines ? scalar : " "
            case 0x09: " "
            case 0...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF, 0x202A...0x202E, 0x2066...0x2069: nil
            default: scalar
            }
        }
    }

    /// A text as the contents of an element or an attribute in quotes, of which nothing is read as markup.
    ///
    /// It is looked at scalar by scalar, whatever follows one.
    package static func escaped(_ text: String, keepingLines: Bool = false) -> String {
        var result = ""
        for scalar in kept(text, keepingLines: keepingLines) {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

import Texts

/// Stages as the text of a spec.
enum SpecLines {
    typealias Option = (name: String, value: String)

    /// A stage called `name`, with a comment over each option that `comment` says something of.
    static func stage(
        _ name: String, _ command: String, _ options: [Option], comment: (String) -> String? = { _ in nil }
    ) -> String {
        var lines: [String] = []
        var names: [String] = []
        for option in options where !names.contains(option.name) {
            names.append(option.name)
            let isText = isText(option.name, of: command)
            let values = options.filter { $0.name == option.name }.map { isText ? quoted($0.value) : $0.value }
            let value = values.count == 1 ? values[0] : "[" + values.joined(separator: ", ") + "]"
            if let comment = comment(option.name) { lines.append("      # \(comment)") }
            lines.append("      \(option.name): \(value)")
        }
        return "  \(name):\n    \(command):\n" + lines.joined(separator: "\n")
    }

    private static func isText(_ option: String, of command: String) -> Bool {
        let definition = StageCatalog.stage(named: command)?.options.first { $0.name == option }
        return definition?.schemaType == "string"
    }

    /// A text as YAML reads it back: plain where it is of letters, digits and a few signs alone.
    static func quoted(_ text: String) -> String {
        let isPlain =
            text.utf8.first.map { ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x31 && $0 <= 0x39) || $0 == 0x2e } == true
            && text.utf8.allSatisfy {
                ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x41 && $0 <= 0x5a) || ($0 >= 0x30 && $0 <= 0x39)
                    || $0 == 0x2d || $0 == 0x2e || $0 == 0x2f || $0 == 0x5f
            } && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
        let parts = text.parts(between: "$")
        let dollars = parts[0] + parts.dropFirst().map { ($0.begins(with: "{") ? "$$" : "$") + $0 }.joined()
        return isPlain ? text : doubleQuoted(dollars)
    }
}

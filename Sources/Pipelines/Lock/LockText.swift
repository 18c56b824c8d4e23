import Texts

/// Texts in a lock file: in double quotes, on one line.
enum LockText {
    /// `"a \"b\""` for `a "b"`; what ends a line or cannot be seen is written as `\u{A}`.
    static func quote(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where VisibleText.isHidden(scalar):
                quoted += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Reads back what ``quote(_:)`` wrote at the beginning of the UTF-8 text `rest`, and takes it off; nil for anything else.
    static func unquote(_ rest: inout ArraySlice<UInt8>) -> String? {
        let mark = UInt8(ascii: "\"")
        guard rest.first == mark else { return nil }
        // Most are plain, and stand as they are.
        let plain = rest.dropFirst().prefix { 0x20...0x7E ~= $0 && $0 != mark && $0 != UInt8(ascii: "\\") }
        let behind = rest[plain.endIndex...]
        if behind.first == mark {
            rest = behind.dropFirst()
            return String(decoding: plain, as: UTF8.self)
        }
        let whole = String(decoding: rest, as: UTF8.self)
        var scalars = whole.unicodeScalars[...]
        guard let text = unquote(&scalars) else { return nil }
        rest = rest.suffix(String(scalars).utf8.count)
        return text
    }

    private static func unquote(_ rest: inout Substring.UnicodeScalarView) -> String? {
        guard rest.popFirst() == "\"" else { return nil }
        var text = ""
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return text
            case "\\":
                guard let escaped = unescape(&rest) else { return nil }
                text.unicodeScalars.append(escaped)
            case _ where VisibleText.isHidden(scalar): return nil
            default: text.unicodeScalars.append(scalar)
            }
        }
        return nil
    }

    private static func unescape(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
        guard let kind = rest.popFirst() else { return nil }
        if kind == "\"" || kind == "\\" { return kind }
        guard kind == "u", rest.popFirst() == "{" else { return nil }
        let digits = rest.prefix { $0 != "}" }
        rest = rest.dropFirst(digits.count)
        guard rest.popFirst() == "}", let value = UInt32(String(digits), radix: 16) else { return nil }
        return Unicode.Scalar(value)
    }
}

/// Texts of users in SVG and HTML.
package enum MarkupText {
    /// A text as the contents of an element or an attribute in quotes, of which nothing is read as markup.
    ///
    /// It is looked at scalar by scalar, whatever follows one. What XML cannot hold, and what would turn the direction of the rest round, is left out.
    package static func escaped(_ text: String, keepingLines: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n": result += keepingLines ? "\n" : " "
            case "\t": result += " "
            default:
                switch scalar.value {
                case 0...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF, 0x202A...0x202E, 0x2066...0x2069: continue
                default: result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }
}

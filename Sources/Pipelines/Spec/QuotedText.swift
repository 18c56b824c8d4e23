/// A text of the user's, fit to stand in a message: in quotes, on one line, and not too long.
func quoted(_ text: String) -> String {
    let most = 60
    var shown = ""
    for scalar in text.unicodeScalars.prefix(most) {
        let isControl = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        shown += isControl ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return "'\(shown)\(text.unicodeScalars.count > most ? "…" : "")'"
}

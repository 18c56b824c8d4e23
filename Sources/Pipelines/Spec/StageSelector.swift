/// The name of a stage, of one instance, or of those that have some values in common: `training[seed=1]`.
struct StageSelector {
    let stage: String
    /// The values asked for, encoded; in any order.
    private let axes: [String: String]

    /// Nil where `text` has not that form.
    init?(_ text: String) {
        guard let bracket = text.utf8.firstIndex(of: UInt8(ascii: "[")) else {
            stage = text
            axes = [:]
            return
        }
        guard text.utf8.last == UInt8(ascii: "]") else { return nil }
        stage = String(text[..<bracket])
        var axes: [String: String] = [:]
        let inside = text[text.index(after: bracket)...].dropLast()
        for part in inside.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard words.count == 2, axes.updateValue(String(words[1]), forKey: String(words[0])) == nil else {
                return nil
            }
        }
        self.axes = axes
    }

    /// Whether an instance has the values asked for.
    func selects(_ instance: [StageAxis]) -> Bool {
        if axes.isEmpty { return true }
        return axes.allSatisfy { name, value in instance.contains { $0.name == name && $0.encodedValue == value } }
    }
}

import Texts

/// The name of a stage, of one instance, or of those that have some values in common: `training[seed=1]`.
struct StageSelector {
    let stage: String
    /// The values asked for, encoded; in any order.
    private let axes: ByteDictionary<String>

    /// Nil where `text` has not that form.
    init?(_ text: String) {
        guard let bracket = text.utf8.firstIndex(of: UInt8(ascii: "[")) else {
            stage = text
            axes = [:]
            return
        }
        guard text.utf8.last == UInt8(ascii: "]") else { return nil }
        stage = String(text[..<bracket])
        var axes: ByteDictionary<String> = [:]
        let inside = String(decoding: text.utf8[text.utf8.index(after: bracket)...].dropLast(), as: UTF8.self)
        for part in inside.parts(between: ",") {
            guard let (name, value) = part.cut(at: "="), axes[name] == nil else { return nil }
            axes[name] = value
        }
        self.axes = axes
    }

    /// Whether an instance has the values asked for.
    func selects(_ instance: [StageAxis]) -> Bool {
        if axes.isEmpty { return true }
        return axes.allSatisfy { name, value in
            instance.contains { $0.name.isSame(as: name) && $0.encodedValue.isSame(as: value) }
        }
    }
}

import Texts

/// A setting typed beside a spec: `training.hidden-size=64` for an option of a stage, `epochs=5` for a variable.
struct SpecSetting {
    /// The stage whose option is set; nil for a variable.
    let stage: String?
    let name: String
    let value: YAMLNode

    /// Reads what was typed; a name given several times is a list.
    static func read(_ texts: [String], _ problems: inout [SpecProblem]) -> [SpecSetting] {
        var settings: [SpecSetting] = []
        for (index, text) in texts.enumerated() {
            let position = SpecPosition(file: -1, line: index + 1, column: 1)
            let words = text.cut(at: "=")
            let names = words?.before.parts(between: ".") ?? []
            guard let words, names.count <= 2, names.allSatisfy(SpecName.isName), !text.utf8.contains(0) else {
                problems.append(SpecProblem(at: position, "expected STAGE.OPTION=VALUE or VARIABLE=VALUE"))
                continue
            }
            let value = YAMLNode(words.behind, at: position)
            let stage = names.count == 2 ? names[0] : nil
            settings.append(SpecSetting(stage: stage, name: names[names.count - 1], value: value))
        }
        return settings
    }
}

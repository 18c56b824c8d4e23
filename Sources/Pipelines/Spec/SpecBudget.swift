/// What the variables, lists and stages of a spec may stand for, all together: a short text can ask for more than any memory.
///
/// It is counted before it is built. One budget is shared by all that is read of a spec.
final class SpecBudget {
    /// Bytes of texts that variables are put into.
    private static let mostBytes = 1 << 26
    /// Texts that options, lists and variables are read from.
    private static let mostTexts = 1 << 22
    /// Files that stages read and write.
    private static let mostFiles = 1_000_000
    /// Settings of a search that a stage refuses.
    private static let mostRefusals = 20_000
    /// Names that were not found, and for which a nearest one is looked for.
    private static let mostLooks = 100

    private var (bytes, texts, files, refusals, looks) = (0, 0, 0, 0, 0)

    /// Takes room for a text of so many bytes.
    func take(bytes count: Int, at position: SpecPosition) throws(SpecProblem) {
        bytes += count
        guard bytes <= Self.mostBytes else {
            throw SpecProblem(
                at: position,
                "what variables stand for is more than \(Self.mostBytes >> 20) MB of text here; expected less in a whole "
                    + "spec")
        }
    }

    /// Takes room for so many texts.
    func take(texts count: Int, at position: SpecPosition) throws(SpecProblem) {
        texts += count
        guard texts <= Self.mostTexts else {
            throw SpecProblem(
                at: position,
                "what lists and variables stand for is more than \(Self.mostTexts) values here; expected fewer in a whole "
                    + "spec")
        }
    }

    /// Takes room for the files of a stage; false where there is none.
    func take(files count: Int) -> Bool {
        files += count
        return files <= Self.mostFiles
    }

    static func tooManyFiles(at position: SpecPosition) -> SpecProblem {
        SpecProblem(
            at: position,
            "the stages read and write more than \(mostFiles) files up to here; expected fewer in a whole spec")
    }

    /// Takes a setting that is refused; false where there were too many.
    func takeRefusal() -> Bool {
        refusals += 1
        return refusals <= Self.mostRefusals
    }

    /// The end of a message about an unknown name, as ``allowedNames(_:insteadOf:)``; of many of them, the first have one.
    func allowed(_ names: () -> [String], insteadOf text: String) -> String {
        looks += 1
        guard looks <= Self.mostLooks else { return "others are named before" }
        return allowedNames(names(), insteadOf: text)
    }
}

/// One step of a pipeline: settings and files in, files out.
///
/// A stage is a command of `seqcast` and a key in a spec; its ``options`` serve both.
package protocol Stage: Sendable {
    /// The name of the command and of the key in a spec: `train`.
    static var name: String { get }
    /// One sentence for the help.
    static var summary: String { get }
    /// Every option.
    static var options: [OptionDefinition] { get }
    /// The options as the help shows them, each once.
    static var helpGroups: [HelpGroup] { get }
    /// A command line that does something useful.
    static var example: String { get }
    /// Which way of computing this is: to be raised with every change after which the same settings and inputs give
    /// other results, so that pipelines compute them anew.
    static var resultsVersion: Int { get }

    /// Whether it may write over what it reads, as all is read before; by default it may not.
    static var worksInPlace: Bool { get }

    /// How settings of the stage are searched; by default they are not.
    static var search: StageSearch? { get }

    /// The numbers by which results are compared, from what a run with these options wrote; by default none.
    static func metrics(of values: OptionValues) throws -> [StageMetric]

    /// The part of the work that is done, 0...1, by a line that a run with these texts of options said; nil where that says
    /// nothing of it, as by default.
    static func partDone(by line: String, texts: [String: [String]]) -> Double?

    /// Takes checked options; throws ``OptionErrors`` where they do not fit together.
    init(_ values: OptionValues) throws(OptionErrors)

    /// Does the work: files appear whole under their final names or not at all.
    ///
    /// - Parameter console: Where results, notes and progress are said.
    /// - Throws: What kept it from its work, and ``Stopped`` where a signal did.
    func run(_ console: any Console) throws
}

extension Stage {
    package static var resultsVersion: Int { 1 }

    package static var example: String { "seqcast \(name) --help" }

    package static var worksInPlace: Bool { false }

    package static var search: StageSearch? { nil }

    package static func metrics(of values: OptionValues) throws -> [StageMetric] { [] }

    package static func partDone(by line: String, texts: [String: [String]]) -> Double? { nil }
}

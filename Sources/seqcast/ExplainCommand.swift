import ArgumentParser
import Files
import Stages
import Texts

/// `seqcast explain`: shows what truncated backpropagation through time does to a graph.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Show what unrolling, truncation and detaching do to the graph of a small recurrent net, with its numbers.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @Option(help: "Steps that the net reads.") var steps = 4
    @Option(help: "Steps after which the graph is cut.") var bpttLength = 2
    @Option(help: "Hidden units of the net.") var hiddenSize = 2
    @Option(help: "The seed of its weights.") var seed: UInt64 = 1
    @Option(
        help: ArgumentHelp(
            "A picture of it to write as well, as PNG, or, as x.svg or x.pdf, as SVG or PDF.", valueName: "file"))
    var output: String?

    func validate() throws {
        for (name, value, range) in [
            ("steps", steps, 1...12), ("bptt-length", bpttLength, 1...12), ("hidden-size", hiddenSize, 1...3),
        ] where !range.contains(value) {
            throw ValidationError(
                "--\(name): found '\(value)'; expected a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        if let output, let problem = PictureForm.problem(ofName: output) {
            throw ValidationError("--output: \(problem)")
        }
    }

    func run() throws {
        let explanation = Explanation(steps: steps, window: bpttLength, hiddenSize: hiddenSize, seed: seed)
        if let output {
            let diagram = explanation.diagram
            let bytes: [UInt8]
            switch PictureForm(ofName: output) {
            case .svg: bytes = Array(try diagram.svg().utf8)
            case .pdf: bytes = try diagram.pdf()
            case .png, nil: bytes = try diagram.png()
            }
            try DurableFile.write(bytes, to: output)
        }
        try TerminalConsole().results(explanation.text)
    }
}

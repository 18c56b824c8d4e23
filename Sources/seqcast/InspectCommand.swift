import ArgumentParser
import Stages

/// `seqcast inspect`: shows what is in a weight or checkpoint file.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract:
            "Show what is in a file of weights, this program's or another's, or in a model directory, after checking it."
    )
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @Argument(
        help: "The file: safetensors, .pt, .npz, .npy, .keras, .h5, .msgpack or .onnx; or a directory that train wrote."
    ) var file: String
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let inspection = try Inspection(of: file)
        let console = TerminalConsole()
        if json { try console.exact(inspection.json) } else { try console.results(inspection.text) }
    }
}

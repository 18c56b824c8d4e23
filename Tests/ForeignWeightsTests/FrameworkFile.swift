import Foundation
import ForeignWeights
import RecurrentNets
import TestSupport
import Testing
import WeightFiles

/// A file that a real library wrote, with what that library computed of it; see fixtures/frameworks/README.md.
struct FrameworkFile: Decodable, CustomTestStringConvertible {
    /// The name in `fixtures/frameworks/files`.
    let file: String
    /// One number for each step, and what the network says after it.
    let input: [Double]
    let output: [Double]
    /// What has to be said of a file that is not read.
    let refusal: String?
    let activation: String?
    let cell: String?
    /// Whether input and output are in units of which the file has the scaling.
    let scaled: Bool?

    var testDescription: String { file }

    static let all: [FrameworkFile] = {
        let bytes = (try? Fixtures.bytes("frameworks/cases.json")) ?? []
        return (try? JSONDecoder().decode([FrameworkFile].self, from: Data(bytes))) ?? []
    }()

    static let read = all.filter { $0.refusal == nil }
    static let refused = all.filter { $0.refusal != nil }

    func network() throws -> ForeignNetwork {
        try ForeignFile(at: Fixtures.path("frameworks/files/\(file)")).network(
            ForeignNetworkSettings(
                cell: cell.flatMap(CellKind.init), activation: activation.flatMap(Activation.init)))
    }

    /// What the cells here say after each step.
    func outputs(of network: ForeignNetwork) throws -> [Double] {
        var random = SeededGenerator(seed: 0)
        let net = network.shape.makeNetwork(using: &random)
        try PyTorchNames.load(WeightFile(tensors: network.tensors, metadata: [:]), into: net)
        var run = NetworkRun(net)
        let (offset, divisor) = network.scaling ?? (0, 1)
        return input.map { value in
            let x = Tensor([(value - offset) / divisor], shape: [1, 1], elementType: network.elementType)
            return run.next(x).scalars[0] * divisor + offset
        }
    }
}

import RecurrentNets
import WeightFiles

extension StepNetworkModel {
    /// Reads a model with all networks of its ensemble, which stand in `directory`.
    package init(_ file: WeightFile, in directory: String) throws {
        try self.init(file, in: directory, activation: nil)
    }

    /// The same with the function of its cells, where the file does not say it.
    init(_ file: WeightFile, in directory: String, activation: Activation?) throws {
        try self.init(file, activation: activation)
        for member in try file.otherMembers(in: directory) { try add(member) }
    }
}

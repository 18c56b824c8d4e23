import WeightFiles

extension StepNetworkModel {
    /// Reads a model with all networks of its ensemble, which stand in `directory`.
    ///
    /// A checkpoint, which stands elsewhere, is a network alone.
    package init(_ file: WeightFile, in directory: String) throws {
        try self.init(file)
        guard let text = file.metadata["ensemble"] else { return }
        guard let count = Int(text), (2...1000).contains(count), String(count) == text else {
            throw file.error(
                "found an ensemble of \(WeightFileError.quoted(text)) networks; expected a whole number from 2 to 1000")
        }
        for index in 1..<count {
            try add(
                WeightFile(
                    at: directory + "/" + ModelDirectory.memberName(index) + "/" + ModelDirectory.modelName))
        }
    }
}

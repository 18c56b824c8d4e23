import Files
import WeightFiles

extension TrainedModel {
    /// Reads a model from the directory that `train` wrote, with all networks of its ensemble, or from a weight file.
    ///
    /// - Throws: `FileError` or ``WeightFileError``.
    init(at path: String) throws {
        let isDirectory = Directories.isDirectory(at: path)
        let file = try WeightFile(at: isDirectory ? path + "/" + TrainingDirectory.modelName : path)
        try self.init(file)
        guard let text = file.metadata["ensemble"] else { return }
        guard let count = Int(text), (2...1000).contains(count), String(count) == text else {
            throw file.error(
                "found an ensemble of \(WeightFileError.quoted(text)) networks; expected a whole number from 2 to 1000")
        }
        // A checkpoint, which stands elsewhere, is a network alone.
        let directory = isDirectory ? path : PathParts(path).directory
        for index in 1..<count {
            try add(
                WeightFile(
                    at: directory + "/" + TrainingDirectory.memberName(index) + "/" + TrainingDirectory.modelName))
        }
    }
}

import Files
import WeightFiles

/// The families of models that there are.
package enum ModelCatalogue {
    /// A line for each; its folder has the rest.
    package static var families: [any ForecastModel.Type] {
        [
            StepNetworkModel.self, StatisticalForecastModel.self, CombinedModel.self,
        ]
    }

    /// The key in a file's metadata that says the family; a step network has none, nor have bare weights.
    package static let key = "family"

    /// Reads a model from the directory that `train` wrote, or from a weight file or checkpoint.
    ///
    /// - Throws: `FileError` or ``WeightFileError``.
    package static func model(at path: String) throws -> any ForecastModel {
        let isDirectory = Directories.isDirectory(at: path)
        let file = try WeightFile(at: isDirectory ? path + "/" + ModelDirectory.modelName : path)
        return try family(of: file).init(file, in: isDirectory ? path : PathParts(path).directory)
    }

    /// The family that a file is of.
    package static func family(of file: WeightFile) throws(WeightFileError) -> any ForecastModel.Type {
        guard let name = file.metadata[key] else { return StepNetworkModel.self }
        guard let family = families.first(where: { $0.family == name }), family != StepNetworkModel.self else {
            let known = families.map { $0.family }.filter { $0 != StepNetworkModel.family }
            throw file.error(
                "found the \(key) \(WeightFileError.quoted(name)) in the metadata; expected "
                    + (known.isEmpty ? "none" : "one of \(known.joined(separator: ", "))")
                    + "; use the program version that wrote the file")
        }
        return family
    }
}

import Files
import WeightFiles

/// The families of models that there are.
package enum ModelCatalogue {
    /// A line for each; its folder has the rest.
    package static var families: [any ForecastModel.Type] {
        [
            StepNetworkModel.self, WindowNetworkModel.self, PretrainedModel.self, StatisticalForecastModel.self,
            CombinedModel.self,
        ]
    }

    /// The key in a file's metadata that says the family; a step network has none, nor have bare weights.
    package static let key = "family"

    /// Reads a model from the directory that `train` wrote, or from a weight file or checkpoint.
    ///
    /// `bare` says how weights are read that are no model; `note` is told what had to be assumed of them.
    /// - Throws: `FileError` or ``WeightFileError``.
    package static func model(
        at path: String, bare: BareWeights = BareWeights(), note: (String) -> Void = { _ in }
    ) throws -> any ForecastModel {
        let isDirectory = Directories.isDirectory(at: path)
        let file = try WeightFile(at: isDirectory ? path + "/" + ModelDirectory.modelName : path)
        let directory = isDirectory ? path : PathParts(path).directory
        let family = try family(of: file)
        guard family == StepNetworkModel.self else { return try family.init(file, in: directory) }
        let model = try StepNetworkModel(file, in: directory, activation: bare.activation)
        try bare.check(file, of: model.shape, note: note)
        return model
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

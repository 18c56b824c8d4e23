import RecurrentNets
import Texts
import WeightFiles

extension WeightFile {
    private static let ensembleKey = "ensemble"
    private static let scoresPrefix = "conformal."

    /// A model's file: its weights with the conformal scores beside them, and how many networks forecast together.
    static func member(
        _ tensors: [NamedTensor], _ metadata: ByteDictionary<String>, memberCount: Int, _ conformalScores: [[Double]]
    ) -> WeightFile {
        var metadata = metadata
        if memberCount > 1 { metadata[ensembleKey] = String(memberCount) }
        let scores = conformalScores.enumerated().map {
            NamedTensor("\(scoresPrefix)\($0)", Tensor($1, elementType: .float64))
        }
        return WeightFile(tensors: tensors + scores, metadata: metadata)
    }

    /// The files of the further networks of an ensemble, whose first one this is, from the directory in which it stands; a
    /// checkpoint, which stands elsewhere, is a network alone.
    ///
    /// - Throws: `FileError` or ``WeightFileError``.
    func otherMembers(in directory: String) throws -> [WeightFile] {
        guard let text = metadata[Self.ensembleKey] else { return [] }
        guard let count = Int(text), (2...1000).contains(count), String(count) == text else {
            throw error(
                "found an ensemble of \(WeightFileError.quoted(text)) networks; expected a whole number from 2 to 1000")
        }
        return try (1..<count).map {
            try WeightFile(at: directory + "/" + ModelDirectory.memberName($0) + "/" + ModelDirectory.modelName)
        }
    }

    /// The conformal scores in it, if any, of so many numbers that are forecast at once.
    ///
    /// - Throws: ``WeightFileError`` where training cannot have measured them.
    func conformalScores(of count: Int) throws(WeightFileError) -> [[Double]] {
        let tensors = tensors(under: Self.scoresPrefix)
        guard !tensors.isEmpty else { return [] }
        guard tensors.count == count else {
            throw error("found conformal scores of \(tensors.count) numbers; expected \(count) or none")
        }
        var scores: [[Double]] = []
        for index in 0..<count {
            let tensor = try tensor("\(Self.scoresPrefix)\(index)")
            let numbers = tensor.scalars
            guard tensor.rank == 1, tensor.elementType == .float64, numbers.first ?? 0 >= 0,
                zip(numbers, numbers.dropFirst()).allSatisfy(<=)
            else {
                throw error(
                    "tensor 'conformal.\(index)': found the shape \(tensor.shape) of \(tensor.elementType.rawValue); expected "
                        + "a row of float64, ascending, none below 0; the file is damaged, or its writer is in error")
            }
            scores.append(numbers)
        }
        return scores
    }
}

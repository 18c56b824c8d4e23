import RecurrentNets
import WeightFiles

/// What is known of a model's errors, as tensors of its file: `conformal.N` for each number that is forecast at once, ascending.
enum ConformalTensors {
    private static let prefix = "conformal."

    static func tensors(of scores: [[Double]]) -> [NamedTensor] {
        scores.enumerated().map { NamedTensor("\(prefix)\($0)", Tensor($1, elementType: .float64)) }
    }

    /// The scores in a file; empty where there are none.
    ///
    /// - Throws: ``WeightFileError`` where training cannot have measured them.
    static func scores(in file: WeightFile, of count: Int) throws -> [[Double]] {
        let tensors = file.tensors(under: prefix)
        guard !tensors.isEmpty else { return [] }
        guard tensors.count == count else {
            throw file.error("found conformal scores of \(tensors.count) numbers; expected \(count) or none")
        }
        var scores: [[Double]] = []
        for index in 0..<count {
            let tensor = try file.tensor("\(prefix)\(index)")
            let numbers = tensor.scalars
            guard tensor.rank == 1, tensor.elementType == .float64, numbers.first ?? 0 >= 0,
                zip(numbers, numbers.dropFirst()).allSatisfy(<=)
            else {
                throw file.error(
                    "tensor '\(prefix)\(index)': found the shape \(tensor.shape) of \(tensor.elementType.rawValue); expected a "
                        + "row of float64, ascending, none below 0; the file is damaged, or its writer is in error")
            }
            scores.append(numbers)
        }
        return scores
    }
}

/// The cross entropy of the softmax of `scores` with the true classes, averaged over the batch: a single number.
///
/// Shapes: scores `[batch, classes]`; labels, one of 0..<classes for each sample.
/// Source: DeZero `functions.py`, `softmax_cross_entropy`.
public func softmaxCrossEntropy(_ scores: Variable, _ labels: [Int]) -> Variable {
    precondition(
        scores.shape.count == 2 && labels.count == scores.shape[0]
            && labels.allSatisfy { 0..<scores.shape[1] ~= $0 },
        "softmaxCrossEntropy: found \(labels.count) labels for scores \(scores.shape); expected one class each")
    let (batch, classes) = (scores.shape[0], scores.shape[1])
    let places = labels.enumerated().map { $0 * classes + $1 }
    let logarithms = logSoftmax(scores).reshaped(batch * classes, 1)
    return -sum(embedding(places, logarithms)) / Double(batch)
}

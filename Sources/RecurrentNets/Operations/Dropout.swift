/// Every element with probability `rate` replaced by 0, the others scaled by 1 ∕ (1 − rate), so that the mean stays.
///
/// Within ``testMode(_:)`` it is `x` itself.
///
/// Gradient: dx = dy ⊙ the same factors.
public func dropout(_ x: Variable, rate: Double, using random: inout SeededGenerator) -> Variable {
    precondition(0 <= rate && rate < 1, "dropout: found the rate \(rate); expected 0 or more and less than 1")
    guard rate > 0 && TrainingMode.isOn else { return x }
    let chances = Tensor.uniform(x.shape, elementType: x.elementType, using: &random)
    let kept = Tensor.greaterOrEqual(chances, Tensor(rate, elementType: x.elementType))
    return x * .constant(kept / Tensor(1 - rate, elementType: x.elementType))
}

/// Whether functions behave as in training.
enum TrainingMode {
    @TaskLocal static var isOn = true
}

/// Runs `body` with functions that differ between training and use, such as ``dropout(_:rate:using:)``, as in use.
///
/// The book's `test_mode`.
public func testMode<Result>(_ body: () throws -> Result) rethrows -> Result {
    try TrainingMode.$isOn.withValue(false) { try body() }
}

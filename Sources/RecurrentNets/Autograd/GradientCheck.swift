/// How well gradients by backpropagation agree with those by central differences.
public struct GradientCheck {
    /// The largest difference found, relative to the larger of 1 and the gradient; NaN where one of the two is.
    public let largestDifference: Double
    /// Where it was found: which input and which of its elements.
    public let location: (input: Int, element: Int)

    /// Whether no difference exceeds `tolerance`; NaN never passes.
    public func agrees(within tolerance: Double) -> Bool {
        largestDifference <= tolerance
    }
}

/// Compares the gradients of `function` at `point` by backpropagation with central differences.
///
/// The function's result is multiplied by fixed numbers and summed, so that no element's gradient hides behind another's.
///
/// - Parameters:
///   - point: The inputs, of type float64.
///   - step: The half-width of the differences.
///   - function: Makes a variable from the inputs. It must be smooth within `step` of `point`.
/// - Returns: The largest difference there is.
public func checkGradients(
    at point: [Tensor], step: Double = 1e-5, of function: ([Variable]) -> Variable
) -> GradientCheck {
    precondition(point.allSatisfy { $0.elementType == .float64 }, "checkGradients: the inputs must be float64")
    func scalar(_ inputs: [Variable]) -> Variable {
        let y = function(inputs)
        let weights: [Double] = (0..<y.value.count).map { index in
            let coarse = Double(index % 7)
            let fine = Double(index % 11)
            return 1 + 0.37 * coarse - 0.05 * fine
        }
        return sum(y * Variable(Tensor(weights, shape: y.shape, elementType: .float64), requiresGradient: false))
    }
    let inputs = point.map { Variable($0) }
    scalar(inputs).backward()
    var worst = GradientCheck(largestDifference: 0, location: (0, 0))
    for (index, tensor) in point.enumerated() {
        let gradient = inputs[index].gradient?.value.scalars ?? [Double](repeating: 0, count: tensor.count)
        for element in 0..<tensor.count {
            func value(shiftedBy shift: Double) -> Double {
                var scalars = tensor.scalars
                scalars[element] += shift
                var shifted = point
                shifted[index] = Tensor(scalars, shape: tensor.shape, elementType: .float64)
                return scalar(shifted.map { Variable($0) }).value.scalar
            }
            let difference = (value(shiftedBy: step) - value(shiftedBy: -step)) / (2 * step)
            let scale = max(1, abs(difference), abs(gradient[element]))
            let error = abs(gradient[element] - difference) / scale
            if !(error <= worst.largestDifference) {
                worst = GradientCheck(largestDifference: error, location: (index, element))
                if error.isNaN { return worst }
            }
        }
    }
    return worst
}

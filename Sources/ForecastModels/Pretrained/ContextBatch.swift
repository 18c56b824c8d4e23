import RecurrentNets

/// Readings of contexts of one length, side by side.
package struct ContextBatch {
    /// `[time, batch, contextInputs]`.
    let context: Tensor
    /// `[steps, batch, stepInputs]`.
    let steps: Tensor
    /// `[steps, batch, rules]`.
    let rules: Tensor

    /// Puts readings together, which are of one length and one horizon.
    init(_ readings: [ContextReading], elementType: ElementType) {
        func tensor(_ part: KeyPath<ContextReading, [Double]>, width: Int) -> Tensor {
            let rows = (readings.first?[keyPath: part].count ?? 0) / width
            var scalars: [Double] = []
            scalars.reserveCapacity(rows * readings.count * width)
            let parts = readings.map { $0[keyPath: part] }
            for row in 0..<rows {
                for numbers in parts { scalars += numbers[row * width..<(row + 1) * width] }
            }
            return Tensor(scalars, shape: [rows, readings.count, width], elementType: elementType)
        }
        context = tensor(\.context, width: ContextReading.contextInputs)
        steps = tensor(\.steps, width: ContextReading.stepInputs)
        rules = tensor(\.rules, width: SimpleRules.count)
    }
}

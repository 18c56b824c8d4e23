extension Tensor {
    /// A tensor of numbers drawn from the normal distribution with mean 0 and standard deviation 1.
    public static func standardNormal(
        _ shape: [Int], elementType: ElementType = .float32, using random: inout SeededGenerator
    ) -> Tensor {
        let count = Shape.count(shape)
        var scalars: [Double] = []
        scalars.reserveCapacity(count + 1)
        while scalars.count < count {
            let (first, second) = random.standardNormalPair()
            scalars += [first, second]
        }
        return Tensor(Array(scalars.prefix(count)), shape: shape, elementType: elementType)
    }

    /// A tensor of numbers drawn evenly from 0 up to 1.
    public static func uniform(
        _ shape: [Int], elementType: ElementType = .float32, using random: inout SeededGenerator
    ) -> Tensor {
        let scalars = (0..<Shape.count(shape)).map { _ in random.uniform() }
        return Tensor(scalars, shape: shape, elementType: elementType)
    }
}

import Testing

@testable import RecurrentNets

@Suite struct TensorRowsTests {
    /// More rows than wait at once, and a last part of fewer.
    @Test(arguments: [ElementType.float32, .float64])
    func `rows that are added one by one are those of a tensor made at once`(type: ElementType) {
        let (count, width) = (1700, 5)
        let scalars = (0..<count * width).map { Double($0) / 7 }
        var rows = TensorRows(count, width: width, elementType: type)
        for row in 0..<count { rows.add { $0 += scalars[(row * width)..<((row + 1) * width)] } }
        let filled = rows.filled()
        let wanted = Tensor(scalars, shape: [count, width], elementType: type)
        #expect(filled.shape == wanted.shape && filled.elementType == type)
        #expect(filled.scalars == wanted.scalars)
    }

    @Test func `no rows are an empty tensor`() {
        var rows = TensorRows(0, width: 3, elementType: .float32)
        #expect(rows.filled().shape == [0, 3])
    }
}

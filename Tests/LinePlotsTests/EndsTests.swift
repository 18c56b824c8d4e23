import Testing

@testable import LinePlots

@Suite struct EndsTests {
    private func palette(_ count: Int) -> Palette? {
        // Far apart: none stands for another.
        Palette(
            (0..<count).map { number in
                let (red, green, blue) = (number % 16 * 16, number / 16 % 16 * 16, number / 256 * 32)
                return ClearColor(Color(hex: UInt32(red << 16 | green << 8 | blue)))
            })
    }

    @Test func twoHundredAndFiftySixColoursFitExactly() throws {
        let full = try #require(palette(256))
        #expect(full.colors.count == 256 && Set(full.indices).count == 256)
        // One more, and some must stand for others, which lie within a tolerance, or it is none.
        #expect((palette(257)?.colors.count ?? 0) < 257)
    }

    @Test func wholeNumbersHaveNoTicksBetweenThem() throws {
        // Nine steps of 2.5 would fit, and stand between whole numbers.
        let limits = DataLimits(showing: 0, 20)
        let whole = try #require(AxisTicks(limits: limits, mostIntervals: 9, isWhole: true) { _ in true })
        #expect(whole.values.allSatisfy { $0 == $0.rounded() })
    }
}

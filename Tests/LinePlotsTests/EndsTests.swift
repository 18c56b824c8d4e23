import Testing

@testable import LinePlots

@Suite struct EndsTests {
    private func palette(_ count: Int) -> Palette? {
        // Far apart: none stands for another.
        Palette(
            (0..<count).map { number in
                ClearColor(
                    Color(
                        hex: UInt32(number % 16 * 16) << 16 | UInt32(number / 16 % 16 * 16) << 8
                            | UInt32(number / 256 * 32)))
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

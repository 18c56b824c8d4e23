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

    /// Colours that are 26 or more apart, none of them near black.
    private static func far(_ count: Int) -> [ClearColor] {
        (10..<(10 + count)).map { number -> ClearColor in
            let (red, green, blue) = (number % 10 * 26, number / 10 % 10 * 26, number / 100 * 60)
            return ClearColor(Color(hex: UInt32(red << 16 | green << 8 | blue)))
        }
    }

    @Test func aColourAsFarAsTheLastToleranceIsStoodFor() throws {
        let (black, dark) = (ClearColor(Color(hex: 0)), ClearColor(Color(hex: 24)))
        let found = try #require(Palette([black, black, dark] + Self.far(255).flatMap { [$0, $0] }))
        #expect(found.colors.count == 256 && found.indices[0] == found.indices[2])
        #expect(Palette([black, black, ClearColor(Color(hex: 25))] + Self.far(255).flatMap { [$0, $0] }) == nil)
    }

    @Test func betweenTwoTheCommonestStandsForAColour() throws {
        let (often, seldom) = (ClearColor(Color(hex: 16)), ClearColor(Color(hex: 0)))
        let middle = ClearColor(Color(hex: 8))
        let found = try #require(
            Palette([often, seldom, middle] + [often, often, seldom] + Self.far(254).flatMap { [$0, $0] }))
        #expect(found.colors.count == 256 && found.indices[2] == found.indices[0])
        #expect(found.indices[2] != found.indices[1])
    }

    @Test func ofEquallyLowPointsTheFirstIsKeptBesideTheLast() {
        var reducer = PolylineReducer()
        for y in [5, 9, 1, 9] as [Float] { reducer.add(PixelPoint(x: 0.1, y: y)) }
        #expect(reducer.finish().map(\.y) == [5, 9, 1, 9])
    }

    @Test func wholeNumbersHaveNoTicksBetweenThem() throws {
        // Nine steps of 2.5 would fit, and stand between whole numbers.
        let limits = DataLimits(showing: 0, 20)
        let whole = try #require(AxisTicks(limits: limits, mostIntervals: 9, isWhole: true) { _ in true })
        #expect(whole.values.allSatisfy { $0 == $0.rounded() })
    }
}

import Testing

@testable import LinePlots

@Suite struct TickLabelsTests {
    private func text(_ spans: [TextSpan]?) -> String? {
        spans?.map { $0.height == .raised ? "^" + $0.text : $0.text }.joined()
    }

    @Test(arguments: [
        // Step 1e-9 from -3e-9 to 3e-9.
        ([-3, 0, 3], -9, ["−3", "0", "3"], "×10^−9"),
        ([0, 1, 2, 3, 4, 5], 9, ["0", "1", "2", "3", "4", "5"], "×10^9"),
        ([0, 2, 4, 6, 8, 10], 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], "×10^6"),
        ([0, 25, 50], -7, ["0.0", "2.5", "5.0"], "×10^−6"),
        // It saves three characters, and no more.
        ([100, 125, 150], 4, ["1.00", "1.25", "1.50"], "×10^6"),
    ])
    func `a common power of ten stands once beside the axis`(
        counts: [Int], exponent: Int, labels: [String], note: String
    ) {
        let result = TickLabels(counts, exponent: exponent)
        #expect(result.labels == labels)
        #expect(text(result.note) == note)
    }

    @Test(arguments: [
        ([1, 2, 3], -4, ["0.0001", "0.0002", "0.0003"]),
        ([1, 2, 5], 5, ["100000", "200000", "500000"]),
        ([1_000_000, 1_000_005], 0, ["1000000", "1000005"]),
        ([0, 0], -2, ["0.00", "0.00"]),
    ])
    func `labels of six characters, or of digits that all count, are written in full`(
        counts: [Int], exponent: Int, labels: [String]
    ) {
        let result = TickLabels(counts, exponent: exponent)
        #expect(result.labels == labels)
        #expect(result.note == nil)
    }

    @Test func `six saved digits are no reason for an addend, seven are`() {
        #expect(TickLabels([1_234_565, 1_234_567], exponent: 0).note == nil)
        let result = TickLabels([12_345_671, 12_345_674], exponent: 0)
        #expect(result.labels == ["1", "4"])
        #expect(text(result.note) == "+ 12345670")
    }

    @Test func `an addend is spelled out, with its sign, for numbers on both sides of it too`() {
        let straddling = TickLabels([9_999_999_998, 10_000_000_000, 10_000_000_002], exponent: 0)
        #expect(straddling.labels == ["−2", "0", "2"])
        #expect(text(straddling.note) == "+ 10000000000")
        let negative = TickLabels([-1_000_000_005, -1_000_000_001], exponent: -1)
        #expect(negative.labels == ["−0.5", "−0.1"])
        #expect(text(negative.note) == "− 100000000")
    }

    @Test func `label, power and addend make the value`() throws {
        // 1.5 + {0, 1, 2}e-9
        let result = TickLabels([1_500_000_000, 1_500_000_001, 1_500_000_002], exponent: -9)
        #expect(result.labels == ["0", "1", "2"])
        #expect(text(result.note) == "×10^−9 + 1.5")
        let far = TickLabels([3_000_000_000, 3_000_000_001], exponent: -40)
        #expect(text(far.note) == "×10^−40 + 3×10^−31")
    }
}

import TestSupport
import Testing

@testable import CSVTables

@Suite struct DecimalTests {
    @Test(arguments: [
        ("0", 0.0), ("1", 1), ("+1", 1), ("-1", -1), ("1.", 1), (".5", 0.5), ("-.5", -0.5), ("007", 7),
        ("3.14", 3.14), ("1e3", 1000), ("1E+3", 1000), ("1e-3", 0.001), ("1.5e0", 1.5),
        ("1.7976931348623157e308", .greatestFiniteMagnitude), ("5e-324", .leastNonzeroMagnitude),
        ("2.2250738585072014e-308", .leastNormalMagnitude), ("1e-400", 0), ("0e999999999999", 0),
        ("12345678", 12_345_678), ("1234567890123456789", 1_234_567_890_123_456_768),
        ("00000000000000000000000000000000000001", 1), ("1.00000000000000000000000000000000000000", 1),
    ])
    func `a decimal number is read`(text: String, value: Double) {
        #expect(decimal(text) == value)
    }

    @Test func `zero keeps its sign`() {
        #expect(decimal("-0")?.sign == .minus)
        #expect(decimal("0")?.sign == .plus)
    }

    @Test(arguments: [
        "", " ", "+", "-", ".", "-.", "e5", ".e5", "1e", "1e+", "1e5.", "1e5e", "--1", "+-1", "1-", " 1", "1 ", "1\n",
        "0x10", "0X1p3", "nan", "NaN", "nan(0x7)", "inf", "-inf", "infinity", "1_000", "1,000", "3,14", "1.2.3", "5m",
        "0.5\0junk", "\u{2212}5", "\u{0661}", "\u{ff11}", "1f", "1d", "12345678:", "/2345678", "1e999", "-1e309",
        "1.7976931348623159e308",
    ])
    func `anything else is refused`(text: String) {
        #expect(decimal(text) == nil)
    }

    /// 2^53 + 1 is half way between two neighbours, of which 2^53 is the even one.
    @Test func `ties are rounded to even, and a little more is rounded up`() {
        #expect(decimal("9007199254740993") == 9_007_199_254_740_992)
        #expect(decimal("9007199254740995") == 9_007_199_254_740_996)
        #expect(decimal("9007199254740993.0000000000000000000000001") == 9_007_199_254_740_994)
        #expect(decimal("9007199254740993e1") == 90_071_992_547_409_936)
        #expect(decimal("4503599627370496.5") == 4_503_599_627_370_496)
        #expect(decimal("4503599627370497.5") == 4_503_599_627_370_498)
    }

    /// The standard library reads with the C library's correctly rounded `strtod`.
    @Test func `every number of up to twenty-one digits is read as by the standard library`() {
        var random = SplitMix(seed: 1)
        for _ in 0..<200_000 {
            let digits = String(random.next() >> UInt64.random(in: 0..<64, using: &random))
            let point = Int.random(in: 0...digits.count, using: &random)
            let exponent = Int.random(in: -50...50, using: &random)
            let more = Bool.random(using: &random) ? "" : String(Int.random(in: 0..<100, using: &random))
            let texts = [
                digits.prefix(point) + "." + digits.dropFirst(point) + more,
                digits + more + "e\(exponent)",
                "0." + digits + more,
            ]
            for text in texts where decimal(String(text)) != Double(text) {
                Issue.record("\(text) is read as \(String(describing: decimal(String(text))))")
                return
            }
        }
    }

    @Test func `the tables are powers of five and their reciprocals`() {
        var power: UInt64 = 1
        for index in 1...27 {
            power *= 5
            let (reciprocal, _) = (power << power.leadingZeroBitCount).dividingFullWidth((1 << 63, 0))
            #expect(powersOfFive[index] == power)
            #expect(reciprocals[index] == reciprocal)
        }
    }

    @Test func `every Double is read back from what is written, and no shorter text would do`() {
        var random = SplitMix(seed: 2)
        for _ in 0..<100_000 {
            let value = Double(bitPattern: random.next())
            if !value.isFinite { continue }
            let text = decimalText(value)
            if decimal(text) != value || text.utf8.count > value.description.utf8.count {
                Issue.record("\(value) is written as \(text)")
                return
            }
        }
    }

    /// Those of the standard library, in Swift's own format; whole numbers have no point here.
    @Test func `the digits are the fewest, and of these the nearest, at every size and beside powers of two`() {
        var random = SplitMix(seed: 3)
        func check(_ value: Double) {
            let text = value.description
            let wanted = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
            if decimalText(value) != wanted { Issue.record("\(wanted) is written as \(decimalText(value))") }
        }
        for exponent in 0..<2047 as Range<UInt64> {
            for fraction in [0, 1, 2, 1 << 51, (1 << 52) - 2, (1 << 52) - 1] as [UInt64] {
                check(Double(bitPattern: exponent << 52 | fraction))
            }
        }
        for _ in 0..<100_000 {
            let (bits, size) = (random.next(), UInt64.random(in: 920...1140, using: &random))
            check(Double(bitPattern: size << 52 | bits >> 12))
            check(Double(bitPattern: size << 52 | (bits >> 12) & ~(1 << (bits & 63) - 1)))
            check(-Double(bits >> 40) / 100)
            check(Double(bits >> (bits & 63)))
        }
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "-0"), (1, "1"), (-3, "-3"), (0.1, "0.1"), (100, "100"), (0.0001, "0.0001"),
        (0.00001, "1e-05"), (1e15, "1000000000000000"), (2.5e20, "2.5e+20"), (1e300, "1e+300"),
        (0.1 + 0.2, "0.30000000000000004"), (.leastNonzeroMagnitude, "5e-324"), (.nan, ""), (.infinity, "inf"),
    ])
    func `numbers are written short, whole ones without a point`(value: Double, text: String) {
        #expect(decimalText(value) == text)
    }
}

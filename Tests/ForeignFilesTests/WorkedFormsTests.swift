import CSVTables
import Testing

@testable import ForeignFiles

/// Numbers, times and lines from elsewhere, each worked by hand, at the ends of what is read.
@Suite struct WorkedFormsTests {
    @Test(arguments: [
        ("1,234", "1234"), ("12,345,678", "12345678"), ("1234,567", nil), ("1,23", nil), ("0,123", nil), (",123", nil),
        ("1,234.5", "1234.5"), ("-1,234", "-1234"), ("+7,000", "7000"), ("1 234", "1234"), ("$1,234", "1234"),
        ("12%", "12"),
    ])
    func groupsAreOfThreeDigits(_ cell: String, _ text: String?) {
        #expect(ForeignNumber(cell, .point)?.text == text)
    }

    @Test func aUnitHasTwelveBytesAtMost() {
        #expect(ForeignNumber("1 abcdefghijkl", .point)?.unit == "abcdefghijkl")
        #expect(ForeignNumber("1 abcdefghijklm", .point) == nil)
        #expect(ForeignNumber("3 m/s", .point)?.text == "3" && ForeignNumber("3 m2", .point)?.unit == "m2")
    }

    @Test func factorsBehindNumbersAreMultiplied() {
        #expect(NumberColumn(["1k", "2", "1.5M"], .point, [])?.cells == ["1000", "2", "1500000"])
        #expect(NumberColumn(["1K", "3T", ""], .point, [])?.cells == ["1000", "3000000000000", ""])
    }

    @Test func shortWordsBehindSomeNumbersAreFlags() {
        #expect(NumberColumn(["1 p", "2", "3 bcd"], .point, [])?.cells == ["1", "2", "3"])
        #expect(NumberColumn(["1*", "2"], .point, [])?.cells == ["1", "2"])
        // Longer ones, and those of capitals, say something else of some rows than of others.
        #expect(NumberColumn(["1 abcd", "2"], .point, []) == nil && NumberColumn(["1 EUR", "2"], .point, []) == nil)
        // Two units are two kinds of numbers.
        #expect(NumberColumn(["1 kg", "2 lb"], .point, []) == nil)
    }

    @Test(arguments: [
        ("00:00", 0), ("24:00", 86_400), ("24:01", nil), ("25:00", nil), ("9:05", 32_700), ("12:30 am", 1800),
        ("12:30 pm", 45_000), ("1:30 pm", 48_600), ("13:30 pm", nil), ("10:60", nil), ("23:59:59", 86_399),
    ])
    func aDayHasTwentyFourHours(_ cell: String, _ seconds: Int?) {
        #expect(ClockText(cell)?.seconds == seconds)
    }

    @Test(arguments: [
        ("1 day, 02:00:00", "93600"), ("2 days", "172800"), ("01:02:03", "3723"), ("-00:00:10", "-10"),
        ("26:00:00", "93600"),
        ("00:60:00", nil), ("00:00:00.250", "0.25"), ("PT1H30M", "5400"), ("P1DT1S", "86401"), ("P1W", "604800"),
        ("PT", nil),
    ])
    func aDurationIsOfSeconds(_ cell: String, _ seconds: String?) {
        #expect(DurationText(cell)?.seconds == seconds)
    }

    @Test(arguments: [
        ("2024-01-05 12:30 am", "2024-01-05 00:30"), ("2024-01-05 12:30 pm", "2024-01-05 12:30"),
        ("05-Jan-24", "2024-01-05"), ("05-Jan-68", "2068-01-05"), ("05-Jan-69", "1969-01-05"),
        ("2024-01-05 10:00 +2", "2024-01-05 10:00+02:00"), ("2024-01-05 10:00 -0530", "2024-01-05 10:00-05:30"),
        ("2024-01-05 10:00 EST", "2024-01-05 10:00-05:00"), ("2024-366", "2024-12-31"), ("2023-366", nil),
        ("2023-365", "2023-12-31"), ("2024-000", nil), ("20240105", "2024-01-05"), ("20241305", nil),
        ("Q3 2024", "2024-Q3"),
        ("Q5 2024", nil), ("2024H2", "2024-07"), ("2024M13", nil), ("2024-W05", "2024-W05"),
    ])
    func aTimeInWordsIsOneOfTheCalendar(_ cell: String, _ text: String?) {
        #expect(ForeignTime.iso(cell) == text)
    }

    private func lines(_ text: String, at separator: Unicode.Scalar) throws -> ForeignLines {
        try ForeignLines(Array(text.utf8)[...], at: UInt8(ascii: separator))
    }

    @Test func spacesAlignColumns() throws {
        #expect(
            try lines("a  b\n1    2\n 3 4 \n", at: " ").lines.map(\.cells) == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(try lines("a,,b\n", at: ",").lines.map(\.cells) == [["a", "", "b"]])
    }

    @Test func aBlankLineIsAMissingValueWhereThereIsOneColumn() throws {
        let one = try lines("a\n1\n\n2\n\n\n", at: ",")
        #expect(one.lines.map(\.cells) == [["a"], ["1"], [""], ["2"]] && one.blankCount == 2)
        #expect(one.lines.map(\.number) == [1, 2, 3, 4])
        let two = try lines("a,b\n1,2\n\n3,4\n", at: ",")
        #expect(two.lines.map(\.cells) == [["a", "b"], ["1", "2"], ["3", "4"]] && two.blankCount == 1)
    }

    @Test func linesCountInQuotesToo() throws {
        let found = try lines("a,\"x\ny\n\nz\"\r\nb,c\n", at: ",")
        #expect(found.lines.map(\.number) == [1, 5] && found.lines[0].cells == ["a", "x\ny\n\nz"])
    }
}

import CSVTables
import Testing

@testable import ForeignFiles

@Suite struct ForeignNumberTests {
    @Test(
        arguments: [
            ("1,234.5", .point, "1234.5"), ("1.234,5", .comma, "1234.5"), ("−3,5", .comma, "-3.5"),
            ("$ 12", .point, "12"),
            ("45 %", .point, "45"), ("1 234 567", .point, "1234567"),
        ] as [(String, DecimalMark, String)])
    func `numbers are read as people write them`(cell: String, mark: DecimalMark, text: String) {
        #expect(ForeignNumber(cell, mark)?.text == text)
    }

    @Test(arguments: ["1,23,4", "12,34", "x", "", "%", "1,234,56"])
    func `what is no number by its groups is none`(cell: String) {
        #expect(ForeignNumber(cell, .point) == nil)
    }
}

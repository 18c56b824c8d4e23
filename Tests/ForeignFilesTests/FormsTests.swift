import CSVTables
import SeriesData
import TestSupport
import Testing

@testable import ForeignFiles

/// A known series, written in every combination of the forms that files come in, is got back exactly.
@Suite struct FormsTests {
    /// How a file writes its series.
    struct Form: CustomTestStringConvertible {
        var separator: String
        var comma: Bool
        var header: Header
        var time: Time
        var missing: String
        var lineEnd: String

        enum Header: CaseIterable { case plain, remark, titled, none, units }
        enum Time: CaseIterable {
            case iso, german, hyphens, parts, dateAndClock, dateAndHour, epoch, span, named, compact
        }

        var testDescription: String { "\(separator) \(comma) \(header) \(time) \(missing)" }
    }

    private static let start = 1_705_708_800.0
    private static let count = 72

    /// The values of two columns; one of the first is missing.
    private static let values: [[Double]] = [0, 1].map { column in
        (0..<count).map { row in value(column, row) }
    }

    private static func value(_ column: Int, _ row: Int) -> Double {
        if column == 0, row == 40 { return .nan }
        let whole = 1000 + (row * 37 + column * 11) % 101
        return Double(whole) + Double(row % 8) / 8
    }

    static var forms: [Form] {
        var forms: [Form] = []
        for separator in [",", ";", "\t", "|", " "] {
            for comma in [false, true] where !(comma && separator == ",") {
                for header in Form.Header.allCases where !(header == .units && separator == " ") {
                    for time in Form.Time.allCases {
                        // Blanks within a cell are no cells of their own only where something else is between these.
                        if separator == " ", time == .span || time == .named { continue }
                        let isLast = forms.count % 2 == 0
                        forms.append(
                            Form(
                                separator: separator, comma: comma, header: header, time: time,
                                missing: isLast ? "NA" : "n/e", lineEnd: isLast ? "\n" : "\r\n"))
                    }
                }
            }
        }
        return forms
    }

    private static func cells(_ form: Form, _ row: Int) -> [String] {
        let moment = start + 3600 * Double(row)
        let date = CivilDate(dayNumber: Int((moment / 86_400).rounded(.down)))
        let hour = Int(moment) / 3600 % 24
        let (year, month, day) = (String(date.year), padded(date.month, to: 2), padded(date.day, to: 2))
        let clock = padded(hour, to: 2) + ":00"
        switch form.time {
        case .iso: return ["\(year)-\(month)-\(day)T\(clock)"]
        case .german:
            return form.separator == " " ? ["\(day).\(month).\(year)", clock] : ["\(day).\(month).\(year) \(clock)"]
        case .hyphens:
            return form.separator == " " ? ["\(day)-\(month)-\(year)", clock] : ["\(day)-\(month)-\(year) \(clock)"]
        case .parts: return [year, String(date.month), String(date.day), String(hour)]
        case .dateAndClock: return ["\(year)-\(month)-\(day)", clock + ":00"]
        case .dateAndHour: return ["\(year)\(month)\(day)", String(hour)]
        case .epoch: return [decimalText(moment)]
        case .span: return ["\(day).\(month).\(year) \(clock) - \(day).\(month).\(year) \(padded(hour + 1, to: 2)):00"]
        case .named: return ["\(date.day). Januar \(year) \(clock)"]
        case .compact: return ["\(year)\(month)\(day):\(padded(hour, to: 2))00"]
        }
    }

    private static func names(_ time: Form.Time, _ separator: String) -> [String] {
        switch time {
        case .parts: ["Jahr", "Monat", "Tag", "Stunde"]
        case .dateAndClock: ["fecha", "hora"]
        case .dateAndHour: ["datum", "hour"]
        case .german, .hyphens: separator == " " ? ["date", "time"] : ["when"]
        default: ["when"]
        }
    }

    private static func text(_ form: Form) -> String {
        var lines: [String] = []
        let names = Self.names(form.time, form.separator) + ["load", "temp"]
        func line(_ cells: [String]) -> String { cells.joined(separator: form.separator) }
        switch form.header {
        case .plain: lines.append(line(names))
        case .remark: lines += ["# of a logger", "# " + line(names)]
        case .titled: lines += ["Station", "", line(names)]
        case .units: lines += [line(names), line(names.dropLast(2).map { _ in "" } + ["MW", "degC"])]
        case .none: break
        }
        for row in 0..<count {
            let numbers = values.map { column -> String in
                guard !column[row].isNaN else { return form.missing }
                let text = decimalText(column[row])
                return form.comma ? String(text.map { $0 == "." ? "," : $0 }) : text
            }
            lines.append(line(cells(form, row) + numbers))
        }
        return lines.joined(separator: form.lineEnd) + form.lineEnd
    }

    @Test(arguments: forms)
    func `a series is got back from whatever form it was written in`(form: Form) throws {
        let tidy = try TidyTable(Array(Self.text(form).utf8))
        let table = try tidy.table(keeping: .described)
        try #require(table.columns.count == 3, "\(tidy.changes)")
        let times = try table.times(of: table.names[0])
        #expect(times.moments == (0..<Self.count).map { Self.start + 3600 * Double($0) })
        for (column, values) in Self.values.enumerated() {
            #expect(bits(try table.numbers(of: table.names[column + 1])) == bits(values))
        }
        if form.header != .none { #expect(table.names.suffix(2) == ["load", "temp"]) }
        // What was written once is left alone.
        var written: [UInt8] = []
        try tidy.write { written += $0 }
        #expect(try TidyTable(written).changes.isEmpty)
    }

    @Test(arguments: [
        "t,\u{e9},e\u{301}\n1,2,3\n2,5,6\n3,8,9\n",
        "{\"t\":1,\"\u{e9}\":2,\"e\u{301}\":3}\n{\"t\":2,\"\u{e9}\":5,\"e\u{301}\":6}\n{\"t\":3,\"\u{e9}\":8,\"e\u{301}\":9}\n",
    ])
    func `columns of other bytes are two, however alike they look`(text: String) throws {
        let tidy = try TidyTable(Array(text.utf8))
        let names = tidy.columns.map { Array($0.name.utf8) }
        #expect(names == [Array("t".utf8), Array("\u{e9}".utf8), Array("e\u{301}".utf8)])
        #expect(tidy.columns.map(\.cells) == [["1", "2", "3"], ["2", "5", "8"], ["3", "6", "9"]])
    }
}

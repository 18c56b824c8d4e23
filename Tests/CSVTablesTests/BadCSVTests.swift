import Files
import SeriesData
import TestSupport
import Testing

@testable import CSVTables

@Suite struct BadCSVTests {
    static let utf16 =
        "the file seems to be UTF-16 text; CSV in UTF-8 was expected; save it as UTF-8: iconv -f utf-16 -t utf-8 FILE > NEW.csv"
    static let decimals = "write decimals with a point, no thousands separators, and texts that hold commas in quotes"

    static let messages: [String: String] = [
        "empty.csv": "the file is empty; a header line with the names of the columns was expected",
        "only-blank-lines.csv": "the file is empty; a header line with the names of the columns was expected",
        "blank-first-line.csv": "line 1: found a blank line; a header line was expected; remove the line",
        "blank-line.csv": "line 3: found a blank line; 2 cells were expected; remove the line",
        "no-header.csv":
            "line 1: found only numbers; a header line with the names of the columns was expected; "
            + "put one before the numbers",
        "duplicate-column.csv": "line 1: found two columns named 'y'; names must differ; rename one",
        "too-few-cells.csv":
            "line 3: found 1 cell; expected 2, as in the header (x, y); "
            + "leave a cell empty, with its comma, if its value is missing",
        "too-many-cells.csv": "line 3: found 3 cells; expected 2, as in the header (x, y); " + decimals,
        "trailing-comma.csv": "line 2: found 3 cells; expected 2, as in the header (x, y); " + decimals,
        "semicolons.csv":
            "line 2: found 2 cells; expected 1, as in the header (x;y); "
            + "separate the cells with commas, and write decimals with a point",
        "zero-byte.csv":
            "line 2: found a zero byte; CSV in UTF-8 was expected; the file seems to be binary, or UTF-16",
        "zero-byte-in-quotes.csv":
            "line 2: found a zero byte; CSV in UTF-8 was expected; the file seems to be binary, or UTF-16",
        "utf-16.csv": utf16,
        "utf-16-without-mark.csv": utf16,
        "gzip.csv":
            "the file seems to be gzip; CSV in UTF-8 was expected; unpack it first: gunzip -c FILE > NEW.csv; or, of R: "
            + "Rscript -e \"write.csv(readRDS('FILE'), 'NEW.csv', row.names=FALSE)\" for .rds, "
            + "Rscript -e \"write.csv(get(load('FILE')), 'NEW.csv', row.names=FALSE)\" for .RData",
        "png.csv": "the file seems to be a PNG image; CSV in UTF-8 was expected; name the file with the numbers",
        "zip.csv":
            "the file seems to be zip or a spreadsheet; CSV in UTF-8 was expected; unpack it with unzip, or write "
            + "the sheet as CSV: ssconvert FILE NEW.csv",
        "latin-1.csv": "line 3, column x: found '\u{fffd}', which is not UTF-8; save the file as UTF-8",
        "latin-1-header.csv":
            "line 1: found the name 'Gr\u{fffd}\u{fffd}e', which is not UTF-8; save the file as UTF-8",
        "utf-8-surrogate.csv":
            "line 2, column y: found '\u{fffd}\u{fffd}\u{fffd}', which is not UTF-8; save the file as UTF-8",
        "open-quote.csv": "line 2: the quote opened here is never closed; close it, or remove it",
        "text-after-quote.csv":
            "line 2, column y: found text after a closing quote; expected a comma or the end of the line; "
            + "write a quote inside quotes twice",
        "quote-in-cell.csv":
            "line 2, column y: found a quote inside '2'; put the whole cell in quotes, and write the quote twice",
    ]

    static let correct = "correct it, leave the cell empty if the value is missing, or use another column"
    static let missing = "leave the cell empty if the value is missing"

    static let cells: [String: (found: String, advice: String)] = [
        "word": ("abc", correct),
        "hexadecimal": ("0x10", "write it with decimal digits"),
        "nan": ("NaN", missing),
        "infinity": ("-inf", "an infinite value cannot be used"),
        "decimal-comma": ("3,14", "write a point for the decimals, and no thousands separator"),
        "thousands": ("1,234,567.5", "remove the thousands separators"),
        "underscore": ("1_000", "remove the thousands separators"),
        "unicode-minus": ("\u{2212}5", "write the minus sign as '-'"),
        "spaces": (" 5", "remove the spaces"),
        "trailing-junk": ("5m", correct),
        "overflow": ("1e999", "it is too large: the greatest is about 1.8e308"),
        "two-points": ("1.2.3", correct),
        "no-exponent": ("1e", correct),
        "only-sign": ("-", missing),
        "only-point": (".", missing),
        "control-characters": ("\\u{1b}[31m5", correct),
        "long": (String(repeating: "x", count: 40) + "…", correct),
        "semicolon": ("1;2", "separate the cells with commas"),
    ]

    @Test(arguments: messages.sorted { $0.key < $1.key })
    func `a bad file is refused with its line and the reason, however it is cut`(name: String, message: String) throws {
        let bytes = try Fixtures.bytes("csv/bad/" + name)
        for size in [1, 2, 3, 7, .max] {
            let error = #expect(throws: CSVError.self) { try readTable(bytes, inPiecesOf: size) }
            #expect(error?.description == message)
        }
    }

    @Test(arguments: cells.sorted { $0.key < $1.key })
    func `a bad cell is shown, with what to do`(name: String, cell: (found: String, advice: String)) throws {
        let bytes = try Fixtures.bytes("csv/bad/cell-\(name).csv")
        let message = "line 3, column y: found '\(cell.found)'; expected a decimal number; \(cell.advice)"
        let early = #expect(throws: CSVError.self) { try readTable(bytes, keeping: .named(["y"])) }
        #expect(early?.description == message)
        let late = #expect(throws: CSVError.self) { try readTable(bytes, inPiecesOf: 1).numbers(of: "y") }
        #expect(late?.description == message)
    }

    @Test func `every bad fixture has its message here`() throws {
        let names = Array(Self.messages.keys) + Self.cells.keys.map { "cell-\($0).csv" }
        #expect(try Fixtures.names(in: "csv/bad") == names.sorted())
    }

    @Test func `a cell without end is refused in bounded memory`() {
        let text = "x,y\n1,\"" + String(repeating: "2", count: CSVReader.longestCell + 1)
        let error = #expect(throws: CSVError.self) { try readTable(text) }
        #expect(
            error?.description
                == "line 2, column y: the cell that begins here is longer than 1048576 bytes; "
                + "is a quote or a comma missing?")
    }

    @Test func `columns without number are refused`() {
        let text = (0...CSVReader.mostColumns).map { "c\($0)" }.joined(separator: ",")
        let error = #expect(throws: CSVError.self) { try readTable(text) }
        #expect(
            error?.description
                == "line 1: found more than 16384 columns; is the line end after the header missing?")
    }

    @Test func `a long list of columns is cut`() {
        let header = (0..<30).map { "c\($0)" }.joined(separator: ",")
        let error = #expect(throws: CSVError.self) { try readTable(header + "\n1\n") }
        #expect(error?.problem.contains("c18, c19, … (30 in all)") == true)
    }
}

import CSVTables
import SeriesData
import Texts

/// A file of the Monash archive (`.tsf`) or of the UCR/UEA one (`.ts`): lines of `@words`, then a series a line.
///
/// Source: R. Godahewa and others, “Monash Time Series Forecasting Archive”, 2021; aeon, “The ts file format”.
enum ArchiveFile {
    private static let sampleSize = 1 << 14

    /// Whether a text begins with remarks and a line of such a word.
    static func isOne(_ bytes: [UInt8]) -> Bool {
        let lines = String(decoding: bytes.prefix(sampleSize), as: UTF8.self).split(whereSeparator: \.isNewline)
        let first = lines.first { !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) }
        let words = ["@relation", "@attribute", "@problemname", "@data", "@frequency", "@timestamps"]
        return first.map { line in words.contains { line.lowercased().hasPrefix($0) } } ?? false
    }

    private struct Header {
        var attributes: [(name: String, kind: String)] = []
        var values: [String: String] = [:]

        /// Whether each line is a row of a table, as Weka's `.arff` has them.
        var isOfRecords: Bool {
            let ofSeries = ["frequency", "horizon", "missing", "equallength"]
            return attributes.contains { !["string", "date"].contains($0.kind) }
                && !ofSeries.contains { values[$0] != nil }
        }

        func isTrue(_ word: String) -> Bool { values[word]?.split(separator: " ").first?.lowercased() == "true" }
    }

    /// - Throws: ``CSVError`` with the line that is not of such a file.
    static func read(_ bytes: [UInt8], step: String? = nil) throws(CSVError) -> ForeignTable {
        guard bytes.withUnsafeBufferPointer(isUTF8) else {
            throw CSVError("found a text that is not UTF-8; save the file as UTF-8")
        }
        var header = Header()
        if let step { header.values["frequency"] = step }
        var rows = LongRows()
        var isData = false
        var number = 0
        var records: [(line: Int, cells: [String])] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            var text = String(decoding: line, as: UTF8.self)
            while text.last.map({ $0 == "\r" || $0 == " " }) == true { text.removeLast() }
            if text.isEmpty || text.hasPrefix("#") { continue }
            if isData {
                if header.isOfRecords {
                    records.append((number, text.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)))
                } else if header.attributes.isEmpty {
                    try readCase(text, number, header, &rows)
                } else {
                    try readSeries(text, number, header, &rows)
                }
                continue
            }
            let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true).map(String.init)
            guard let word = words.first?.lowercased(), word.hasPrefix("@") else {
                throw CSVError(
                    line: number,
                    "found '\(CSVError.shown(text))'; expected a line that begins with @, up to @data; correct it")
            }
            let rest = words.count > 1 ? words[1] : ""
            switch word {
            case "@data": isData = true
            case "@attribute":
                let parts = rest.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
                guard parts.count == 2 else {
                    throw CSVError(
                        line: number,
                        "found '\(CSVError.shown(text))'; expected @attribute, a name and a kind; correct it")
                }
                header.attributes.append((parts[0], trimmed(parts[1].lowercased()[...])))
            case "@frequency" where step != nil: break
            default: header.values[String(word.dropFirst())] = rest
            }
        }
        if header.isOfRecords, isData { return try table(of: records, header) }
        guard isData else { throw CSVError("found no line @data; expected one before the series; is the file whole?") }
        let what = header.attributes.isEmpty ? "an archive's cases, one a line" : "an archive's series, one a line"
        return rows.table("\(what): one row a value")
    }

    /// A column an attribute.
    private static func table(
        of records: [(line: Int, cells: [String])], _ header: Header
    ) throws(CSVError) -> ForeignTable {
        let count = header.attributes.count
        if let uneven = records.first(where: { $0.cells.count != count }) {
            throw CSVError(
                line: uneven.line, "found \(uneven.cells.count) cells; expected \(count), one an attribute; correct it")
        }
        return ForeignTable(
            names: header.attributes.map { $0.name.filter { $0 != "'" && $0 != "\"" } },
            columns: (0..<count).map { column in records.map { $0.cells[column].filter { $0 != "'" && $0 != "\"" } } },
            lines: records.map(\.line), changes: ["attributes and rows of Weka: a table"])
    }

    /// `T1:1990-01-01 00-00-00:1,2,?`.
    private static func readSeries(
        _ text: String, _ line: Int, _ header: Header, _ rows: inout LongRows
    ) throws(CSVError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        // A time of day may be written with colons.
        guard parts.count > header.attributes.count else {
            throw CSVError(
                line: line,
                "found \(parts.count) parts with colons between them; expected \(header.attributes.count + 1): the attributes and "
                    + "the values; correct it")
        }
        var keys: [(name: String, text: String)] = []
        var start: String?
        var next = 0
        let spare = parts.count - header.attributes.count - 1
        for (name, kind) in header.attributes {
            let length = kind == "date" ? spare + 1 : 1
            let part = parts[next..<min(next + length, parts.count)].joined(separator: ":")
            next += length
            if kind == "date" { start = part } else { keys.append((name, part)) }
        }
        let values = parts[next...].joined(separator: ":").split(separator: ",", omittingEmptySubsequences: false)
        let times = start.flatMap { SeriesStart($0, frequency: header.values["frequency"]?.lowercased()) }
        rows.add(keys: keys, start: times, values: [("value", values.map(trimmed))], line)
    }

    /// `1,2,3:4,5,6:label`, or `(2007-01-01 00:00:00,1),(2007-01-02 00:00:00,2):label`.
    private static func readCase(
        _ text: String, _ line: Int, _ header: Header, _ rows: inout LongRows
    ) throws(CSVError) {
        let hasTimes = header.isTrue("timestamps")
        var dimensions =
            hasTimes
            ? splitOutside(text) : text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var keys = [("series", "case \(rows.seriesCount + 1)")]
        if header.isTrue("classlabel") || header.isTrue("targetlabel"), dimensions.count > 1 {
            keys.append(("label", trimmed(dimensions.removeLast()[...])))
        }
        let names = dimensions.count == 1 ? ["value"] : dimensions.indices.map { "value\($0 + 1)" }
        guard hasTimes else {
            let values = dimensions.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(trimmed) }
            rows.add(keys: keys, start: nil, values: Array(zip(names, values)), line)
            return
        }
        var times: [String] = []
        var values: [[String]] = []
        for dimension in dimensions {
            var cells: [String] = []
            for pair in dimension.split(separator: ")") {
                let inner = pair.drop { "(, ".contains($0) }
                if inner.isEmpty { continue }
                guard let comma = inner.lastIndex(of: ",") else {
                    throw CSVError(
                        line: line, "found '\(CSVError.shown(String(pair)))'; expected (time,value); correct it")
                }
                if values.isEmpty { times.append(trimmed(inner[..<comma])) }
                cells.append(trimmed(inner[inner.index(after: comma)...]))
            }
            values.append(cells)
        }
        rows.add(keys: keys, times: times, values: Array(zip(names, values)), line)
    }

    /// The parts between colons that stand in no brackets.
    private static func splitOutside(_ text: String) -> [String] {
        var (parts, depth) = ([""], 0)
        for scalar in text.unicodeScalars {
            if scalar == "(" { depth += 1 }
            if scalar == ")" { depth -= 1 }
            if scalar == ":", depth == 0 {
                parts.append("")
            } else {
                parts[parts.count - 1].unicodeScalars.append(scalar)
            }
        }
        return parts
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

/// Rows of one value each, as series are read that stand in lines.
struct LongRows {
    private var names: [String] = []
    private var cells: [[String]] = []
    private var places = ByteDictionary<Int>()
    private var lines: [Int] = []
    private(set) var seriesCount = 0
    private var undatedCount = 0
    private var datedCount = 0

    /// Adds a series whose values follow each other from a start, or, without one, are counted.
    mutating func add(keys: [(String, String)], start: SeriesStart?, values: [(String, [String])], _ line: Int) {
        let count = values.map(\.1.count).max() ?? 0
        let times = start.map { start in (0..<count).map(start.text) } ?? (0..<count).map(String.init)
        add(keys: keys, times: times, timeName: start == nil ? "step" : "time", values: values, line)
    }

    /// Adds a series with its times.
    mutating func add(
        keys: [(String, String)], times: [String], timeName: String = "time", values: [(String, [String])], _ line: Int
    ) {
        let count = max(times.count, values.map(\.1.count).max() ?? 0)
        func add(_ name: String, _ texts: (Int) -> String) {
            let place = places[name] ?? names.count
            if place == names.count {
                places[name] = place
                names.append(name)
                cells.append(Array(repeating: "", count: lines.count))
            }
            for row in 0..<count { cells[place].append(texts(row)) }
        }
        for (name, text) in keys { add(name) { _ in text } }
        add(timeName) { $0 < times.count ? times[$0] : "" }
        for (name, texts) in values { add(name) { $0 < texts.count ? texts[$0] : "" } }
        lines += Array(repeating: line, count: count)
        for place in cells.indices where cells[place].count < lines.count {
            cells[place] += Array(repeating: "", count: lines.count - cells[place].count)
        }
        seriesCount += 1
        if timeName == "time" { datedCount += 1 } else { undatedCount += 1 }
    }

    func table(_ change: String) -> ForeignTable {
        var changes = [change]
        if undatedCount > 0 {
            changes.append(
                "\(undatedCount) series without a start and a step in words: their values are counted from 0, unless tidy --step "
                    + "hourly, or the like, says it")
        }
        return ForeignTable(names: names, columns: cells, lines: lines, changes: changes)
    }
}

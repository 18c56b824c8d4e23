import CSVTables
import SeriesData

/// A vector or a series as R prints it, its values in lines that begin with the place of their first, `[9]`.
enum PrintedSeries {
    /// The fewest lines of values that show it.
    private static let fewest = 2

    /// A row a value; nil of a file that is none.
    ///
    /// `Start = 1960` or `c(1960, 2)` and `Frequency = 4` above the values say their times.
    static func read(_ bytes: [UInt8]) -> ForeignTable? {
        guard bytes.count < 1 << 26, bytes.prefix(4096).contains(UInt8(ascii: "[")) else { return nil }
        let lines = bytes.split(omittingEmptySubsequences: false) { $0 == 0x0a || $0 == 0x0d }
        var (values, numbers, lineCount): ([String], [Int], Int) = ([], [], 0)
        var head: [String] = []
        for (place, line) in lines.enumerated() {
            let words = line.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
            guard let first = words.first else { continue }
            guard first.hasPrefix("[") else {
                guard values.isEmpty, head.count < 10 else { return nil }
                head.append(words.joined(separator: " "))
                continue
            }
            guard first.hasSuffix("]"), Int(first.dropFirst().dropLast()) == values.count + 1, words.count > 1,
                words.dropFirst().allSatisfy({ decimal($0) != nil || MissingWord.isMissing($0, or: []) })
            else { return nil }
            values += words.dropFirst()
            numbers += Array(repeating: place + 1, count: words.count - 1)
            lineCount += 1
        }
        guard lineCount >= fewest else { return nil }
        var (names, columns) = (["value"], [values.map { MissingWord.isMissing($0, or: []) ? "" : $0 }])
        if let times = times(head, count: values.count) {
            names.insert("time", at: 0)
            columns.insert(times, at: 0)
        }
        return ForeignTable(
            names: names, columns: columns, lines: numbers,
            changes: ["values as R prints them, in lines that begin with their place: one row each"])
    }

    private static func times(_ head: [String], count: Int) -> [String]? {
        func numbers(_ word: String) -> [Int]? {
            head.first { $0.hasPrefix(word + " = ") }.flatMap { line in
                let text = line.dropFirst(word.count + 3)
                let inner = text.hasPrefix("c(") && text.hasSuffix(")") ? text.dropFirst(2).dropLast() : text
                let parts = inner.split(separator: ",").map { Int($0.filter { $0 != " " }) }
                return parts.contains(nil) ? nil : parts.compactMap(\.self)
            }
        }
        guard let start = numbers("Start"), let year = start.first, (1000...3000).contains(year),
            let parts = numbers("Frequency")?.first, parts >= 1, parts < 100_000, count < 1_000_000
        else { return nil }
        let part = start.count > 1 ? start[1] : 1
        guard (1...parts).contains(part) else { return nil }
        let first = year * parts + part - 1
        return (0..<count).map { place in
            let (year, part) = (first + place).quotientAndRemainder(dividingBy: parts)
            switch parts {
            case 1: return "\(padded(year, to: 4))-01-01"
            case 4: return "\(padded(year, to: 4))-Q\(part + 1)"
            case 12: return "\(padded(year, to: 4))-\(padded(part + 1, to: 2))"
            default: return decimalText(Double(first + place) / Double(parts))
            }
        }
    }
}

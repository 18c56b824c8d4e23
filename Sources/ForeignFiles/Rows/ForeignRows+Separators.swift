import CSVTables
import SeriesData
import Texts

extension ForeignRows {
    private static let separators = ",;\t| ".utf8
    /// The bytes at the front by which the separator is found.
    private static let sampleSize = 1 << 16

    /// The vertical lines of boxes that programs draw around cells, as bars.
    static func withoutBoxes(_ bytes: [UInt8]) -> ([UInt8], Bool) {
        // │ ┃ ┆ ║, of which the first two bytes are these.
        func isLine(_ place: Int) -> Bool {
            guard place + 2 < bytes.count, bytes[place] == 0xe2 else { return false }
            return bytes[place + 1] == 0x94
                ? [0x82, 0x83, 0x86].contains(bytes[place + 2])
                : bytes[place + 1] == 0x95 && bytes[place + 2] == 0x91
        }
        guard let first = bytes.prefix(sampleSize).indices.first(where: isLine) else { return (bytes, false) }
        var plain = Array(bytes[..<first])
        var next = first
        while next < bytes.count {
            if isLine(next) {
                plain.append(UInt8(ascii: "|"))
                next += 3
            } else {
                plain.append(bytes[next])
                next += 1
            }
        }
        return (plain, true)
    }

    /// Lines each of which stands in quotes as a whole, commas and all, without these; nil where they do not.
    static func withoutOuterQuotes(_ bytes: [UInt8]) -> [UInt8]? {
        let quote = UInt8(ascii: "\"")
        let isEnd = { (byte: UInt8) in byte == 0x0a || byte == 0x0d }
        guard bytes.first == quote else { return nil }
        func isWhole(_ line: ArraySlice<UInt8>) -> Bool {
            line.count > 2 && line.first == quote && line.last == quote && line.count { $0 == quote } == 2
                && line.contains { separators.dropLast().contains($0) }
        }
        let lines = bytes.prefix(sampleSize).split(whereSeparator: isEnd)
        guard lines.count > 2, lines.dropLast().allSatisfy(isWhole) else { return nil }
        var bare: [UInt8] = []
        bare.reserveCapacity(bytes.count)
        for line in bytes.split(omittingEmptySubsequences: true, whereSeparator: isEnd) {
            guard isWhole(line) else { return nil }
            bare += line.dropFirst().dropLast() + [0x0a]
        }
        return bare
    }

    /// Excel's `sep=;` in front of the file, and the length of its line.
    static func givenSeparator(_ bytes: ArraySlice<UInt8>) -> (separator: UInt8, length: Int)? {
        let word = Array("sep=".utf8)
        guard bytes.count > 5, bytes.prefix(4).map({ $0 | 0x20 }) == word.map({ $0 | 0x20 }) else { return nil }
        let separator = bytes[bytes.startIndex + 4]
        let rest = bytes.dropFirst(5).prefix(2)
        guard separators.contains(separator), let first = rest.first, first == 0x0a || first == 0x0d else { return nil }
        return (separator, rest.elementsEqual([0x0d, 0x0a]) ? 7 : 6)
    }

    /// The separator that gives most lines of one number of cells, which are values rather than texts.
    static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
        var sample = bytes.prefix(sampleSize)
        if sample.endIndex < bytes.endIndex, let end = sample.lastIndex(of: UInt8(ascii: "\n")) {
            sample = sample[...end]
        }
        var best = (separator: UInt8(ascii: ","), score: 0.0)
        for candidate in separators {
            guard let found = try? ForeignLines(sample, at: candidate) else { continue }
            let lines = found.lines.filter { !$0.isRemark }
            guard let width = width(of: lines), width > 1 else { continue }
            let even = lines.filter { $0.cells.count == width }
            let looked = even.suffix(40)
            let valueCount = looked.reduce(0) { count, line in
                count + line.cells.count { CellKind($0) != .text }
            }
            let share = Double(valueCount) / Double(looked.count * width)
            // Spaces stand in texts too.
            let score = Double(even.count) / Double(lines.count) + share - (candidate == UInt8(ascii: " ") ? 0.3 : 0)
            if score > best.score + 1e-9 { best = (candidate, score) }
        }
        return best.separator
    }

    /// The number of cells that most lines have, the greater of equals.
    static func width(of lines: some Collection<Line>) -> Int? {
        var counts: [Int: Int] = [:]
        for line in lines { counts[line.cells.count, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
    }
}

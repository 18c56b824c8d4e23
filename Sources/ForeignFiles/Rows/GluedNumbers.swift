import CSVTables

/// Numbers of lines that spaces align, of which one is as wide as its place and has the minus of the next one behind it:
/// `1.0-999.9-999.9`.
enum GluedNumbers {
    /// Takes them apart in lines that are too short, if that makes as many as others have.
    ///
    /// - Returns: How many lines that were.
    static func part(_ lines: inout [ForeignLines.Line]) -> Int {
        let plain = lines.indices.filter { !lines[$0].isRemark }
        guard let width = ForeignRows.width(of: plain.map { lines[$0] }), width > 2 else { return 0 }
        var count = 0
        for index in plain where (2..<width).contains(lines[index].cells.count) {
            let cells = lines[index].cells.flatMap(parts)
            guard cells.count == width else { continue }
            lines[index].cells = cells
            count += 1
        }
        return count
    }

    private static func parts(_ cell: String) -> [String] {
        let minus = UInt8(ascii: "-")
        guard cell.utf8.dropFirst().contains(minus) else { return [cell] }
        var parts: [[UInt8]] = [[]]
        for byte in cell.utf8 {
            if byte == minus, let last = parts[parts.count - 1].last, (0x30...0x39).contains(last) { parts.append([]) }
            parts[parts.count - 1].append(byte)
        }
        let texts = parts.map { String(decoding: $0, as: UTF8.self) }
        // Of a date the parts have no points.
        return texts.allSatisfy { decimal($0) != nil && $0.utf8.contains(UInt8(ascii: ".")) } ? texts : [cell]
    }
}

/// Lines of a table that spaces align, in which a missing cell is blank: each cell is put below those that end, or begin, where it
/// does in the lines that have all.
struct AlignedLines {
    private(set) var lines: [ForeignLines.Line]
    /// How many lines had blanks for cells.
    private(set) var count = 0

    private static let mostSamples = 100

    /// Of `given`, which are those found, perhaps with fewer cells.
    init(_ found: ForeignLines, _ given: [ForeignLines.Line]) {
        lines = given
        let plain = lines.indices.filter { !lines[$0].isRemark }
        guard let width = ForeignRows.width(of: plain.map { lines[$0] }), width > 2 else { return }
        // A blank in the first lines, or the last, leaves values: what has none is a title.
        func holdsValues(_ index: Int) -> Bool {
            lines[index].cells.count { CellKind($0).isValue } * 2 > lines[index].cells.count
        }
        let short = plain.filter { (2..<width).contains(lines[$0].cells.count) && holdsValues($0) }
        guard !short.isEmpty else { return }
        let whole = plain.filter { lines[$0].cells.count == width && holdsValues($0) }
        guard short.count <= whole.count else { return }
        let samples = whole.suffix(Self.mostSamples).compactMap { found.spans(of: lines[$0]) }
        guard let first = samples.first, samples.count >= 2, samples.allSatisfy({ $0.count == width }) else { return }
        let ends = (0..<width).map { column in
            samples.allSatisfy { $0[column].upperBound == first[column].upperBound } ? first[column].upperBound : nil
        }
        let starts = (0..<width).map { column in
            samples.allSatisfy { $0[column].lowerBound == first[column].lowerBound } ? first[column].lowerBound : nil
        }
        for index in short {
            guard let spans = found.spans(of: lines[index]) else { continue }
            let places = spans.map { span in
                (0..<width).first { ends[$0] == span.upperBound || starts[$0] == span.lowerBound }
            }
            let known = places.compactMap(\.self)
            guard known.count == spans.count, zip(known, known.dropFirst()).allSatisfy({ $0 < $1 }) else { continue }
            var cells = [String](repeating: "", count: width)
            for (place, cell) in zip(known, lines[index].cells) { cells[place] = cell }
            lines[index].cells = cells
            count += 1
        }
    }
}

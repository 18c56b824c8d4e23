import CSVTables

/// A column of texts that a network reads as categories.
///
/// Each text has an input of its own, 1 in the rows that have it and 0 in the others; where there are two, as true and false,
/// one input is 1 in the rows that have the second.
package struct CategoryColumn: Equatable, Sendable {
    /// The most texts that a column may have.
    package static let most = 1000

    package let name: String
    /// Each once, in ascending order of their bytes.
    package let texts: [String]

    package init(_ name: String, _ texts: [String]) {
        (self.name, self.texts) = (name, texts)
    }

    /// The texts of a column of a table, each once, in ascending order; an empty cell is none.
    ///
    /// - Throws: ``CSVError`` where there are too many.
    package init(_ name: String, of labels: CSVLabels) throws(CSVError) {
        let texts = labels.names.filter { !$0.isEmpty }
        guard texts.count <= Self.most else {
            throw CSVError(
                column: name,
                "found \(texts.count) different texts; expected numbers, or at most \(Self.most) categories; leave the "
                    + "column out")
        }
        self.init(name, Self.sorted(texts))
    }

    package static func sorted(_ texts: [String]) -> [String] {
        texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package var inputCount: Int { texts.count == 2 ? 1 : texts.count }

    /// What messages and exported networks call the inputs: `weather=rain`.
    package var inputs: [String] { texts.suffix(inputCount).map { name + "=" + $0 } }

    /// The inputs of rows by the places of their texts; NaN where there is none.
    package func inputs(of places: [Int?]) -> [[Double]] {
        (texts.count - inputCount..<texts.count).map { text in
            places.map { place in place.map { $0 == text ? 1 : 0 } ?? .nan }
        }
    }

    /// The places of the texts of rows whose inputs are given.
    func places(of inputs: [[Double]]) -> [Int?] {
        (0..<(inputs.first?.count ?? 0)).map { row in
            if inputs[0][row].isNaN { return nil }
            let hot = inputs.firstIndex { $0[row] == 1 }
            return hot.map { $0 + texts.count - inputCount } ?? 0
        }
    }

    /// The texts that some row of `frames` has, whose columns are `columns`.
    package func texts(in frames: [SeriesFrame], of columns: SeriesColumns) -> [String] {
        var seen: Set<Int> = []
        for frame in frames {
            for (names, inputs) in [(columns.features, frame.features), (columns.knownFuture, frame.knownFuture)] {
                guard let place = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else { continue }
                let start = names[..<place].reduce(0) { $0 + (columns.categories(of: $1)?.inputCount ?? 1) }
                seen.formUnion(places(of: Array(inputs[start..<(start + inputCount)])).compactMap(\.self))
            }
        }
        return seen.sorted().map { texts[$0] }
    }

    /// The inputs of a column of a table.
    ///
    /// - Throws: ``CSVError`` with the line of the first text that is not among those known.
    package func inputs(of labels: CSVLabels, _ lines: RowLines) throws(CSVError) -> [[Double]] {
        let known = Dictionary(texts.enumerated().map { (Array($1.utf8), $0) }) { first, _ in first }
        let places = labels.names.map { known[Array($0.utf8)] }
        for (row, label) in labels.indices.enumerated() where places[label] == nil && !labels.names[label].isEmpty {
            throw CSVError(
                line: lines.line(ofRow: row), column: name,
                "found \(CSVError.quoted(labels.names[label].utf8)); expected one of the categories that the model has "
                    + "learnt, \(CSVError.list(texts)); correct it, or train with rows that have it")
        }
        return inputs(of: labels.indices.map { places[$0] })
    }
}

import CSVTables
import SeriesData
import WeightFiles

/// Reads values from a model's metadata, each with an error that says what was found.
package struct ModelMetadataReader {
    private let file: WeightFile

    package init(_ file: WeightFile) {
        self.file = file
    }

    /// The texts under `key.0`, `key.1`, and so on.
    package func names(_ key: String) -> [String] {
        var names: [String] = []
        while let name = file.metadata["\(key).\(names.count)"] { names.append(name) }
        return names
    }

    /// The columns under `key` that hold categories.
    func categories(_ key: String) -> [CategoryColumn] {
        names(key).enumerated().compactMap { index, name in
            let texts = names("\(key).\(index).category")
            return texts.isEmpty ? nil : CategoryColumn(name, texts)
        }
    }

    package func value<Value>(
        _ key: String, expected: String, _ parse: (String) -> Value?
    ) throws(WeightFileError) -> Value {
        let text = try file.metadata(named: key)
        if let value = parse(text) { return value }
        throw file.error("found the \(key) \(WeightFileError.quoted(text)); expected \(expected)")
    }

    /// How many rows of each series the `key` says; none where that is not said.
    package func rows(_ key: String) throws(WeightFileError) -> [Int] {
        guard file.metadata[key] != nil else { return [] }
        return try values(key, expected: "whole numbers") { Int($0).flatMap { $0 >= 0 ? $0 : nil } }
    }

    /// Seasons under `key`; none where it is not there.
    package func seasons(_ key: String) throws(WeightFileError) -> [Int] {
        guard file.metadata[key] != nil else { return [] }
        return try values(key, expected: "seasons from 1 to \(Transform.longestSeason) steps") {
            Int($0).flatMap { (1...Transform.longestSeason).contains($0) ? $0 : nil }
        }
    }

    /// The values under `key`, with spaces between them.
    package func values<Value>(
        _ key: String, expected: String, _ parse: (String) -> Value?
    ) throws(WeightFileError) -> [Value] {
        try value(key, expected: expected) { text in
            let words = text.split(separator: " ").map { parse(String($0)) }
            let values = words.compactMap(\.self)
            return values.count == words.count ? values : nil
        }
    }

    /// The scaling of each series that was learnt.
    package func scalings(of columns: SeriesColumns) throws(WeightFileError) -> [(name: String, scaling: SeriesScaling)]
    {
        let (targets, features) = (columns.targets.count, columns.featureCount)
        var series: [(name: String, scaling: SeriesScaling)] = []
        for (index, name) in names("series").enumerated() {
            let key = "scaling.\(index)"
            let numbers = try values(key, expected: "numbers") { decimal($0) }
            let pairs = stride(from: 0, to: numbers.count - 1, by: 2).map {
                Scaling(offset: numbers[$0], divisor: numbers[$0 + 1])
            }
            guard numbers.count == 2 * columns.inputs.count, pairs.allSatisfy({ $0.divisor > 0 }) else {
                throw file.error(
                    "found the \(key) \(WeightFileError.quoted(file.metadata[key] ?? "")); expected an offset and a divisor above 0 for each of "
                        + "\(columns.inputs.count) columns")
            }
            series.append(
                (
                    name,
                    SeriesScaling(
                        targets: Array(pairs[..<targets]), features: Array(pairs[targets..<(targets + features)]),
                        knownFuture: Array(pairs[(targets + features)...]))
                ))
        }
        return series
    }
}

import SeriesData
import Texts
import WeightFiles

extension ModelMetadata {
    /// Keys that no other program has, so that they never stand in bare weights.
    private static let ownKeys = ["checkpoint", "ensemble", "recipe", "scale_divisor", "scale_offset"]
    private static let keys: Set<String> = [
        "anchors", "calendar", "column", "frequency", "horizon", "lags", "loss", "missing", "quantiles", "range",
        "recipe",
        "rows_read", "rows_trained", "running_season",
        "scale",
        "scale_divisor", "scale_offset", "series_column", "time_column", "transforms",
    ]
    private static let numberedKeys: Set<String> = ["feature", "known_future", "scaling", "series", "target"]

    /// Checks that a file that is no model has nothing of one.
    package static func requireBare(_ file: WeightFile) throws(WeightFileError) {
        guard let key = ownKeys.first(where: { file.metadata[$0] != nil }) else { return }
        throw file.error(
            "found '\(key)' in the metadata and no 'model'; expected both, as seqcast writes them, or none; the file is "
                + "damaged, or its writer is in error")
    }

    /// Checks that seqcast can have written this: that one thing goes with another, and that the file has the very texts that
    /// would be written.
    package func requireSound(in file: WeightFile, asPlain isPlain: Bool) throws(WeightFileError) {
        if let mismatch = mismatch(asPlain: isPlain) {
            throw file.error("found in the metadata \(mismatch); the file is damaged, or its writer is in error")
        }
        let texts = texts(asPlain: isPlain)
        let given = file.metadata.keys.filter { key in
            Self.keys.contains(key) || key.cut(at: ".").map { Self.numberedKeys.contains($0.before) } ?? false
        }
        let keys = Set((given + texts.keys).map(ByteText.init)).sorted().map(\.text)
        for key in keys where file.metadata[key].map(ByteText.init) != texts[key].map(ByteText.init) {
            func shown(_ text: String?) -> String { text.map { WeightFileError.quoted($0) } ?? "nothing" }
            throw file.error(
                "found \(shown(file.metadata[key])) as the \(WeightFileError.quoted(key)) in the metadata; expected "
                    + "\(shown(texts[key])), as seqcast would write it beside the other keys; the file is damaged, or its "
                    + "writer is in error")
        }
    }

    /// What does not go with the rest: `A; expected B`.
    private func mismatch(asPlain isPlain: Bool) -> String? {
        let (columns, names) = (recipe.columns, fit.series.map { Array($0.name.utf8) })
        func areDifferent<Value: Hashable>(_ values: [Value]) -> Bool { Set(values).count == values.count }
        let isDated = columns.time != nil
        let rules: [(isKept: Bool, mismatch: String)] = [
            (areDifferent(columns.all.map { Array($0.utf8) }), "a column twice; expected each in one place"),
            (
                columns.categories.allSatisfy { column in
                    !column.texts.contains("") && areDifferent(column.texts.map { Array($0.utf8) })
                        && CategoryColumn.sorted(column.texts) == column.texts
                        && column.texts.count <= CategoryColumn.most
                },
                "categories that are empty, stand twice or in another order, or are too many; expected at most "
                    + "\(CategoryColumn.most) of a column, each once, in the order of their bytes"
            ),
            (areDifferent(recipe.anchors), "an anchor twice; expected each once"),
            (areDifferent(recipe.lags), "a lag twice; expected each once"),
            (areDifferent(recipe.calendar), "a calendar cycle twice; expected each once"),
            (recipe.calendar.isEmpty || isDated, "a calendar and no time_column; expected both"),
            (fit.frequency == nil || isDated, "a frequency and no time_column; expected both"),
            (recipe.calendar.isEmpty || !isOfNumbers, "a calendar and a frequency of steps; expected one of times"),
            (areDifferent(head.quantiles), "a quantile twice; expected each once"),
            (
                head.quantiles == head.quantiles.sorted()
                    && (head.loss == .quantile ? head.quantiles.contains(0.5) : head.quantiles.isEmpty),
                "the loss \(head.loss.rawValue) and \(head.quantiles.count) quantiles; expected quantiles with the loss "
                    + "quantile, ascending, 0.5 among them, and none with another"
            ),
            (
                columns.series == nil ? names == [[]] : !names.isEmpty && areDifferent(names),
                "\(names.count) series; expected "
                    + (columns.series == nil
                        ? "one without a name where there is no series_column" : "at least one, each of another name")
            ),
            (
                fit.rowsRead.isEmpty || fit.rowsRead.count == names.count,
                "\(fit.rowsRead.count) numbers of rows_read and \(names.count) series; expected as many"
            ),
            (
                fit.rowsTrained.isEmpty
                    || fit.rowsTrained.count == fit.rowsRead.count && zip(fit.rowsTrained, fit.rowsRead).allSatisfy(<=),
                "\(fit.rowsTrained.count) numbers of rows_trained and \(fit.rowsRead.count) of rows_read; expected as many, "
                    + "none larger"
            ),
            (
                isPlain || fit.scale != .none
                    || fit.series.allSatisfy { $0.scaling.all.allSatisfy { $0 == .identity } },
                "the scale none and a scaling; expected offsets of 0 and divisors of 1"
            ),
        ]
        return rules.first { !$0.isKept }?.mismatch
    }

    private var isOfNumbers: Bool { if case .steps = fit.frequency { true } else { false } }
}

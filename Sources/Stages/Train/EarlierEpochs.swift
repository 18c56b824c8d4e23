import ForecastModels

/// How long a network is trained on all rows that was tried without the last ones.
struct EarlierEpochs {
    /// The epochs that the earlier training had at its best.
    let best: Int
    /// The rows that it was trained on, over all series; nil where that is not known.
    let rowCount: Int?

    /// Reads the training in a directory.
    ///
    /// - Throws: `FileError` or `WeightFileError` where there is none, ``StageError`` where it has no model.
    init(at directory: String) throws {
        if let missing = MissingModel(at: directory) {
            throw StageError.cannotFit(
                file: directory, problem: "found no model: \(missing.reason); expected a network that was trained")
        }
        let fit = try ModelCatalogue.model(at: directory).fit
        let table = try Table(at: directory + "/" + TrainingDirectory.metricsName, keeping: .all)
        let column = ValidationMeasure.allCases.map(\.column).first(where: table.names.contains)
        let losses = try column.map { try table.numbers(of: $0) } ?? []
        let count = try table.numbers(of: "loss").count
        best = losses.min().flatMap { losses.firstIndex(of: $0) }.map { $0 + 1 } ?? count
        rowCount = Self.rowCount(of: fit)
    }

    static func rowCount(of fit: SeriesFit) -> Int? {
        let rows = fit.rowsTrained.isEmpty ? fit.rowsRead : fit.rowsTrained
        return rows.isEmpty ? nil : rows.reduce(0, +)
    }

    /// The epochs for a training on so many rows: more in the proportion of the rows.
    func count(forRows rows: Int?) -> Int {
        guard let rows, let rowCount, rowCount > 0 else { return best }
        return max(1, (best * rows + rowCount - 1) / rowCount)
    }
}

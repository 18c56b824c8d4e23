import ForecastModels
import Forecasting
import RecurrentNets
import SeriesData

/// The forecasts of all series of a file, shared out over the cores; what is written does not depend on how many there are.
struct SharedPredictions {
    /// Rows of this many are in memory at once for each core, or those of one series.
    private static let rowsPerCore = 1 << 15
    /// A series with more rows than this is forecast by itself, into the file, as its rows come.
    private static let longestPart = 1 << 17
    private static let mostSeriesPerCore = 64

    private let frames: [SeriesFrame]
    private let freeRun: FreeRunSettings?
    /// One for each core.
    private let predictions: [SeriesPrediction]

    /// Shares the series of a file out.
    ///
    /// - Parameters:
    ///   - file: The series; those without rows are left out.
    ///   - freeRun: What is asked of a free run; nil to forecast each value from those before it.
    ///   - threads: The cores.
    ///   - make: What forecasts on a core; it is told whether it is the first.
    /// - Throws: What `make` throws.
    init(
        of file: SeriesFile, _ freeRun: FreeRunSettings?, threads: Int,
        _ make: (_ isFirst: Bool) throws -> SeriesPrediction
    ) throws {
        frames = file.frames.filter { $0.count > 0 }
        self.freeRun = freeRun
        let sharedCount = frames.count { $0.count <= Self.longestPart }
        predictions = try (0..<max(1, min(threads, sharedCount))).map { try make($0 == 0) }
    }

    /// Makes the forecasts, and says what there is to say of them.
    func run(into output: ForecastFile, _ console: any Console) throws {
        var fittedNames: [String] = []
        func say(_ remarks: SeriesPrediction.Remarks) {
            fittedNames += remarks.fittedNames
            for note in remarks.notes { console.note(note) }
        }
        for batch in Self.batches(of: frames.map(\.count), cores: predictions.count) {
            try console.throwIfStopped()
            if batch.count == 1 {
                try forecast(frames[batch.lowerBound], by: predictions[0], into: output)
                say(predictions[0].takeRemarks())
            } else {
                for result in parts(of: batch, output.columns, SharedStop(console)) {
                    let part = try result.get()
                    try output.add(part)
                    say(part.remarks)
                }
            }
        }
        predictions[0].say(fitted: fittedNames, console)
    }

    /// The series that are forecast together, of the numbers of their rows.
    static func batches(of rowCounts: [Int], cores: Int) -> [Range<Int>] {
        var batches: [Range<Int>] = []
        var (start, rowCount) = (0, 0)
        for (index, count) in rowCounts.enumerated() {
            let isAlone = cores == 1 || count > longestPart
            if isAlone || rowCount >= rowsPerCore * cores || index - start >= mostSeriesPerCore * cores {
                if index > start { batches.append(start..<index) }
                (start, rowCount) = (index, 0)
            }
            rowCount += count
            guard isAlone else { continue }
            batches.append(index..<index + 1)
            (start, rowCount) = (index + 1, 0)
        }
        if start < rowCounts.count { batches.append(start..<rowCounts.count) }
        return batches
    }

    private func parts(
        of batch: Range<Int>, _ columns: ForecastColumns, _ stop: SharedStop
    ) -> [Result<ForecastPart, any Error>] {
        nonisolated(unsafe) let shared = self
        return mapOnCores(batch.count, threads: predictions.count) { index, core in
            Result {
                let part = ForecastPart(columns, stop)
                let prediction = shared.predictions[core]
                try shared.forecast(shared.frames[batch.lowerBound + index], by: prediction, into: part)
                part.remarks = prediction.takeRemarks()
                return part
            }
        }
    }

    private func forecast(
        _ frame: SeriesFrame, by prediction: SeriesPrediction, into output: some ForecastOutput
    ) throws {
        if let freeRun {
            try prediction.runFree(after: frame, freeRun, into: output)
        } else {
            try prediction.predictEachStep(of: frame, into: output)
        }
    }
}

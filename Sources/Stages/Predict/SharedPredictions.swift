import ForecastModels
import Forecasting
import RecurrentNets
import SeriesData

/// The forecasts of the series of a file, shared out over the cores; what is written does not depend on how many there are.
final class SharedPredictions {
    /// Rows of this many are in memory at once for each core, or those of one series.
    private static let rowsPerCore = 1 << 15
    /// A series with more rows than this is forecast by itself, into the file, as its rows come.
    private static let longestPart = 1 << 17
    private static let mostSeriesPerCore = 64

    private let freeRun: FreeRunSettings?
    private let threads: Int
    private let make: (_ isFirst: Bool) throws -> SeriesPrediction
    /// One for each core that there was work for.
    private var predictions: [SeriesPrediction] = []
    private let output: ForecastFile
    private var fittedNames: [String] = []

    /// Forecasts of series that are still to come.
    ///
    /// - Parameters:
    ///   - output: Where they are written.
    ///   - freeRun: What is asked of a free run; nil to forecast each value from those before it.
    ///   - threads: The cores.
    ///   - make: What forecasts on a core; it is told whether it is the first.
    init(
        into output: ForecastFile, _ freeRun: FreeRunSettings?, threads: Int,
        _ make: @escaping (_ isFirst: Bool) throws -> SeriesPrediction
    ) {
        (self.output, self.freeRun, self.threads, self.make) = (output, freeRun, threads, make)
    }

    /// Forecasts the series of a file, or of a part of one, those without rows left out, and says what there is to say of them.
    ///
    /// - Throws: What making a forecast or writing throws.
    func add(_ file: SeriesFile, _ console: any Console) throws {
        let frames = file.frames.filter { $0.count > 0 }
        let sharedCount = frames.count { $0.count <= Self.longestPart }
        while predictions.count < max(1, min(threads, sharedCount)) {
            predictions.append(try make(predictions.isEmpty))
        }
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
                for result in parts(of: frames[batch], SharedStop(console)) {
                    let part = try result.get()
                    try output.add(part)
                    say(part.remarks)
                }
            }
        }
    }

    /// Makes the file appear, and says which series were scaled by what was fitted here.
    ///
    /// - Returns: The lines that tell the errors.
    func finish(_ console: any Console) throws -> [String] {
        guard let prediction = predictions.first else { return [] }
        prediction.say(fitted: fittedNames, console)
        try output.finish()
        return output.errorLines(season: prediction.season, level: prediction.units.rule?.level)
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
        of frames: ArraySlice<SeriesFrame>, _ stop: SharedStop
    ) -> [Result<ForecastPart, any Error>] {
        nonisolated(unsafe) let shared = self
        let columns = output.columns
        return mapOnCores(frames.count, threads: predictions.count) { index, core in
            Result {
                let part = ForecastPart(columns, stop)
                let prediction = shared.predictions[core]
                try shared.forecast(frames[frames.startIndex + index], by: prediction, into: part)
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

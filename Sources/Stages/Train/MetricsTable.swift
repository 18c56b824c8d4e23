import RecurrentNets
import SeriesData

extension EpochMetrics {
    /// `metrics.csv`: a row for each epoch.
    static func table(of history: [EpochMetrics]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var csv = try CSVWriter(header: ["epoch", "loss", "learning_rate"]) { bytes += $0 }
        for (index, epoch) in history.enumerated() {
            csv.add(index + 1)
            csv.add(epoch.loss)
            csv.add(epoch.learningRate)
            try csv.endRow()
        }
        try csv.finish()
        return bytes
    }
}

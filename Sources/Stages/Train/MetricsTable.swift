import CSVTables
import RecurrentNets
import SeriesData

extension EpochMetrics {
    /// What stands for the epoch in which a training diverged.
    static let diverged = EpochMetrics(loss: .nan, learningRate: .nan, validationLoss: .nan)

    /// Whether it is of numbers all through.
    var isFinite: Bool { loss.isFinite && decisiveLoss.isFinite }

    /// `metrics.csv`: a row for each epoch.
    static func table(of history: [EpochMetrics], by measure: ValidationMeasure) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let hasValidation = history.contains { $0.validationLoss != nil }
        let header = ["epoch", "loss", "learning_rate"] + (hasValidation ? [measure.column] : [])
        var csv = try CSVWriter(header: header) { bytes += $0 }
        for (index, epoch) in history.enumerated() {
            csv.add(index + 1)
            csv.add(epoch.loss)
            csv.add(epoch.learningRate)
            if hasValidation { csv.add(epoch.validationLoss ?? .nan) }
            try csv.endRow()
        }
        try csv.finish()
        return bytes
    }
}

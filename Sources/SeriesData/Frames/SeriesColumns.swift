/// What the columns of a table are to a model.
package struct SeriesColumns: Equatable, Sendable {
    /// The target where none is named, and a file has it.
    package static let defaultTarget = "y"

    /// What is forecast.
    package var targets: [String]
    /// What is known up to the present besides.
    package var features: [String]
    /// What is known of the future too.
    package var knownFuture: [String]
    /// Dates or whole numbers, ascending.
    package var time: String?
    /// Which series a row belongs to; nil for one series alone.
    package var series: String?

    package init(
        targets: [String], features: [String] = [], knownFuture: [String] = [], time: String? = nil,
        series: String? = nil
    ) {
        self.targets = targets
        self.features = features
        self.knownFuture = knownFuture
        self.time = time
        self.series = series
    }

    /// The number of targets; where none is named yet, one will be found.
    package var targetCount: Int { max(1, targets.count) }
    /// The columns of numbers.
    package var numbers: [String] { targets + features + knownFuture }
    package var all: [String] { numbers + [time, series].compactMap(\.self) }
}

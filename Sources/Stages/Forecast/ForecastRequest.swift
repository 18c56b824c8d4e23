import Texts

/// What `forecast` is asked for.
package struct ForecastRequest: Equatable, Sendable {
    /// The CSV file.
    package var file: String
    /// The column to forecast; nil for the likeliest.
    package var target: String?
    /// The column of times; nil for the one that is found.
    package var time: String?
    /// The column that tells series apart; nil for the one that is found.
    package var series: String?
    /// The steps to forecast; nil for a season.
    package var horizon: Int?
    /// The probability of the intervals.
    package var interval = 0.9
    /// Seconds, from which the number of candidates follows.
    package var budget = ForecastBudget.standard
    /// The last rows, or the last part, that no choice reads; nil for what the data allow.
    package var test: Double?
    /// Where all is written; nil for the file's name with `-forecast` behind it.
    package var output: String?
    package var seed: UInt64 = 0

    package init(file: String) {
        self.file = file
    }

    /// The directory that is written.
    package var directory: String {
        if let output { return output }
        let name = file.lastPathPart
        let stem = name.utf8.suffix(4).elementsEqual(".csv".utf8) ? name.without(lastBytes: 4) : name
        // A name that begins with a hyphen would be taken for an option.
        return (stem.begins(with: "-") ? "./" : "") + stem + "-forecast"
    }
}

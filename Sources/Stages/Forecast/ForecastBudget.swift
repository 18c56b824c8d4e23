import CSVTables

/// How many candidates are tried: by the time that may be spent and the size of the data, from a fixed table, never by the clock, so
/// that equal files and options give equal bytes.
package enum ForecastBudget {
    /// Seconds.
    package static let standard = 60.0

    /// The seconds of a time as `90`, `90s`, `5m` or `1h`; nil where it is none.
    package static func seconds(_ text: String) -> Double? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        let unit = text.last.flatMap { units[$0] }
        guard let number = decimal(unit == nil ? text : String(text.dropLast())), number > 0, number < 1e9 else {
            return nil
        }
        return number * (unit ?? 1)
    }

    /// How many candidates are tried, in the order of ``ForecastCandidate/all(_:)``.
    ///
    /// | values | 10 s and less | 60 s and less | more |
    /// | --- | --- | --- | --- |
    /// | up to 5,000 | 8 | all | all |
    /// | up to 50,000 | 6 | 12 | all |
    /// | more | 4 | 8 | 12 |
    static func candidateCount(seconds: Double, values: Int) -> Int {
        let row = values <= 5000 ? 0 : values <= 50_000 ? 1 : 2
        let column = seconds <= 10 ? 0 : seconds <= 60 ? 1 : 2
        return [[8, .max, .max], [6, 12, .max], [4, 8, 12]][row][column]
    }
}

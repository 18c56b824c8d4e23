import CSVTables
import Files
import Texts

/// How long each recipe of a forecast took, which stands beside ``ForecastPlan/candidatesName`` since it is another each time.
package enum ForecastTimes {
    /// Writes a row for each recipe: the seconds in which it was tried, and in which it was fitted to all rows.
    ///
    /// - Throws: `FileError`, ``StageError``.
    package static func write(_ plan: ForecastPlan) throws {
        let runs = try Table(at: plan.directory + "/" + ForecastPlan.runsName, keeping: .described)
        let (stages, ends) = (try runs.texts(of: "stage"), try runs.texts(of: "end"))
        let seconds = try runs.numbers(of: "seconds")
        var times = ByteDictionary<Double>()
        for row in stages.indices where ends[row] == "done" { times[stages[row]] = seconds[row] }
        let file = try DurableFileWriter.open(at: plan.directory + "/" + ForecastPlan.timesName)
        var csv = try CSVWriter(header: ["name", "seconds_tried", "seconds_fitted"]) { try file.append($0) }
        for name in plan.candidates {
            csv.add(name)
            csv.add(times[ForecastSpec.tryPrefix + name] ?? .nan)
            csv.add(times[ForecastSpec.fitPrefix + name] ?? .nan)
            try csv.endRow()
        }
        try csv.finish()
        try file.commit()
    }
}

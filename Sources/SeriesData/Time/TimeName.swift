/// Names that columns of times have.
package enum TimeName {
    /// Whether a column of that name holds times.
    package static func isTime(_ name: String) -> Bool {
        let name = name.lowercased()
        return [
            "date", "datetime", "day", "ds", "hour", "month", "period", "quarter", "time", "timestamp", "ts", "week",
            "year",
        ].contains(name) || name.hasSuffix("date") || name.hasSuffix("time")
    }
}

import CSVTables

extension DateColumn {
    /// A table in which numbers that could be counted from the start of 1970 are times only where they can be.
    ///
    /// They are where the column's name says a time; else where they go on from row to row as times of rows do and no other
    /// column is a better time. What is left are numbers, as revenues of a billion.
    static func settled(_ table: CSVTable) -> CSVTable {
        let counted = table.columns.filter { table.countedNumbers(in: $0) != nil && !CountedTimes.isNamed($0.name) }
        if counted.isEmpty { return table }
        let hasBetter = table.columns.contains { table.isTimeWithoutDoubt($0) }
        return table.mapped { column in
            guard let numbers = table.countedNumbers(in: column), !CountedTimes.isNamed(column.name) else { return nil }
            return hasBetter || !table.goesOn(numbers) ? .numbers(numbers) : nil
        }
    }
}

/// Tells numbers that are counted from the start of 1970 from others of that size.
enum CountedTimes {
    /// Whether the name of a column says a time, alone or as one of its words, as `frame.time_epoch`.
    static func isNamed(_ name: String) -> Bool {
        if TimeName.isTime(name) || TimeWord(name) != nil { return true }
        let words: Set = ["epoch", "unix", "unixtime", "timestamp", "datetime", "time", "ts", "date"]
        return name.lowercased().split { !$0.isLetter }.contains { words.contains(String($0)) }
    }
}

extension CSVTable {
    /// Whether the whole numbers of a column, if they are seconds since the start of 1970 or parts of them, can be the times of
    /// the rows.
    package func canBeTimes(_ time: TimeColumn) -> Bool {
        guard case .unixTime = time.form else { return true }
        return canBeTimes(time.name, time.moments)
    }

    /// Whether numbers that are counted from the start of 1970 can be the times of the rows: the column is called so, or they
    /// go on from row to row.
    func canBeTimes(_ name: String, _ moments: [Double]) -> Bool { CountedTimes.isNamed(name) || goesOn(moments) }

    /// The numbers of a column whose cells could be counted dates; nil where they are anything else.
    fileprivate func countedNumbers(in column: Column) -> [Double]? {
        if case .dates(let moments, let form) = column.content { form.numbers(moments) } else { nil }
    }

    /// Whether a column holds dates that are written as such, or numbers that are dates and are called so.
    fileprivate func isTimeWithoutDoubt(_ column: Column) -> Bool {
        switch column.content {
        case .dates: countedNumbers(in: column) == nil || CountedTimes.isNamed(column.name)
        case .numbers(let numbers):
            (TimeName.isTime(column.name) || TimeWord(column.name) != nil) && Self.dates(inWholeNumbers: numbers) != nil
        default: false
        }
    }

    /// Whether numbers go up from row to row, or down from row to row, as times do: in each series, where a column tells several
    /// apart, whose rows stand together or take turns.
    fileprivate func goesOn(_ numbers: [Double]) -> Bool {
        goesUp(numbers) || goesUp(numbers.map { -$0 })
    }

    private func goesUp(_ numbers: [Double]) -> Bool {
        let rows = numbers.indices.filter { !numbers[$0].isNaN }
        let steps = zip(rows, rows.dropFirst())
        guard steps.contains(where: { numbers[$0] < numbers[$1] }) else { return false }
        let doubtful = steps.filter { numbers[$0] >= numbers[$1] }
        if doubtful.isEmpty { return true }
        // Random numbers go back in every other row.
        if doubtful.count(where: { numbers[$0] > numbers[$1] }) * 4 > rows.count { return false }
        let keys = columns.compactMap(keyCodes)
        return keys.contains { codes in doubtful.allSatisfy { codes[$0] != codes[$1] } }
    }

    /// What tells the rows of a column apart that may name series: fewer texts or numbers than half of the rows; else nil.
    private func keyCodes(_ column: Column) -> [Int]? {
        switch column.content {
        case .labels(let labels): return labels.names.count * 2 <= rowCount ? Array(labels.indices) : nil
        case .numbers(let numbers):
            var codes: [UInt64: Int] = [:]
            var rows: [Int] = []
            rows.reserveCapacity(numbers.count)
            for number in numbers {
                let code = codes[(number + 0).bitPattern] ?? codes.count
                codes[(number + 0).bitPattern] = code
                if codes.count * 2 > rowCount { return nil }
                rows.append(code)
            }
            return rows
        default: return nil
        }
    }
}

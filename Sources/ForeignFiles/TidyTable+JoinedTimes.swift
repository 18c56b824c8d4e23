import CSVTables
import SeriesData
import Texts

/// Times of which the parts stand in several columns, or in an order that the name of a column says.
extension TidyTable {
    /// Puts a time together from columns of its parts.
    mutating func joinTimes(isNamed: Bool) {
        guard let parts = TimeParts(columns, isNamed: isNamed) else { return }
        let times = parts.texts
        let name = free("time", at: parts.columns)
        let names = parts.columns.map { CSVError.shown(columns[$0].name) }.joined(separator: ", ")
        changes.append("time in the columns \(names): joined in the column \(name)")
        if let remark = parts.remark { changes.append("column \(name): \(remark)") }
        let place = parts.columns.min() ?? 0
        // What the names of the parts say of the order goes on to the whole.
        for place in parts.columns {
            if let hint = Self.order(in: columns[place].name) { hints[name] = hint }
        }
        let joined = Column(name: name, cells: times)
        columns = columns.indices.flatMap { index in
            index == place ? [joined] : parts.columns.contains(index) ? [] : [columns[index]]
        }
    }

    /// The order of day and month that a name gives, as `Date (MM/DD/YYYY)`.
    private static func order(in name: String) -> DateOrder? {
        let letters = name.lowercased().filter { $0.isLetter }
        if letters.holds(text: "mmddyy") { return .monthFirst }
        return letters.holds(text: "ddmmyy") || letters.holds(text: "ttmmjj") || letters.holds(text: "jjmmaa")
            ? .dayFirst : nil
    }

    /// Writes dates that may have the day or the month first as ISO has them, where an option or the name says which.
    mutating func orderDates(_ given: DateOrder?) {
        for index in columns.indices {
            guard let order = given ?? hints[columns[index].name] ?? Self.order(in: columns[index].name) else {
                continue
            }
            let dates = columns[index].cells.map { DateText($0) }
            guard zip(dates, columns[index].cells).allSatisfy({ $0 != nil || $1.isEmpty }),
                dates.contains(where: { $0 != nil && $0?.monthFirst != $0?.dayFirst })
            else { continue }
            let moments = dates.map { order == .dayFirst ? $0?.dayFirst : $0?.monthFirst }
            guard zip(moments, dates).allSatisfy({ $0 != nil || $1 == nil }) else { continue }
            let hasClock = columns[index].cells.contains { $0.utf8.contains(UInt8(ascii: ":")) }
            let form = DateForm(
                of: hasClock ? [("2000-01-01 00:00:00", 946_684_800)] : [("2000-01-01", 946_684_800)])
            columns[index].cells = moments.map { $0.map(form.text) ?? "" }
            changes.append(
                "column \(CSVError.shown(columns[index].name)): dates with the \(order == .dayFirst ? "day" : "month") first, written "
                    + "as ISO has them")
        }
    }
}

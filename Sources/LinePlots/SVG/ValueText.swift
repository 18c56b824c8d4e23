import SeriesData

/// A number of a figure as a reader is told it.
enum ValueText {
    /// The digits of a number that are told.
    private static let digits = 6

    /// `0.123457`, `1250`, `3e-07`.
    static func number(_ value: Double) -> String {
        if value.rounded() == value, abs(value) < 1e15 { return String(Int(value)) }
        let unit = PowerOfTen.floorExponent(of: abs(value)) - digits + 1
        guard unit > -300, unit < 300 else { return "\(value)" }
        let scaled = unit < 0 ? value * PowerOfTen.value(-unit) : value / PowerOfTen.value(unit)
        guard abs(scaled) < 1e15 else { return "\(value)" }
        let rounded = PowerOfTen.scaled(Int(scaled.rounded()), by: unit)
        return "\(rounded)"
    }

    /// A value along an axis: a number, a name, a date with its time where it has one.
    static func along(_ axis: Axis, _ value: Double) -> String {
        switch axis.kind {
        case .names(let names):
            let place = Int(min(max(value, -1), 1e9))
            return names.indices.contains(place)
                ? names[place].split(separator: ";").joined(separator: ",") : number(value)
        case .date:
            guard abs(value) < 3e11 else { return number(value) }
            let day = (value / 86_400).rounded(.down)
            let date = CivilDate(dayNumber: Int(day))
            let second = Int(value - day * 86_400)
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let text = "\(date.year)-\(two(date.month))-\(two(date.day))"
            let time = [second / 3600, second / 60 % 60, second % 60].map(two).joined(separator: ":")
            return second == 0 ? text : text + " " + time
        default: return number(value)
        }
    }
}

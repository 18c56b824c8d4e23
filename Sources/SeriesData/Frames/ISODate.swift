/// A moment as `2024-03-05`, with `T06:07:08` where it is not midnight.
///
/// - Parameter moment: In seconds since the start of 1970, UTC.
package func isoDate(_ moment: Double) -> String {
    func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    let day = (moment / 86_400).rounded(.down)
    let (date, second) = (CalendarDay(Int(day)), Int(moment - day * 86_400))
    let text = padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2)
    if second == 0 { return text }
    return text + "T" + padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2) + ":" + padded(second % 60, 2)
}

import CSVTables
import SeriesData
import Texts

extension TimeParts {
    /// The time of day of each row, from the columns that are called so, or, where days stand in several rows, look so.
    mutating func clocks(_ days: [String]) -> [String]? {
        let free = table.indices.filter { !columns.contains($0) }
        let comesAgain = Set(days).count < days.count
        func isNamed(_ index: Int) -> Bool { words[index] == .clock || words[index] == .time }
        for index in free where isNamed(index) || comesAgain {
            let clocks = table[index].cells.map { ClockText($0) ?? Self.clockWithPoints($0) }
            guard !clocks.isEmpty, clocks.allSatisfy({ $0 != nil }) else { continue }
            columns.append(index)
            hasClock = true
            return clocks.map { $0?.text ?? "" }
        }
        for index in free where isNamed(index) || words[index] == .hour || comesAgain {
            let spans = table[index].cells.compactMap(ClockText.span)
            // An hour that the clock leaves out or doubles is as long as the others.
            guard spans.count == table[index].cells.count, Set(spans.map(\.seconds)).count == 1 else { continue }
            columns.append(index)
            hasClock = true
            return spans.map(\.start.text)
        }
        if !self.isNamed, comesAgain, let clocks = unnamedHourAndMinute(days) { return clocks }
        if comesAgain {
            for index in free where Self.isPart(table[index].name) || words[index] == .hour {
                if let clocks = countedParts(index, days) { return clocks }
            }
        }
        let named = free.first { words[$0] == .hour } ?? free.first { isNamed($0) && numbers($0, 0...240_000) != nil }
        if let hour = named, let clocks = hours(hour, days, isNamed: true) { return clocks }
        guard comesAgain else { return nil }
        for index in free where !Self.isKey(table[index].name) {
            if let clocks = hours(index, days, isNamed: false) { return clocks }
        }
        return nil
    }

    /// `06.07.08`, which no number looks like.
    private static func clockWithPoints(_ cell: String) -> ClockText? {
        let parts = cell.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.count == 2 }) else { return nil }
        return ClockText(parts.map { String($0) ?? "" }.joined(separator: ":"))
    }

    /// The ends of the parts of a day, which are counted from 1 to 24, 48, 96, 144 or 288, and to an hour's more or fewer on days
    /// on which clocks change: then times go on by the clock of the first day.
    private mutating func countedParts(_ place: Int, _ days: [String]) -> [String]? {
        guard let numbers = numbers(place, 1...300) else { return nil }
        var most = ByteDictionary<Int>()
        var known: Set<Pair> = []
        for (day, number) in zip(days, numbers) {
            most[day] = max(most[day] ?? 0, number)
            known.insert(Pair(day: day, number: number))
        }
        var counts: [Int: Int] = [:]
        for (_, number) in most { counts[number, default: 0] += 1 }
        guard let count = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })?.key,
            [24, 48, 96, 144, 288].contains(count), (counts[count] ?? 0) >= 2
        else { return nil }
        let hour = count / 24
        // The first and the last day may not be whole.
        let ends = [days.first, days.last].compactMap(\.self)
        let isChanged = most.contains { day, number in
            number == count + hour || (number == count - hour && !ends.has(day))
        }
        let all = most.reduce(0) { $0 + $1.value }
        // Of 24 alone an hour of the day is known already. Few parts may be missing.
        guard count > 24 || isChanged, most.allSatisfy({ $0.value <= count + hour }), known.count * 10 >= all * 9
        else { return nil }
        let minutes = 1440 / count
        if !isChanged {
            columns.append(place)
            hasClock = true
            return numbers.map { "\(padded($0 * minutes / 60, to: 2)):\(padded($0 * minutes % 60, to: 2))" }
        }
        return partsOfChangedDays(place, numbers, days, most, count)
    }

    /// Whether a name says that a column holds the numbers of things, of which there may be as many as a day has hours.
    private static func isKey(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return words.contains { word in
            keys.contains { key in word.utf8.elementsEqual(key.utf8) || word.utf8.elementsEqual((key + "s").utf8) }
        }
    }

    private static let keys = [
        "id", "store", "shop", "item", "product", "sku", "station", "sensor", "site", "region", "zone", "area",
        "customer",
        "client", "device", "meter", "household", "node", "plant", "turbine", "county", "state", "country", "dept",
        "department",
        "category", "family", "series", "cluster", "group", "code", "cell", "location", "vehicle", "machine", "lane",
    ]

    /// Whether a name says that a column counts parts of a day.
    private static func isPart(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["period", "interval", "slot", "settlement", "block", "mtu", "hour", "quarter"].contains {
            name.holds(text: $0)
        }
            || ["sp", "hh", "qh", "he", "hr", "pte"].contains(name)
    }

    private struct Pair: Hashable {
        let day: String
        let number: Int
    }

    /// The times of parts of days, of which some have an hour more or less: as ``countedParts(_:_:)``, whole.
    private mutating func partsOfChangedDays(
        _ place: Int, _ numbers: [Int], _ days: [String], _ most: ByteDictionary<Int>, _ count: Int
    ) -> [String]? {
        guard let moments = Self.dayNumbers(days) else { return nil }
        let sorted = Set(zip(moments, days).map { Moment(day: $0, text: $1) }).sorted { $0.day < $1.day }
        let (minutes, hour) = (1440 / count, count / 24)
        var (shift, shifts) = (0, [:] as [Int: Int])
        for moment in sorted {
            shifts[moment.day] = shift
            let parts = most[moment.text] ?? count
            // The last day may not be over yet.
            if parts == count + hour || (parts == count - hour && moment.day != sorted.last?.day) {
                shift += (parts - count) * minutes
            }
        }
        columns.append(place)
        (hasClock, isWhole) = (true, true)
        remark =
            "days of \(count - hour) or \(count + hour) parts, on which clocks change: times go on by the clock of the first day"
        return zip(moments, numbers).map { day, number in
            let minute = (shifts[day] ?? 0) + number * minutes
            let date = CivilDate(dayNumber: day + (minute < 0 ? -1 : minute / 1440))
            let rest = (minute + 1440) % 1440
            return date.isoText + " \(padded(rest / 60, to: 2)):\(padded(rest % 60, to: 2))"
        }
    }

    /// The days of dates, where the day and the month may change places in the one way in which they go on from day to day; nil
    /// where there is no such way, or more than one.
    private static func dayNumbers(_ days: [String]) -> [Int]? {
        let dates = days.map { DateText($0) }
        let readings = [\DateText.only, \.monthFirst, \.dayFirst].compactMap { reading -> [Int]? in
            let numbers = dates.compactMap { $0?[keyPath: reading].map { Int(($0 / 86_400).rounded(.down)) } }
            let distinct = Set(numbers)
            guard numbers.count == days.count, let first = distinct.min(), let last = distinct.max(),
                last - first < 2 * distinct.count
            else { return nil }
            return numbers
        }
        return Set(readings).count == 1 ? readings.first : nil
    }

    private struct Moment: Hashable {
        let day: Int
        let text: String
    }

    /// An hour and a minute right behind the day, in a file that names no column.
    private mutating func unnamedHourAndMinute(_ days: [String]) -> [String]? {
        guard let hour = columns.max().map({ $0 + 1 }), hour + 1 < table.count, let hours = numbers(hour, 0...23),
            let minutes = numbers(hour + 1, 0...59), Set(minutes).count > 1
        else { return nil }
        let counts = days.indices.compactMap { row in
            DateText(days[row])?.only.map { Int($0) / 60 + hours[row] * 60 + minutes[row] }
        }
        guard counts.count == days.count, zip(counts, counts.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        columns += [hour, hour + 1]
        hasClock = true
        return zip(hours, minutes).map { "\(padded($0, to: 2)):\(padded($1, to: 2))" }
    }

    /// Hours, with the minutes and seconds beside them, or hours and minutes in one number.
    private mutating func hours(_ hour: Int, _ days: [String], isNamed: Bool) -> [String]? {
        if let hours = numbers(hour, 0...24) ?? stemmedHours(hour), isNamed || Self.runs(hours, in: days) {
            columns.append(hour)
            hasClock = true
            let used = columns
            let minute = table.indices.first { index in
                !used.contains(index) && (words[index] == .minute || table[index].name == "mm")
            }
            guard let minute, let minutes = numbers(minute, 0...60) else {
                return hours.map { "\(padded($0, to: 2)):00" }
            }
            columns.append(minute)
            // An hour that ends is written as 60 minutes of the one before by some.
            let isEnding = minutes.allSatisfy { $0 == 60 || $0 == 0 } && hours.contains(24)
            let seconds = place(.second).flatMap { place in
                numbers(place, 0...59).map { (place, $0) }
            }
            if let seconds { columns.append(seconds.0) }
            return hours.indices.map { row in
                let minute = isEnding ? 0 : minutes[row] % 60
                let second = seconds.map { ":" + padded($0.1[row], to: 2) } ?? ""
                return
                    "\(padded(hours[row] + (isEnding ? 0 : minutes[row] / 60), to: 2)):\(padded(minute, to: 2))\(second)"
            }
        }
        // 60708 is seven minutes and eight seconds past six.
        if isNamed, let whole = numbers(hour, 0...240_000), whole.contains(where: { $0 > 2400 }),
            whole.allSatisfy({ $0 % 100 < 60 && $0 / 100 % 100 < 60 })
        {
            columns.append(hour)
            hasClock = true
            return whole.map {
                "\(padded($0 / 10_000, to: 2)):\(padded($0 / 100 % 100, to: 2)):\(padded($0 % 100, to: 2))"
            }
        }
        guard let whole = numbers(hour, 0...2400), whole.allSatisfy({ $0 % 100 < 60 }),
            // What counts to no hundred is no time of day, unless it is called so.
            whole.contains(where: { $0 >= 100 }) || (isNamed && words[hour] != .hour),
            isNamed || Self.runs(whole, in: days)
        else { return nil }
        columns.append(hour)
        hasClock = true
        return whole.map { "\(padded($0 / 100, to: 2)):\(padded($0 % 100, to: 2))" }
    }

    /// Hours behind a word for one, the same in all cells: `HE01`, `H1`, `Hour 1`.
    private func stemmedHours(_ place: Int) -> [Int]? {
        var stem: [UInt8]?
        var hours: [Int] = []
        for cell in table[place].cells {
            let start =
                cell.utf8.lastIndex { !(0x30...0x39).contains($0) }.map { cell.utf8.index(after: $0) }
                ?? cell.startIndex
            let (letters, digits) = (Array(cell.utf8[..<start]), cell.utf8[start...])
            guard (1...2).contains(digits.count), let hour = Int(String(decoding: digits, as: UTF8.self)), hour <= 24,
                letters == stem ?? letters
            else { return nil }
            stem = letters
            hours.append(hour)
        }
        guard let stem, TimeWord(String(decoding: stem, as: UTF8.self)) == .hour else { return nil }
        return hours
    }

    /// Whether numbers go up from row to row within each day, from the same one on.
    private static func runs(_ numbers: [Int], in days: [String]) -> Bool {
        var starts: [Int: Int] = [:]
        var steps: [Int: Int] = [:]
        for row in numbers.indices {
            if row == 0 || days[row] != days[row - 1] {
                starts[numbers[row], default: 0] += 1
            } else {
                steps[numbers[row] - numbers[row - 1], default: 0] += 1
            }
        }
        guard let (step, count) = steps.max(by: { $0.value < $1.value }), step > 0 else { return false }
        let all = steps.values.reduce(0, +)
        // From 0 to 23 or 1 to 24, or fewer of them: the first day may begin later, and of minutes an hour ends early.
        let isHours = count * 20 >= all * 19 || (step < 60 && steps.keys.allSatisfy { $0 == step || $0 == step + 40 })
        return isHours && (starts.values.max() ?? 0) * 2 >= starts.values.reduce(0, +)
            && (starts.keys.max() ?? 0) <= 2400
            && count + 1 > starts.values.reduce(0, +)
    }
}

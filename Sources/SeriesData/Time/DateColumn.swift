import CSVTables

/// A column of dates while its file is read.
///
/// Forms with slashes or hyphens may be read with the month first or the day first: the whole column decides, if need be by
/// the one reading in which the dates follow each other by even steps. Where the offset from UTC changes, as with summer time,
/// and all times are at one time of day, moments are those of the place's clock, so that days are days.
struct DateColumn: CSVDateReader {
    static let advice = "dates are written as 2024-03-05 or 2024-03-05T06:07:08"

    /// The moments with the month first; nil once some cell has none in this reading.
    private var monthFirst: [Double]? = []
    /// The same with the day first, once the readings part; nil before that too.
    private var dayFirst: [Double]?
    /// Whether all cells so far say the same in both readings.
    private var isOneReading = true
    private(set) var count = 0
    /// The first texts.
    private var samples: [String] = []
    private static let sampleCount = 64
    /// The form, once it was made from all samples.
    private var settledForm: DateForm?
    /// Bit N is set where some time has N decimals.
    private var fractionLengths = 0
    /// The billionths behind the millionths of a second, of all rows, once one has some.
    private var rests: [UInt16]?
    /// The offsets from UTC where they change, with the row; the first one first.
    private var offsets: [(row: Int, zone: String, offset: Double)] = []
    /// Changes beyond this are no zone's.
    private static let mostOffsets = 10_000
    /// Whether the cells are seconds since the start of 1970 with decimals, or billionths of them.
    private var epoch: Epoch?

    private enum Epoch { case seconds, billionths }

    private(set) var isSteady = true
    /// How the rows that were taken out first are written, and the decimals that they have.
    private var firstTaken: (form: DateForm, fractionLengths: Int)?

    /// A column whose first rows are empty.
    init(emptyRows: Int) {
        (monthFirst, count) = (Array(repeating: .nan, count: emptyRows), emptyRows)
    }

    static func isDate(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        if DateText(cell) != nil { return true }
        var scanner = DateScanner(cell)
        return scanner.epoch() != nil
    }

    func dates() throws(CSVDateProblem) -> (moments: [Double], form: any CSVDateForm) {
        guard let seconds else {
            throw CSVDateProblem(
                "found dates as 03/05/2024 that may be 5 March or 3 May; expected one reading; write them as 2024-03-05, as "
                    + "tidy --dates day-first or month-first does")
        }
        return (localMoments(seconds) ?? seconds, form)
    }

    /// What the numbers are where the cells are seconds since 1970 that are no times after all.
    var numbers: [Double]? {
        guard epoch != nil, let monthFirst else { return nil }
        return form.numbers(monthFirst)
    }

    /// Adds the next row's cell; false where it is no date that goes with those before it.
    mutating func add(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        count += 1
        if cell.isEmpty {
            add(.nan, .nan)
            rests?.append(0)
            return true
        }
        if epoch == nil, let date = DateText(cell) {
            addForm(date, cell)
            if date.monthFirst != date.dayFirst, isOneReading { (dayFirst, isOneReading) = (monthFirst, false) }
            add(date.monthFirst, date.dayFirst)
            return monthFirst != nil || dayFirst != nil
        }
        return addEpoch(cell)
    }

    /// Adds what a cell says with the month first and with the day first.
    private mutating func add(_ first: Double?, _ second: Double?) {
        if let first { monthFirst?.append(first) } else { monthFirst = nil }
        if let second { dayFirst?.append(second) } else { dayFirst = nil }
    }

    private mutating func addEpoch(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        var scanner = DateScanner(cell)
        guard samples.isEmpty, let moment = scanner.epoch() else {
            count -= 1
            return false
        }
        let kind = moment.isBillionths ? Epoch.billionths : .seconds
        guard epoch ?? kind == kind else {
            count -= 1
            return false
        }
        epoch = kind
        addFraction(scanner.fractionDigits, scanner.billionths)
        add(moment.seconds, moment.seconds)
        return true
    }

    private mutating func addForm(_ date: DateText, _ cell: UnsafeBufferPointer<UInt8>) {
        if samples.count < Self.sampleCount { samples.append(String(decoding: cell, as: UTF8.self)) }
        if date.hasSeconds || fractionLengths != 0 { addFraction(date.fractionDigits, date.billionths) }
        let offset = date.clockOffset ?? 0
        if offset != offsets.last?.offset ?? 0 || offsets.isEmpty, offsets.count < Self.mostOffsets {
            let zone = ClockForm(in: String(decoding: cell, as: UTF8.self))?.zone ?? ""
            offsets.append((count - 1, zone, offset))
        }
    }

    private mutating func addFraction(_ digits: Int, _ billionths: Int) {
        fractionLengths |= 1 << min(digits, 9)
        if digits > 6, rests == nil { rests = Array(repeating: 0, count: count - 1) }
        rests?.append(UInt16(billionths % 1000))
    }

    /// The seconds since the start of 1970, a missing date being NaN; nil where two readings are left that differ.
    var seconds: [Double]? { isMonthFirst.flatMap { $0 ? monthFirst : dayFirst } }

    /// Which of the readings is meant; nil where both may be.
    private var isMonthFirst: Bool? {
        guard let monthFirst, let dayFirst else { return monthFirst != nil }
        if zip(monthFirst, dayFirst).allSatisfy({ $0 == $1 || ($0.isNaN && $1.isNaN) }) { return true }
        switch (Self.isEven(monthFirst), Self.isEven(dayFirst)) {
        case (true, false): return true
        case (false, true): return false
        default: return nil
        }
    }

    /// Whether the dates, each taken once, follow each other by one step, ten or more of them.
    private static func isEven(_ seconds: [Double]) -> Bool {
        let moments = Set(seconds.filter { !$0.isNaN }).sorted()
        guard moments.count >= 10, let frequency = FrequencySearch(moments).ofDates()?.frequency else { return false }
        return zip(moments, moments.dropFirst()).allSatisfy { frequency.steps(from: $0, to: $1) == 1 }
    }

    // MARK: - Zones

    /// The moments on the place's clock, where its offset changes and all of them are at one time of day; else nil.
    private func localMoments(_ seconds: [Double]) -> [Double]? {
        guard offsets.count > 1, let first = offsets.first else { return nil }
        var (local, place, offset) = (seconds, 0, first.offset)
        var time: Double?
        for row in seconds.indices {
            while place < offsets.count, offsets[place].row <= row {
                offset = offsets[place].offset
                place += 1
            }
            if seconds[row].isNaN { continue }
            local[row] = seconds[row] + offset
            let ofDay = local[row] - (local[row] / 86_400).rounded(.down) * 86_400
            if ofDay != time ?? ofDay { return nil }
            time = ofDay
        }
        return local
    }

    private func zones(_ moments: [Double]) -> [ZoneChange] {
        guard offsets.count > 1 else { return [] }
        var zones: [ZoneChange] = []
        for (row, zone, offset) in offsets where row < moments.count && !moments[row].isNaN {
            zones.append(ZoneChange(moment: moments[row], zone: zone, offset: offset))
        }
        return zones.sorted { $0.moment < $1.moment }
    }

    // MARK: - The form

    /// How the dates are written.
    var form: DateForm {
        if let settledForm { return settledForm }
        let isMonthFirst = isMonthFirst ?? true
        let moments = (isMonthFirst ? monthFirst : dayFirst) ?? []
        let style = FractionStyle.of(fractionLengths)
        let fine = rests.map { FineTimes(moments, $0) } ?? .none
        if let epoch { return .epoch(isBillionths: epoch == .billionths, style, fine) }
        let form = DateForm(
            of: samples.compactMap { text in
                let date = DateText(text)
                return (isMonthFirst ? date?.monthFirst : date?.dayFirst).map { (text, $0) }
            })
        let local = localMoments(moments)
        guard style.style != .always || offsets.count > 1 || rests != nil else { return form }
        return form.completed(style, zones: zones(local ?? moments), isLocal: local != nil, rests: fine)
    }

    /// Takes out the first `count` rows; what they tell of the reading and the form stays.
    mutating func take(_ count: Int) -> DateColumn {
        let form = form
        if samples.count == Self.sampleCount, rests == nil, offsets.count <= 1 { settledForm = form }
        // Beside two readings, changing offsets and what a Double does not hold all rows count, not those in hand.
        isSteady =
            isSteady && (monthFirst == nil || dayFirst == nil) && rests == nil && offsets.count <= 1
            && firstTaken.map { $0.form == form && $0.fractionLengths == fractionLengths } ?? true
        firstTaken = firstTaken ?? (form, fractionLengths)
        var taken = self
        taken.count = count
        taken.monthFirst = monthFirst.map { Array($0.prefix(count)) }
        taken.dayFirst = dayFirst.map { Array($0.prefix(count)) }
        taken.rests = rests.map { Array($0.prefix(count)) }
        self.count -= count
        monthFirst?.removeFirst(count)
        dayFirst?.removeFirst(count)
        rests?.removeFirst(count)
        // The zone of the last row goes on.
        offsets = offsets.map { (max(0, $0.row - count), $0.zone, $0.offset) }
        if let last = offsets.lastIndex(where: { $0.row == 0 }) { offsets.removeFirst(last) }
        return taken
    }
}

/// One series in memory: a row for each step, column by column; what is missing is NaN.
package struct SeriesFrame: Equatable, Sendable {
    /// What the series is called; empty where it is the only one.
    package let name: String
    /// When each row was; nil where no column says so.
    package internal(set) var times: [Double]?
    /// How the times are written.
    package let timeForm: TimeColumn.Form
    /// How far apart the rows are, where it is known.
    package internal(set) var frequency: Frequency?
    /// The values of each target.
    package internal(set) var targets: [[Double]]
    package internal(set) var features: [[Double]]
    /// The values of each column known of the future; they may go on after the last target.
    package internal(set) var knownFuture: [[Double]]
    /// The places, among the features and what is known of the future, of those that tell of categories.
    package internal(set) var categoryPlaces: Set<Int>

    package init(
        name: String = "", times: [Double]? = nil, timeForm: TimeColumn.Form = .number,
        frequency: Frequency? = nil, targets: [[Double]], features: [[Double]] = [], knownFuture: [[Double]] = [],
        categoryPlaces: Set<Int> = []
    ) {
        self.categoryPlaces = categoryPlaces
        self.name = name
        self.times = times
        self.timeForm = timeForm
        self.frequency = frequency
        self.targets = targets
        self.features = features
        self.knownFuture = knownFuture
    }

    /// The rows that have targets.
    package var count: Int { targets.first?.count ?? 0 }
    /// The rows after them, of which only the times and what is known of the future are given.
    package var futureCount: Int { max(0, (knownFuture.first?.count ?? 0) - count) }

    /// The time of a row, which may be after the last one; nil where it is not known.
    package func time(at row: Int) -> Double? {
        guard let times, let last = times.last else { return nil }
        if row < times.count { return times[row] }
        return frequency.map { $0.moment(last, plus: row - times.count + 1) }.flatMap { $0.isFinite ? $0 : nil }
    }

    package var areDates: Bool { timeForm != .number }

    /// Whether half of its rows or more follow one another by the step that was learnt; a calendar's step may be told
    /// otherwise from a few rows.
    package func follows(_ learnt: Frequency) -> Bool {
        guard let frequency, frequency != learnt, let times, times.count > 1 else { return true }
        let followers = zip(times, times.dropFirst()).count { learnt.steps(from: $0, to: $1) == 1 }
        return followers * 2 >= times.count - 1
    }

    /// The first value that `transforms` do not take, by its target and row.
    package func firstRefused(by transforms: TransformChain) -> (target: Int, row: Int)? {
        for (target, values) in targets.enumerated() {
            if let row = values.firstIndex(where: { !$0.isNaN && !transforms.takes($0) }) { return (target, row) }
        }
        return nil
    }

    /// Its columns filled by `rule`, as ``MissingRule/filled(_:lookingAheadIn:)`` does.
    package func filled(by rule: MissingRule, lookingAheadIn knownCount: Int) -> SeriesFrame {
        guard rule == .carry || rule == .interpolate else { return self }
        var frame = self
        func fill(_ column: [Double], _ place: Int? = nil) -> [Double] {
            // Between two categories there is none.
            let isCategory = place.map(categoryPlaces.contains) ?? false
            return (isCategory ? .carry : rule).filled(column, lookingAheadIn: knownCount)
        }
        frame.targets = targets.map { fill($0) }
        frame.features = features.enumerated().map { fill($1, $0) }
        frame.knownFuture = knownFuture.enumerated().map { fill($1, features.count + $0) }
        return frame
    }

    /// The same with fewer categories: those of `new`, in place of those of `old`.
    package func keepingCategories(_ old: SeriesColumns, as new: SeriesColumns) -> SeriesFrame {
        func kept(_ names: [String], _ inputs: [[Double]]) -> [[Double]] {
            var inputs = inputs[...]
            return names.flatMap { name -> [[Double]] in
                guard let before = old.categories(of: name), let after = new.categories(of: name) else {
                    return [inputs.removeFirst()]
                }
                let own = Array(inputs.prefix(before.inputCount))
                inputs = inputs.dropFirst(before.inputCount)
                let places = before.texts.map { text in after.texts.firstIndex { $0.utf8.elementsEqual(text.utf8) } }
                return after.inputs(of: before.places(of: own).map { $0.flatMap { places[$0] } })
            }
        }
        var frame = self
        frame.features = kept(old.features, features)
        frame.knownFuture = kept(old.knownFuture, knownFuture)
        frame.categoryPlaces = new.categoryPlaces
        return frame
    }

    /// What is known of it after its first `count` rows: the targets and features of these, all that tells of the future.
    package func known(after count: Int) -> SeriesFrame {
        // The memory of a column is shared where all of it is known.
        if count >= self.count { return self }
        var frame = self
        frame.targets = targets.map { Array($0.prefix(count)) }
        frame.features = features.map { Array($0.prefix(count)) }
        return frame
    }

    /// Its first `count` rows, and nothing of what comes after.
    package func first(_ count: Int) -> SeriesFrame {
        var frame = known(after: count)
        frame.times = times.map { Array($0.prefix(count)) }
        frame.knownFuture = knownFuture.map { Array($0.prefix(count)) }
        return frame
    }

    /// Its last `count` rows that have targets, and all that tells of the future after them.
    package func last(_ count: Int) -> SeriesFrame {
        let left = max(0, self.count - count)
        var frame = self
        frame.times = times.map { Array($0.dropFirst(left)) }
        frame.targets = targets.map { Array($0.dropFirst(left)) }
        frame.features = features.map { Array($0.dropFirst(left)) }
        frame.knownFuture = knownFuture.map { Array($0.dropFirst(left)) }
        return frame
    }

    /// The same, its times in the memory of another's where these are equal, as those of most series of a file.
    package func sharingTimes(with other: SeriesFrame?) -> SeriesFrame {
        guard let times, let others = other?.times, times == others else { return self }
        var frame = self
        frame.times = others
        return frame
    }

    /// Adds a row after all others.
    package mutating func append(_ row: GrowingSeries.Row) {
        for (column, value) in row.targets.enumerated() { targets[column].append(value) }
        for (column, value) in row.features.enumerated() { features[column].append(value) }
        if let time = row.time { times?.append(time) }
    }

    /// Adds the rows of another after all others; nothing is known of the future.
    package mutating func append(_ rows: SeriesFrame) {
        for (column, values) in rows.targets.enumerated() { targets[column] += values }
        for (column, values) in rows.features.enumerated() { features[column] += values }
        if let others = rows.times { times? += others }
    }

    /// Leaves out the first `count` rows of one of which nothing is known of the future.
    package mutating func removeFirst(_ count: Int) {
        for column in targets.indices { targets[column].removeFirst(count) }
        for column in features.indices { features[column].removeFirst(count) }
        times?.removeFirst(count)
    }

    /// The same with `usual` as its frequency, where its own is not known.
    package func stepping(by usual: Frequency?) -> SeriesFrame {
        var frame = self
        frame.frequency = frequency ?? usual
        return frame
    }
}

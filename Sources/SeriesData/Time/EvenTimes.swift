/// Times that are whole numbers and follow one another by exactly the same, as far as they came.
///
/// Of such times the search for a step finds that one: it is the commonest difference, no fraction of a unit, and all times lie on
/// its grid. What is left of the search are the ends and the number of times, so that no more of them is remembered.
package struct EvenTimes: Sendable {
    /// What a step lies between, and what times are below: so all distances are exact.
    private static let steps = 1.0...1e9
    private static let limit = 0x1p40

    private let areDates: Bool
    private var first = 0.0
    private var last = 0.0
    /// Nil before the second time.
    private var step: Double?
    private var count = 0

    package init(areDates: Bool) {
        self.areDates = areDates
    }

    /// Takes the next times; false where they are not even, or, being dates, follow by a number of days, as a calendar may do in
    /// several ways.
    package mutating func take(_ moments: some Sequence<Double>) -> Bool {
        for moment in moments {
            guard moment.magnitude < Self.limit else { return false }
            if let step {
                guard moment - last == step else { return false }
            } else if count == 0 {
                guard moment.rounded() == moment else { return false }
                first = moment
            } else {
                let step = moment - last
                guard Self.steps.contains(step), step.rounded() == step else { return false }
                if areDates, step.remainder(dividingBy: 86_400) == 0 { return false }
                self.step = step
            }
            last = moment
            count += 1
        }
        return true
    }

    /// What the search finds; nil of fewer than two times.
    var finding: FrequencySearch.Finding? {
        guard let step else { return nil }
        return FrequencySearch([first, last]).ofEven(step, count: count, areDates: areDates)
    }

    package var frequency: Frequency? { finding?.frequency }
}

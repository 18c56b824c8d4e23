/// One way to the parameters and the first state of a model, asked for values step by step as a ``SimplexSearch``.
final class ETSSearch {
    /// Which way.
    enum Way {
        /// The smoothing parameters alone, roughly: the first state stays as first guessed.
        case rough
        /// All, from the first guess.
        case fromGuess
        /// All, from the first guess with the smoothing parameters fitted alone.
        case fromSmoothing
    }

    private enum Phase {
        case smoothing(SimplexSearch)
        /// The value of the point that is the best so far.
        case judging
        case all(SimplexSearch, round: Int)
        case ended
    }

    /// How often all is searched from what was found, with a new simplex, while it gets better.
    private static let mostRounds = 6

    let likelihood: ETSLikelihood
    private let way: Way
    private let start: [Double]
    private let steps: [Double]
    private let smoothingCount: Int
    private var phase: Phase
    private(set) var best: (point: [Double], value: Double)

    init(_ likelihood: ETSLikelihood, _ way: Way) {
        (self.likelihood, self.way) = (likelihood, way)
        (start, steps, smoothingCount) = likelihood.begin()
        best = (start, .infinity)
        let (evaluations, tolerance) = way == .rough ? (40, 1e-2) : (60, 1e-3)
        guard way != .fromGuess else {
            phase = .judging
            return
        }
        phase = .smoothing(
            SimplexSearch(
                from: Array(start[..<smoothingCount]), steps: Array(steps[..<smoothingCount]),
                evaluations: evaluations * smoothingCount, tolerance: tolerance))
    }

    /// How many values are asked for; 0 at the end.
    var askedCount: Int {
        switch phase {
        case .smoothing(let search), .all(let search, round: _): search.askedCount
        case .judging: 1
        case .ended: 0
        }
    }

    /// Whether points are asked for that may turn out not to be needed.
    func lookAhead(_ isWanted: Bool) {
        switch phase {
        case .smoothing(let search), .all(let search, round: _): search.looksAhead = isWanted
        case .judging, .ended: break
        }
    }

    /// A point that is asked for, in whole: the smoothing parameters may be asked for alone.
    @inline(__always)
    func withPoint<Result>(_ index: Int, _ body: (ETSLikelihood.Point) -> Result) -> Result {
        start.withUnsafeBufferPointer { start in
            let nothing = UnsafeBufferPointer(rebasing: start[..<0])
            switch phase {
            case .smoothing(let search):
                let tail = UnsafeBufferPointer(rebasing: start[smoothingCount...])
                return body(ETSLikelihood.Point(head: search.point(index), tail: tail))
            case .all(let search, round: _):
                return body(ETSLikelihood.Point(head: search.point(index), tail: nothing))
            case .judging, .ended:
                return best.point.withUnsafeBufferPointer { body(ETSLikelihood.Point(head: $0, tail: nothing)) }
            }
        }
    }

    func answer(_ index: Int, _ value: Double) {
        switch phase {
        case .smoothing(let search), .all(let search, round: _): search.answer(index, value)
        case .judging: best.value = value
        case .ended: break
        }
    }

    /// Goes on after all that was asked for is answered.
    func advance() {
        switch phase {
        case .smoothing(let search):
            search.advance()
            guard search.askedCount == 0 else { return }
            best = (search.best.point + start[smoothingCount...], search.best.value)
            phase = way == .rough ? .ended : .judging
        case .judging:
            beginRound(0)
        case .all(let search, let round):
            search.advance()
            guard search.askedCount == 0 else { return }
            let found = search.best
            let gain = best.value - found.value
            if found.value < best.value { best = found }
            if gain < 0.02 || round + 1 == Self.mostRounds { phase = .ended } else { beginRound(round + 1) }
        case .ended: break
        }
    }

    private func beginRound(_ round: Int) {
        let scale = round == 0 ? 1 : 0.3
        phase = .all(
            SimplexSearch(
                from: best.point, steps: steps.map { $0 * scale }, evaluations: 120 * start.count, tolerance: 1e-4,
                value: best.value),
            round: round)
    }
}

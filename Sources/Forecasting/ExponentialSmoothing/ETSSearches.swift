import CSmoothing

/// Searches that are asked at once: the values that they ask for are computed side by side, a lane of a vector each.
struct ETSSearches {
    private static let laneCount = Int(CS_LANES)

    /// A value that is asked for, in the lane of its place.
    private struct Question {
        let search: ETSSearch
        let index: Int
    }

    private let searches: [ETSSearch]

    /// Takes searches for models that read the same values and differ in their trends alone.
    init(_ searches: [ETSSearch]) {
        self.searches = searches
    }

    /// Searches to the end.
    func run() {
        guard let likelihood = searches.first?.likelihood else { return }
        withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.laneCount * (8 + likelihood.model.period)) {
            lanes in
            lanes.initialize(repeating: 0)
            var questions: [Question] = []
            questions.reserveCapacity(Self.laneCount)
            func answer() {
                guard !questions.isEmpty else { return }
                likelihood.readLanes(lanes)
                for (lane, question) in questions.enumerated() {
                    question.search.answer(question.index, likelihood.cost(ofLane: lane, lanes))
                }
                questions.removeAll(keepingCapacity: true)
            }
            var active = searches.filter { $0.askedCount > 0 }
            while !active.isEmpty {
                // What would fill lanes with nothing is asked for ahead.
                let hasRoom = 4 * active.count <= Self.laneCount
                for search in active {
                    for index in 0..<search.askedCount {
                        let isInBounds = search.withPoint(index) {
                            search.likelihood.decode($0, intoLane: questions.count, lanes)
                        }
                        guard isInBounds else {
                            search.answer(index, .infinity)
                            continue
                        }
                        questions.append(Question(search: search, index: index))
                        if questions.count == Self.laneCount { answer() }
                    }
                }
                answer()
                var hasEnded = false
                for search in active {
                    search.lookAhead(hasRoom)
                    search.advance()
                    if search.askedCount == 0 { hasEnded = true }
                }
                if hasEnded { active.removeAll { $0.askedCount == 0 } }
            }
        }
    }
}

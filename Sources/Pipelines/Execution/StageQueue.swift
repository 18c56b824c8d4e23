/// Which stages may begin: those whose makers have ended well, in the order of the plan.
struct StageQueue {
    /// The stages that are wanted, in the order of the plan.
    let order: [Int]
    /// How many ended well.
    private(set) var endedCount = 0

    private let dependencies: [[Int]]
    private var followers: [Int: [Int]] = [:]
    /// How many makers each stage still waits for.
    private var waitingOn: [Int: Int] = [:]
    /// The places in ``order``, by stage.
    private var places: [Int: Int] = [:]
    /// The places in ``order`` of the stages that may begin, sorted.
    private var ready: [Int] = []
    private var begun: Set<Int> = []
    private var isClosed = false

    init(_ plan: Plan, order: [Int]) {
        self.order = order
        dependencies = plan.dependencies
        places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        for (place, stage) in order.enumerated() {
            // Of a stage that is not wanted, what it made is taken as it is.
            let makers = dependencies[stage].filter { places[$0] != nil }
            for maker in makers { followers[maker, default: []].append(stage) }
            waitingOn[stage] = makers.count
            if makers.isEmpty { ready.append(place) }
        }
    }

    /// How many stages may begin.
    var readyCount: Int { ready.count }

    /// The first stage that may begin and that `condition` holds for.
    func first(where condition: (Int) -> Bool) -> Int? {
        isClosed ? nil : ready.lazy.map { order[$0] }.first(where: condition)
    }

    /// The stage runs from now on.
    mutating func begin(_ stage: Int) {
        begun.insert(stage)
        remove(stage)
    }

    /// The stage ended well, or is up to date: those that wait for it may begin.
    mutating func end(_ stage: Int) {
        begin(stage)
        endedCount += 1
        for follower in followers[stage] ?? [] {
            let left = waitingOn[follower, default: 0] - 1
            waitingOn[follower] = left
            guard left == 0, let place = places[follower] else { continue }
            ready.insert(place, at: ready.firstIndex { $0 > place } ?? ready.endIndex)
        }
    }

    /// The stage failed: those that wait for it never begin.
    mutating func fail(_ stage: Int) {
        begin(stage)
    }

    /// Nothing more begins.
    mutating func close() {
        isClosed = true
    }

    /// The stages that did not begin.
    var notRun: [Int] { order.filter { !begun.contains($0) } }

    private mutating func remove(_ stage: Int) {
        guard let place = places[stage], let index = ready.firstIndex(of: place) else { return }
        ready.remove(at: index)
    }
}

/// The order in which stages can run.
package struct Plan: Sendable {
    /// The name of each stage, and the values by which instances of one name differ.
    private let names: [(stage: String, axes: [StageAxis])]
    /// For each stage the stages that it waits for.
    package let dependencies: [[Int]]
    /// The stages from first to last: by how many stand before them in a row, then in the order of the spec.
    package let order: [Int]
    /// The stages that can never begin, because they wait in or behind a circle; in the order of the spec.
    let stuck: [Int]

    /// Orders stages so that each comes after those that it waits for.
    ///
    /// Source: A. Kahn, “Topological sorting of large networks”, 1962.
    init(_ names: [(stage: String, axes: [StageAxis])], waitingFor dependencies: [[Int]]) {
        self.names = names
        self.dependencies = dependencies
        var waitingOn = dependencies.map(\.count)
        var followers: [[Int]] = Array(repeating: [], count: names.count)
        for (stage, earlier) in dependencies.enumerated() {
            for other in earlier { followers[other].append(stage) }
        }
        var level = Array(repeating: 0, count: names.count)
        var ready = names.indices.filter { waitingOn[$0] == 0 }
        var next = 0
        while next < ready.count {
            let stage = ready[next]
            next += 1
            for follower in followers[stage] {
                level[follower] = max(level[follower], level[stage] + 1)
                waitingOn[follower] -= 1
                if waitingOn[follower] == 0 { ready.append(follower) }
            }
        }
        order = ready.sorted { (level[$0], $0) < (level[$1], $1) }
        stuck = names.indices.filter { waitingOn[$0] > 0 }
    }

    /// The stages called `selected` and all that they need, in order; every stage where none is named.
    ///
    /// - Throws: ``PipelineError`` for names of no stage.
    func order(selecting selected: [String]) throws(PipelineError) -> [Int] {
        if selected.isEmpty { return order }
        var wanted = try indices(of: selected)
        var needed = Set(wanted)
        while let stage = wanted.popLast() {
            for other in dependencies[stage] where needed.insert(other).inserted { wanted.append(other) }
        }
        return order.filter(needed.contains)
    }

    /// The stages called `selected`: all instances of a matrix by its name, some as `training[seed=1]`.
    ///
    /// - Throws: ``PipelineError`` for names of no stage.
    func indices(of selected: [String]) throws(PipelineError) -> [Int] {
        let instances = Dictionary(grouping: names.indices) { names[$0].stage }
        var found: [Int] = []
        var unknown: [String] = []
        for text in selected {
            guard let selector = StageSelector(text), let all = instances[selector.stage] else {
                var seen: Set<String> = []
                let known = names.map(\.stage).filter { seen.insert($0).inserted }
                unknown.append("there is no stage \(quoted(text)); \(allowedNames(known, insteadOf: text))")
                continue
            }
            let chosen = all.filter { selector.selects(names[$0].axes) }
            if chosen.isEmpty {
                let allowed = StageAxis.allowed(in: all.map { names[$0].axes })
                unknown.append("there is no stage \(quoted(text)); allowed: \(allowed)")
            }
            found += chosen
        }
        guard unknown.isEmpty else { throw .unknownStages(unknown) }
        return found
    }
}

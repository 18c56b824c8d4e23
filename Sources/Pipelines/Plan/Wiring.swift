import Texts

/// Which stage makes what which other stage reads.
struct Wiring {
    private let stages: [SpecStage]
    /// Who writes the file or directory of a path; paths are compared as bytes.
    private let writers: [[UInt8]: Int]
    /// Every path written, with a slash behind it, sorted: what is in a directory stands together.
    private let sortedWrites: [(path: [UInt8], stage: Int)]
    /// For each file that a stage reads, in its order, the stages that make it or something in it.
    private let makers: [[[Int]]]

    /// For each stage the stages that it waits for, in the order of the spec.
    let dependencies: [[Int]]

    init(_ stages: [SpecStage]) {
        var writers: [[UInt8]: Int] = [:]
        var sortedWrites: [(path: [UInt8], stage: Int)] = []
        for (index, stage) in stages.enumerated() {
            for file in stage.writes where writers.updateValue(index, forKey: Array(file.path.path.utf8)) == nil {
                sortedWrites.append((Array(file.path.path.utf8) + [UInt8(ascii: "/")], index))
            }
        }
        sortedWrites.sort { $0.path.lexicographicallyPrecedes($1.path) }
        let makers = stages.map { stage in
            stage.reads.map { Self.makers(of: $0.path.path, writers, sortedWrites) }
        }
        self.stages = stages
        self.writers = writers
        self.sortedWrites = sortedWrites
        self.makers = makers
        dependencies = makers.enumerated().map { index, files in
            Set(files.flatMap { $0 }).subtracting([index]).sorted()
        }
    }

    /// The stages that write `path`, a directory that it is in, or something in it.
    private static func makers(
        of path: String, _ writers: [[UInt8]: Int], _ sortedWrites: [(path: [UInt8], stage: Int)]
    ) -> [Int] {
        for candidate in [path] + SpecPath.ancestors(of: path) {
            if let writer = writers[Array(candidate.utf8)] { return [writer] }
        }
        let prefix = Array(path.utf8) + [UInt8(ascii: "/")]
        var (low, high) = (0, sortedWrites.count)
        while low < high {
            let middle = (low + high) / 2
            if sortedWrites[middle].path.lexicographicallyPrecedes(prefix) { low = middle + 1 } else { high = middle }
        }
        return sortedWrites[low...].prefix { $0.path.starts(with: prefix) }.map(\.stage)
    }

    /// Files that two stages write, and files that a stage reads and writes.
    var conflicts: [SpecProblem] {
        var problems: [SpecProblem] = []
        var owners: [[UInt8]: Int] = [:]
        var alike: Set<SpecPosition> = []
        for (index, stage) in stages.enumerated() {
            for file in stage.writes {
                if let owner = owners.updateValue(index, forKey: Array(file.path.path.utf8)) {
                    // Of the instances of a matrix, the first two stand for all.
                    let areAlike = owner != index && stages[owner].template == stage.template
                    if areAlike, !alike.insert(file.position).inserted { continue }
                    let who =
                        owner == index
                        ? "stage '\(stage.name)' writes \(quoted(file.path.name)) twice"
                        : "stages '\(stages[owner].name)' and '\(stage.name)' both write \(quoted(file.path.name))"
                    let advice = areAlike ? "; put ${instance} or a variable of its own into each path" : ""
                    problems.append(SpecProblem(at: file.position, "\(who); a file is written once\(advice)"))
                }
                for ancestor in SpecPath.ancestors(of: file.path.path) {
                    guard let owner = writers[Array(ancestor.utf8)], owner != index else { continue }
                    let name = stages[owner].writes.first { $0.path.path.isSame(as: ancestor) }?.path.name ?? ancestor
                    problems.append(
                        SpecProblem(
                            at: file.position,
                            "stage '\(stage.name)' writes \(quoted(file.path.name)) inside \(quoted(name)), which stage "
                                + "'\(stages[owner].name)' writes; a directory has one writer"))
                }
            }
            for (file, makers) in zip(stage.reads, makers[index]) where makers.contains(index) {
                problems.append(
                    SpecProblem(
                        at: file.position,
                        "stage '\(stage.name)' reads \(quoted(file.path.name)), which it writes itself; a stage reads "
                            + "what is there before it runs"))
            }
        }
        return problems
    }

    /// Files that stages would write over the pipeline's own.
    func trespasses(directory: String, spec: String) -> [SpecProblem] {
        let lockFile = SpecPath.joined(directory, LockFile.name)
        let hidden = SpecPath.joined(directory, PipelineFiles.name)
        let aboveDirectory = Set((SpecPath.ancestors(of: directory) + ["."]).map { Array($0.utf8) })
        return stages.flatMap(\.writes).compactMap { file in
            let path = file.path.path
            let own: String
            if ([path] + SpecPath.ancestors(of: path)).has(lockFile) {
                own = "the pipeline's lock file"
            } else if ([path] + SpecPath.ancestors(of: path)).has(hidden) {
                own = "in the directory of the pipeline's logs and caches"
            } else if ([path] + SpecPath.ancestors(of: path)).has(spec) {
                own = "the spec itself"
            } else if aboveDirectory.contains(Array(path.utf8)) {
                own = "a directory that the pipeline's directory is in"
            } else {
                return nil
            }
            return SpecProblem(
                at: file.position, "\(quoted(file.path.name)) is \(own); write to another name in the directory")
        }
    }

    /// Devices and pipes in the place of files.
    func devices(isOther: (String) -> Bool) -> [SpecProblem] {
        stages.flatMap { $0.writes + $0.reads }.filter { isOther($0.path.path) }.map { file in
            SpecProblem(
                at: file.position,
                "\(quoted(file.path.name)) is a device or a pipe; stages read and write files and directories; name one"
            )
        }
    }

    /// Files that no stage makes and that are not there.
    func missingInputs(exists: (String) -> Bool) -> [SpecProblem] {
        let made = stages.flatMap(\.writes).map(\.path.name)
        var problems: [SpecProblem] = []
        for (index, stage) in stages.enumerated() {
            for (file, makers) in zip(stage.reads, makers[index]) {
                guard makers.isEmpty, !exists(file.path.path) else { continue }
                // To look for the nearest of thousands for each of thousands would take for ever.
                let candidates = problems.count < 20 ? made : []
                let nearest = nearestName(to: file.path.name, among: candidates).map { "did you mean '\($0)'? " } ?? ""
                problems.append(
                    SpecProblem(
                        at: file.position,
                        "no stage makes \(quoted(file.path.name)), and there is no \(quoted(file.path.path)); "
                            + "\(nearest)expected a file that a stage writes or that is there"))
            }
        }
        return problems
    }

    /// Stages that wait for one another, each circle once.
    func cycles(in plan: Plan) -> [SpecProblem] {
        let stuck = Set(plan.stuck)
        var seen: [Int: Int] = [:]
        var problems: [SpecProblem] = []
        for (walk, start) in plan.stuck.enumerated() {
            var path: [Int] = []
            var next: Int? = start
            while let stage = next, seen[stage] == nil {
                seen[stage] = walk
                path.append(stage)
                next = dependencies[stage].first(where: stuck.contains)
            }
            guard let end = next, seen[end] == walk, let first = path.firstIndex(of: end) else { continue }
            // From the stage that stands first in the spec, in the direction in which files go.
            var circle = Array(path[first...].reversed())
            let lowest = circle.indices.min { circle[$0] < circle[$1] } ?? 0
            circle = Array(circle[lowest...] + circle[..<lowest])
            var names = circle.prefix(20).map { stages[$0].name }
            if circle.count > names.count { names.append("… (\(circle.count) stages)") }
            names.append(stages[circle[0]].name)
            problems.append(
                SpecProblem(
                    at: stages[circle[0]].position,
                    "stages wait for one another in a circle: \(names.joined(separator: " → ")); each reads what the "
                        + "one before it writes; a circle has no first"))
        }
        return problems
    }
}

/// A job of Slurm's: one stage, or, as an array, the instances of one that can run side by side.
struct SlurmJob: Equatable {
    /// How a job waits for another.
    enum Dependency: Equatable {
        /// For all of it.
        case all(job: Int)
        /// For the task of the same number.
        case sameTask(job: Int)
    }

    /// The largest array that Slurm takes unless told otherwise.
    static let largestArray = 1000

    /// The stages by their numbers in the plan; the place in the list is the task's number.
    let stages: [Int]
    /// The jobs that it waits for, by their places in the submission.
    let dependencies: [Dependency]

    /// The jobs for `stale`, which are stages in the order of the plan: those of one name and one depth together.
    static func jobs(for stale: [Int], in spec: Spec) -> [SlurmJob] {
        let wanted = Set(stale)
        var depth: [Int: Int] = [:]
        var groups: [String: Int] = [:]
        var members: [[Int]] = []
        var jobOf: [Int: (job: Int, task: Int)] = [:]
        for stage in stale {
            let makers = spec.plan.dependencies[stage].filter(wanted.contains)
            let own = (makers.compactMap { depth[$0] }.max() ?? -1) + 1
            depth[stage] = own
            let key = "\(own) \(spec.stages[stage].template)"
            if groups[key].map({ members[$0].count >= largestArray }) ?? true {
                groups[key] = members.count
                members.append([])
            }
            let job = groups[key] ?? 0
            jobOf[stage] = (job, members[job].count)
            members[job].append(stage)
        }
        return members.map { stages in
            var dependencies: [Dependency] = []
            let makers = stages.map { spec.plan.dependencies[$0].compactMap { jobOf[$0] } }
            for job in Set(makers.joined().map(\.job)).sorted() {
                let isEachItsOwn = makers.enumerated().allSatisfy { task, of in
                    let tasks = of.filter { $0.job == job }.map(\.task)
                    return tasks == [task]
                }
                let areArrays = stages.count > 1 && members[job].count == stages.count
                dependencies.append(isEachItsOwn && areArrays ? .sameTask(job: job) : .all(job: job))
            }
            return SlurmJob(stages: stages, dependencies: dependencies)
        }
    }

    /// What is given to `sbatch`; `identifiers` are those of the jobs before it, `script` is the line that runs.
    func arguments(
        in spec: Spec, run: String, identifiers: [String], maxParallel: Int?, logs: String, script: String
    ) -> [String] {
        let template = spec.stages[stages[0]].template
        var arguments = [
            "--parsable", "--requeue", "--open-mode=append", "--kill-on-invalid-dep=yes",
            "--job-name=\(spec.name):\(template)", "--comment=\(run)", "--signal=B:TERM@60",
            "--output=\(logs)/slurm-\(stages.count > 1 ? "%A_%a" : "%j").log",
        ]
        if stages.count > 1 {
            arguments.append("--array=0-\(stages.count - 1)" + (maxParallel.map { "%\($0)" } ?? ""))
        }
        if !dependencies.isEmpty {
            let conditions = dependencies.map { dependency in
                switch dependency {
                case .all(let job): "afterok:\(identifiers[job])"
                case .sameTask(let job): "aftercorr:\(identifiers[job])"
                }
            }
            arguments.append("--dependency=" + conditions.joined(separator: ","))
        }
        let limits = stages.map { spec.stages[$0].limits }
        if let cpus = limits.compactMap(\.cpus).max() { arguments.append("--cpus-per-task=\(cpus)") }
        if let memory = limits.compactMap(\.memory).max() {
            arguments.append("--mem=\((memory + (1 << 20) - 1) >> 20)M")
        }
        if let timeout = limits.map({ ($0.timeout ?? .infinity) * Double($0.retries + 1) }).max(), timeout < 1e9 {
            // The worker keeps to the limit; Slurm's, in minutes, is for a worker that cannot.
            arguments.append("--time=\(Int((timeout / 60).rounded(.up)) + 2)")
        }
        return arguments + ["--wrap=\(script)"]
    }
}

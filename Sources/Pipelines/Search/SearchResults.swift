import Stages
import Texts

/// Follows the trials of searches from rung to rung.
struct SearchResults {
    /// A trial and how far it came.
    struct Trial {
        let axes: [StageAxis]
        var rung = 0
        var epochs: Int?
        var validationLoss: Double?
        var column: String?
    }

    private static let stageAxis = "stage"

    private var trials: [Trial] = []
    /// Why stages must run, by their names.
    private let staleReasons: ByteDictionary<String>
    private var stale: [(stage: String, reason: String)] = []
    /// The trial whose training is in a directory.
    private var trialIn = ByteDictionary<Int>()
    /// The last ranking: all places of a rung go by the same one.
    private var ranking: (directories: [String], trainings: [RankedTraining]) = ([], [])

    /// The settings that the searches of `spec` tried: those that were trained furthest first, of them the best; the loss of
    /// each where its training is.
    ///
    /// - Throws: What reading a result throws.
    static func table(of spec: Spec, _ lockFile: LockFile) throws -> MetricsTable {
        let status = try PipelineStatus(of: spec, order: spec.plan.order, forced: [], lockFile)
        var results = SearchResults(staleReasons: status.staleReasons)
        for index in spec.plan.order { try results.add(spec.stages[index], lockFile) }
        return results.table
    }

    private init(staleReasons: ByteDictionary<String>) {
        self.staleReasons = staleReasons
    }

    /// Enters a stage; those that it reads were entered before.
    private mutating func add(_ stage: SpecStage, _ lockFile: LockFile) throws {
        guard case .command(let command) = stage.work, let steering = command.search,
            let directory = stage.texts[steering.output]?.first
        else { return }
        var isDone = lockFile.entries[stage.name]?.state == .done && FileKind.exists(directory)
        if isDone, let reason = staleReasons[stage.name] {
            isDone = false
            stale.append((stage.name, reason))
        }
        let trial: Int
        if let earlier = stage.texts[steering.resumeFrom] {
            guard isDone else { return }
            let place = stage.texts[steering.place]?.last.flatMap { Int($0) } ?? 1
            if !ranking.directories.areSame(as: earlier) {
                ranking = (earlier, try steering.ranking(earlier, stage.texts))
            }
            let ranked = ranking.trainings
            guard ranked.indices.contains(place - 1), let found = trialIn[earlier[ranked[place - 1].index]] else {
                return
            }
            trial = found
        } else {
            guard !stage.tried.isEmpty else { return }
            trial = trials.count
            trials.append(Trial(axes: Self.axes(of: stage)))
            guard isDone else { return }
        }
        trialIn[directory] = trial
        guard let result = try steering.ranking([directory], stage.texts).first else { return }
        trials[trial].rung += 1
        trials[trial].epochs = result.epochs
        trials[trial].validationLoss = result.validationLoss
        trials[trial].column = result.column
    }

    /// What tells a trial from others, and what it tries.
    private static func axes(of stage: SpecStage) -> [StageAxis] {
        let all =
            [StageAxis(name: stageAxis, value: stage.template)]
            + stage.axes.filter { $0.name != SearchStages.rungAxis }
            + stage.tried.map { option in
                StageAxis(name: option, value: stage.texts[option]?.joined(separator: ",") ?? StageReader.noValue)
            }
        // An axis of the matrix may be called as one of these, or as what is tried.
        var seen = Set([epochsName] + ValidationMeasure.allCases.map(\.column))
        return all.map { axis in
            var name = axis.name
            while !seen.insert(name).inserted { name += "-tried" }
            return StageAxis(name: name, value: axis.value)
        }
    }

    private static let epochsName = "epochs"

    private var table: MetricsTable {
        var axisNames: [String] = []
        for axis in trials.flatMap(\.axes) where !axisNames.has(axis.name) {
            // Where there is one search, its name says nothing.
            let isAlike = axis.name == Self.stageAxis && trials.allSatisfy { $0.axes.contains(axis) }
            if !isAlike { axisNames.append(axis.name) }
        }
        let order = trials.indices.sorted { a, b in
            let (first, second) = (trials[a], trials[b])
            if first.rung != second.rung { return first.rung > second.rung }
            let losses = (first.validationLoss ?? .infinity, second.validationLoss ?? .infinity)
            return losses.0 == losses.1 ? a < b : losses.0 < losses.1
        }
        let columns = Set(trials.compactMap(\.column))
        let column = columns.count == 1 ? columns.first ?? "" : ValidationMeasure.loss.column
        let rows = order.map { index in
            let trial = trials[index]
            var values = ByteDictionary<Double>()
            values[Self.epochsName] = trial.epochs.map(Double.init)
            values[column] = trial.validationLoss
            return MetricsTable.Row(axes: trial.axes, values: values)
        }
        return MetricsTable(axisNames: axisNames, metricNames: [Self.epochsName, column], rows: rows, stale: stale)
    }
}

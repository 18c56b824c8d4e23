import CSVTables
import Files
import ForecastModels
import RecurrentNets
import SeriesData
import WeightFiles

/// Learns a series: CSV in, checkpoints, metrics and a model out.
package struct TrainStage: Stage {
    package static let name = "train"
    package static let summary =
        "Train a recurrent network on a series, with checkpoints; or fit a statistical model, or combine models."
    package static let example = "seqcast train series.csv --output model --hidden-size 32 --epochs 50"
    package static let options = TrainSettings.definitions
    /// Since 0.1.0, whose results count as 1: the same bits whatever vectors a machine has.
    package static let resultsVersion = 2

    let settings: TrainSettings
    /// The options as they were given.
    private let values: OptionValues
    /// The training that this one goes on with.
    private var earlier: EarlierTraining?

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        settings = try TrainSettings(values)
    }

    /// The training of a network of the ensemble, the first being 0.
    private func member(_ index: Int) -> TrainStage {
        TrainStage(settings: settings.member(index), values: values, earlier: earlier)
    }

    private init(settings: TrainSettings, values: OptionValues, earlier: EarlierTraining?) {
        self.settings = settings
        self.values = values
        self.earlier = earlier
    }

    package func run(_ console: any Console) throws {
        guard settings.continuation.acceptsFailure else { return try runMethod(console) }
        do {
            try runMethod(console)
            try MissingModel.clear(in: settings.output)
        } catch let error as StageError where error.isOfData {
            let missing = MissingModel(method: settings.method.method.rawValue, reason: "\(error)")
            try missing.write(in: settings.output)
            try console.result("left out: \(missing.reason)")
        }
    }

    private func runMethod(_ console: any Console) throws {
        switch settings.method.method {
        case .network: try runNetwork(console)
        case .pretrained: try PretrainedTraining(settings, on: readFile(console)).run(console)
        case .statistical(let method): try StatisticalTraining(settings, method, on: readFile(console)).run(console)
        case .combine: try CombinedTraining(settings).run(console)
        }
    }

    /// The series of the data, without the rows that are left for a test.
    private func readFile(_ console: any Console) throws -> SeriesFile {
        let file = try seriesFile(console)
        return settings.validation.test.map { file.withoutLast($0) } ?? file
    }

    private func runNetwork(_ console: any Console) throws {
        guard !settings.continuation.directories.isEmpty else { return try readAndTrain(console) }
        let keepsBest = settings.validation.patience != nil
        let earlier: EarlierTraining
        do {
            earlier = try EarlierTraining(settings.continuation, keepsBest: keepsBest, console)
        } catch StageError.divergedOrigin where settings.continuation.acceptsDivergence {
            return try endAsDiverged(console)
        }
        let completed = try earlier.completing(values)
        var stage = try TrainStage(completed)
        let file = try stage.seriesFile(console)
        if stage.settings.validation.test == nil, let test = earlier.test(of: file) {
            console.note("\(earlier.directory): was trained with --test \(test), which is taken over")
            let texts = [ValidationSettings.test.definition.name: [test.description]]
            stage = try TrainStage(OptionValues(completed.texts.merging(texts) { $1 }, for: Self.options))
        }
        stage.earlier = earlier
        try stage.readAndTrain(console, file)
    }

    private func readAndTrain(_ console: any Console, _ known: SeriesFile? = nil) throws {
        KernelThreads.use(settings.threads)
        let file = try known ?? seriesFile(console)
        let read = settings.validation.test.map { file.withoutLast($0) } ?? file
        try train(on: read.learningCategories(), console)
    }

    private func seriesFile(_ console: any Console) throws -> SeriesFile {
        try SeriesFile(at: settings.data, settings.series.recipe, categories: .learning, console).keeping(
            first: settings.series.first, last: settings.series.last)
    }

    /// Trains on a file that was read.
    func train(on file: SeriesFile, _ console: any Console) throws {
        try settings.requireMemory(for: file)
        if settings.head.loss == .negativeBinomial { try file.requireCounts() }
        let data = try TrainingData(file, settings)
        if !data.withoutQuartiles.isEmpty {
            console.note(
                "\(settings.data): the quartiles are equal of \(CSVError.list(data.withoutQuartiles)): scaled by the standard "
                    + "deviation, not --scale robust")
        }
        if let first = data.unlearnt.first {
            let names =
                data.unlearnt.count == 1 ? "'\(first)' has" : "'\(first)' and \(data.unlearnt.count - 1) more have"
            console.note(
                "\(settings.data): the series \(names) no row to train on: not learnt, and scaled by its values where it is forecast"
            )
        }
        let stage = try withEarlierEpochs(data)
        if let layout = settings.layout {
            try stage.train(WindowNetworkTask(data, stage.settings, layout), console)
        } else {
            try stage.train(StepNetworkTask(data, stage.settings), console)
        }
    }

    /// The same with the epochs that an earlier training needed, where one says them.
    private func withEarlierEpochs(_ data: TrainingData) throws -> TrainStage {
        guard let directory = settings.epochsLike else { return self }
        let epochs = try EarlierEpochs(at: directory).count(forRows: EarlierEpochs.rowCount(of: data.fit))
        return TrainStage(settings: settings.with(epochs: epochs), values: values, earlier: earlier)
    }

    /// Says what else is in another program's file than the weights that the training begins with.
    private func tellUnused(_ weights: WeightFile, _ console: any Console) {
        guard !weights.isModel, let shape = try? NetworkShape(of: weights) else { return }
        let unused = PyTorchNames.unused(in: weights, by: shape)
        guard !unused.isEmpty else { return }
        console.note(
            "\(weights.path ?? "the weights"): passed over: \(WeightFile.list(unused)), for which the network has no place"
        )
    }

    private func train<Task: NetworkTask>(_ task: Task, _ console: any Console) throws {
        let initialWeights = try settings.initialWeights.map { try WeightFile(at: $0) }
        if let initialWeights, settings.layout == nil, settings.cell == .rnn,
            NetworkShape.saysActivation(initialWeights)
        {
            // Weights that were learnt with another function are another network's.
            _ = try NetworkShape(of: initialWeights, activation: settings.activation)
        }
        if let initialWeights, settings.layout == nil { tellUnused(initialWeights, console) }
        var members: [(run: TrainingRun<Task>, directory: TrainingDirectory)] = []
        for index in 0..<settings.ensemble {
            let member = member(index)
            let run = try TrainingRun(member.settings, task, initialWeights: initialWeights)
            if index == 0, run.droppedCount > 0 {
                console.note(
                    "\(settings.data): the last \(run.droppedCount) of \(task.data.pairCount) pairs fill no step of "
                        + "\(settings.batchSize) streams and are dropped")
            }
            let directory = try TrainingDirectory(member.settings.output)
            try member.resume(run, directory, console)
            do {
                try member.train(run, directory, console)
            } catch StageError.lossNotFinite(let epoch) where settings.continuation.acceptsDivergence {
                console.note("\(settings.output): the loss of epoch \(epoch) is not finite; ended without a model")
                return try directory.writeDiverged(
                    EpochMetrics.table(
                        of: run.history.prefix(while: \.isFinite) + [.diverged], by: settings.validation.stopBy))
            }
            members.append((run, directory))
        }
        try write(members, task)
    }

    /// Ends as the training does that there is to go on with.
    private func endAsDiverged(_ console: any Console) throws {
        console.note("\(settings.output): no training is left to go on with; ended without a model")
        let directory = try TrainingDirectory(settings.output)
        try directory.removeCheckpoints()
        try directory.writeDiverged(EpochMetrics.table(of: [.diverged], by: settings.validation.stopBy))
    }

    /// Writes the models, that of the first network last: where it is, all are.
    private func write<Task>(
        _ members: [(run: TrainingRun<Task>, directory: TrainingDirectory)], _ task: Task
    ) throws {
        try members.first?.directory.removeMembers(from: members.count)
        let networks = try members.map { try $0.run.trainedNetwork() }
        let scores = settings.validation.conformal ? task.scores(of: networks) : []
        for (index, member) in members.enumerated().reversed() {
            let model = index == 0 ? task.model(of: networks, scores) : task.model(of: [networks[index]], [])
            try member.directory.write(
                model: model.file, metrics: EpochMetrics.table(of: member.run.history, by: settings.validation.stopBy))
        }
    }

    /// Puts the run where its newest checkpoint was, if there is one to go on from.
    private func resume<Task>(_ run: TrainingRun<Task>, _ directory: TrainingDirectory, _ console: any Console) throws {
        if settings.fresh {
            try directory.removeCheckpoints()
            return try goOn(run, directory, console)
        }
        guard let checkpoint = try directory.newestCheckpoint(console) else { return try goOn(run, directory, console) }
        let differences = run.differences(to: checkpoint)
        guard differences.isEmpty else {
            guard settings.freshIfChanged else {
                throw StageError.differentRun(directory: settings.output, differences: differences)
            }
            console.note(
                "\(settings.output): starting over, since settings or data changed: "
                    + differences.joined(separator: "; "))
            try directory.removeCheckpoints()
            return try goOn(run, directory, console)
        }
        try run.resume(from: checkpoint)
        try directory.prune(before: checkpoint, keeping: settings.retention(of: run.lastEpoch))
        if run.isFinished {
            console.note("\(settings.output): trained to the end, \(run.epoch) epochs; nothing to do")
        } else {
            let step = run.position > 0 ? ", step \(run.position)" : ""
            console.note("\(settings.output): resumed from the checkpoint at epoch \(run.epoch)\(step)")
        }
    }

    /// Puts the run where the training ended that it goes on with.
    private func goOn<Task>(_ run: TrainingRun<Task>, _ directory: TrainingDirectory, _ console: any Console) throws {
        guard let earlier else { return }
        // With which weights it began is over: those of the other training count.
        let weights = TrainSettings.initialWeights.definition.name + ":"
        let differences = run.differences(to: earlier.checkpoint).filter {
            settings.initialWeights != nil || !$0.hasPrefix(weights)
        }
        guard differences.isEmpty else {
            throw StageError.differentOrigin(directory: earlier.directory, differences: differences)
        }
        try run.resume(from: earlier.checkpoint)
        console.note("\(settings.output): goes on with \(earlier.directory) after epoch \(run.epoch)")
        if run.isFinished { try directory.save(run.checkpoint, keeping: settings.retention(of: run.lastEpoch)) }
    }

    private func train<Task>(_ run: TrainingRun<Task>, _ directory: TrainingDirectory, _ console: any Console) throws {
        var lastSave = ContinuousClock.now
        func save() throws {
            try directory.save(run.checkpoint, keeping: settings.retention(of: run.lastEpoch))
            lastSave = .now
        }
        let isToTrain = !run.isFinished
        while !run.isFinished {
            if let signal = console.stopSignal {
                try save()
                console.note(
                    "\(settings.output): stopped, and saved at epoch \(run.epoch), step \(run.position); "
                        + "run again to go on")
                throw Stopped(signal: signal)
            }
            let epoch = try run.trainWindow()
            if let epoch { try report(epoch, of: run, console) }
            let isRegular = epoch != nil && settings.retention(of: run.lastEpoch).isRegular(epoch: run.epoch)
            let isDue = settings.checkpointSeconds.map { lastSave.secondsAgo >= $0 } ?? false
            if isRegular || isDue { try save() }
        }
        if isToTrain, run.isStoppedEarly {
            console.note(
                "\(settings.output): stopped after epoch \(run.epoch): the validation \(settings.validation.stopBy.rawValue) has not fallen since epoch "
                    + "\(run.bestEpoch), whose weights are kept")
        }
        if isToTrain, settings.validation.stopBy == .mase {
            let errors = run.history.compactMap(\.validationLoss)
            let error = settings.validation.patience == nil ? errors.last : errors.min()
            if let error {
                try console.result("MASE \(significantDecimal(error, digits: 4)) on the validation part")
            }
        }
        if isToTrain, !settings.quiet, let screen = console.noteScreen {
            console.picture(LossCurve(run.history).lines(on: screen))
        }
    }

    private func report<Task>(_ epoch: EpochMetrics, of run: TrainingRun<Task>, _ console: any Console) throws {
        if !settings.quiet {
            let measure = settings.validation.stopBy
            let name = measure == .loss ? "validation" : "validation \(measure.rawValue)"
            let validation = epoch.validationLoss.map { " | \(name) \(fixedDecimal($0, digits: 6))" } ?? ""
            try console.result("| epoch \(run.epoch) | loss \(fixedDecimal(epoch.loss, digits: 6))" + validation)
        }
        console.progress(
            Progress(
                done: run.epoch, total: settings.lastEpoch, message: "loss \(significantDecimal(epoch.loss, digits: 4))"
            ))
    }
}

extension ContinuousClock.Instant {
    /// The seconds since then.
    fileprivate var secondsAgo: Double {
        let (seconds, attoseconds) = duration(to: .now).components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}

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
        switch settings.method.method {
        case .network: try runNetwork(console)
        case .statistical(let method):
            let file = try SeriesFile(at: settings.data, settings.series.recipe, console)
            let read = settings.validation.test.map { file.withoutLast($0) } ?? file
            try StatisticalTraining(settings, method, on: read).run(console)
        case .combine: try CombinedTraining(settings).run(console)
        }
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
        var stage = try TrainStage(earlier.completing(values))
        stage.earlier = earlier
        try stage.readAndTrain(console)
    }

    private func readAndTrain(_ console: any Console) throws {
        KernelThreads.use(settings.threads)
        let file = try SeriesFile(at: settings.data, settings.series.recipe, console)
        try train(on: settings.validation.test.map { file.withoutLast($0) } ?? file, console)
    }

    /// Trains on a file that was read.
    func train(on file: SeriesFile, _ console: any Console) throws {
        try settings.requireMemory(for: file)
        let data = try TrainingData(file, settings)
        let validation = settings.validation.size.map { _ in Validation(data, settings.head, settings.precision) }
        let initialWeights = try settings.initialWeights.map { try WeightFile(at: $0) }
        var members: [(run: TrainingRun, directory: TrainingDirectory)] = []
        for index in 0..<settings.ensemble {
            let member = member(index)
            let run = try TrainingRun(member.settings, data, validation, initialWeights: initialWeights)
            if index == 0, run.droppedCount > 0 {
                console.note(
                    "\(settings.data): the last \(run.droppedCount) of \(data.pairCount) pairs fill no step of "
                        + "\(settings.batchSize) streams and are dropped")
            }
            let directory = try TrainingDirectory(member.settings.output)
            try member.resume(run, directory, console)
            do {
                try member.train(run, directory, console)
            } catch StageError.lossNotFinite(let epoch) where settings.continuation.acceptsDivergence {
                console.note("\(settings.output): the loss of epoch \(epoch) is not finite; ended without a model")
                return try directory.writeDiverged(
                    EpochMetrics.table(of: run.history.prefix(while: \.isFinite) + [.diverged]))
            }
            members.append((run, directory))
        }
        try write(members, validation)
    }

    /// Ends as the training does that there is to go on with.
    private func endAsDiverged(_ console: any Console) throws {
        console.note("\(settings.output): no training is left to go on with; ended without a model")
        let directory = try TrainingDirectory(settings.output)
        try directory.removeCheckpoints()
        try directory.writeDiverged(EpochMetrics.table(of: [.diverged]))
    }

    /// Writes the models, that of the first network last: where it is, all are.
    private func write(
        _ members: [(run: TrainingRun, directory: TrainingDirectory)], _ validation: Validation?
    ) throws {
        try members.first?.directory.removeMembers(from: members.count)
        for (index, member) in members.enumerated().reversed() {
            var model = try member.run.model(of: member.run.trainedNetwork())
            if index == 0 {
                model.networks += try members.dropFirst().map { try $0.run.trainedNetwork() }
                if settings.validation.conformal, let validation {
                    model.conformalScores = validation.scores(of: model.networks)
                }
            }
            try member.directory.write(model: model.file, metrics: EpochMetrics.table(of: member.run.history))
        }
    }

    /// Puts the run where its newest checkpoint was, if there is one to go on from.
    private func resume(_ run: TrainingRun, _ directory: TrainingDirectory, _ console: any Console) throws {
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
    private func goOn(_ run: TrainingRun, _ directory: TrainingDirectory, _ console: any Console) throws {
        guard let earlier else { return }
        let differences = run.differences(to: earlier.checkpoint)
        guard differences.isEmpty else {
            throw StageError.differentOrigin(directory: earlier.directory, differences: differences)
        }
        try run.resume(from: earlier.checkpoint)
        console.note("\(settings.output): goes on with \(earlier.directory) after epoch \(run.epoch)")
        if run.isFinished { try directory.save(run.checkpoint, keeping: settings.retention(of: run.lastEpoch)) }
    }

    private func train(_ run: TrainingRun, _ directory: TrainingDirectory, _ console: any Console) throws {
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
                "\(settings.output): stopped after epoch \(run.epoch): the validation loss has not fallen since epoch "
                    + "\(run.bestEpoch), whose weights are kept")
        }
        if isToTrain, !settings.quiet, let screen = console.noteScreen {
            console.picture(LossCurve(run.history).lines(on: screen))
        }
    }

    private func report(_ epoch: EpochMetrics, of run: TrainingRun, _ console: any Console) throws {
        if !settings.quiet {
            let validation = epoch.validationLoss.map { " | validation \(fixedDecimal($0, digits: 6))" } ?? ""
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

import Files
import RecurrentNets
import SeriesData
import WeightFiles

/// Learns a series: CSV in, checkpoints, metrics and a model out.
package struct TrainStage: Stage {
    package static let name = "train"
    package static let summary = "Train a recurrent network on a series, with checkpoints."
    package static let options = TrainSettings.definitions

    let settings: TrainSettings

    package init(_ values: OptionValues) throws(OptionErrors) {
        settings = try TrainSettings(values)
    }

    package func run(_ console: any Console) throws {
        KernelThreads.use(settings.threads)
        let series = try Series(at: settings.data, column: settings.column, console)
        try series.requireComplete()
        guard series.values.count > settings.batchSize else {
            let (needed, overflow) = settings.batchSize.addingReportingOverflow(1)
            throw StageError.tooFewValues(
                file: settings.data, found: series.values.count, needed: overflow ? .max : needed,
                purpose: settings.batchSize == 1 ? "training" : "a batch size of \(settings.batchSize)")
        }
        try settings.requireMemory(forSeriesOf: series.values.count)
        let initialWeights = try settings.initialWeights.map { try WeightFile(at: $0) }
        let run = try TrainingRun(settings, series: series, initialWeights: initialWeights)
        if run.droppedCount > 0 {
            console.note(
                "\(settings.data): the last \(run.droppedCount) of \(series.values.count - 1) pairs fill no step of "
                    + "\(settings.batchSize) streams and are dropped")
        }
        let directory = try TrainingDirectory(settings.output)
        try resume(run, directory, console)
        try train(run, directory, console)
        try directory.write(model: run.model.file, metrics: EpochMetrics.table(of: run.history))
    }

    /// Puts the run where its newest checkpoint was, if there is one to go on from.
    private func resume(_ run: TrainingRun, _ directory: TrainingDirectory, _ console: any Console) throws {
        if settings.fresh {
            return try directory.removeCheckpoints()
        }
        guard let checkpoint = try directory.newestCheckpoint(console) else { return }
        let differences = run.differences(to: checkpoint)
        guard differences.isEmpty else {
            guard settings.freshIfChanged else {
                throw StageError.differentRun(directory: settings.output, differences: differences)
            }
            console.note(
                "\(settings.output): starting over, since settings or data changed: "
                    + differences.joined(separator: "; "))
            return try directory.removeCheckpoints()
        }
        try run.resume(from: checkpoint)
        try directory.prune(before: checkpoint, keeping: settings.retention)
        if run.isFinished {
            console.note("\(settings.output): trained to the end, \(run.epoch) epochs; nothing to do")
        } else {
            let step = run.position > 0 ? ", step \(run.position)" : ""
            console.note("\(settings.output): resumed from the checkpoint at epoch \(run.epoch)\(step)")
        }
    }

    private func train(_ run: TrainingRun, _ directory: TrainingDirectory, _ console: any Console) throws {
        var lastSave = ContinuousClock.now
        func save() throws {
            try directory.save(run.checkpoint, keeping: settings.retention)
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
            let loss = try run.trainWindow()
            if let loss { try report(loss, of: run, console) }
            let isRegular = loss != nil && settings.retention.isRegular(epoch: run.epoch)
            let isDue = settings.checkpointSeconds.map { lastSave.secondsAgo >= $0 } ?? false
            if isRegular || isDue { try save() }
        }
        if isToTrain, !settings.quiet, let screen = console.noteScreen {
            console.picture(LossCurve(run.history).lines(on: screen))
        }
    }

    private func report(_ loss: Double, of run: TrainingRun, _ console: any Console) throws {
        if !settings.quiet {
            try console.result("| epoch \(run.epoch) | loss \(fixedDecimal(loss, digits: 6))")
        }
        console.progress(
            Progress(done: run.epoch, total: settings.epochs, message: "loss \(significantDecimal(loss, digits: 4))"))
    }
}

extension ContinuousClock.Instant {
    /// The seconds since then.
    fileprivate var secondsAgo: Double {
        let (seconds, attoseconds) = duration(to: .now).components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}

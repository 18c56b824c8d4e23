import CSVTables
import Files
import RecurrentNets
import SeriesData
import WeightFiles

/// Trains the network that forecasts without training, on made-up series alone.
package struct PretrainStage: Stage {
    package static let name = "pretrain"
    package static let summary = "Train, on made-up series alone, the network that forecasts without training."
    package static let example = "seqcast pretrain --output network --epochs 50 --cooldown 10"
    package static let options = PretrainSettings.definitions

    private let settings: PretrainSettings

    package init(_ values: OptionValues) throws(OptionErrors) {
        settings = try PretrainSettings(values)
    }

    package func run(_ console: any Console) throws {
        KernelThreads.use(settings.threads)
        let directory = try TrainingDirectory(settings.output)
        let run = PretrainRun(settings)
        try resume(run, directory, console)
        while !run.isFinished {
            if let signal = console.stopSignal {
                try directory.save(run.checkpoint, keeping: settings.retention)
                console.note(
                    "\(settings.output): stopped, and saved at epoch \(run.epoch), update \(run.position); "
                        + "run again to go on")
                throw Stopped(signal: signal)
            }
            guard let epoch = try run.update() else { continue }
            try report(epoch, of: run, console)
            if settings.retention.isRegular(epoch: run.epoch) || run.isFinished {
                try directory.save(run.checkpoint, keeping: settings.retention)
            }
        }
        try directory.write(model: run.model, metrics: EpochMetrics.table(of: run.history, by: .loss))
    }

    private func resume(_ run: PretrainRun, _ directory: TrainingDirectory, _ console: any Console) throws {
        if settings.fresh { return try directory.removeCheckpoints() }
        guard let checkpoint = try directory.newestCheckpoint(console) else { return }
        let differences = run.differences(to: checkpoint)
        guard differences.isEmpty else {
            throw StageError.differentRun(directory: settings.output, differences: differences)
        }
        try run.resume(from: checkpoint)
        let update = run.position > 0 ? ", update \(run.position)" : ""
        console.note(
            run.isFinished
                ? "\(settings.output): trained to the end, \(run.epoch) epochs; nothing to do"
                : "\(settings.output): resumed from the checkpoint at epoch \(run.epoch)\(update)")
    }

    private func report(_ epoch: EpochMetrics, of run: PretrainRun, _ console: any Console) throws {
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

import ArgumentParser
import Pipelines
import Stages

/// `seqcast worker`: runs one stage of a pipeline, as Slurm and other engines have it run.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Run one stage of a pipeline if it must run: for clusters and other engines.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @OptionGroup var arguments: SpecArguments
    @Option(help: ArgumentHelp("The stage.", valueName: "stage")) var stage: String?
    @Option(help: ArgumentHelp("A file with a stage in each line.", valueName: "file")) var list: String?
    @Option(help: ArgumentHelp("Which line of the list, from 0.", valueName: "number")) var task = 0
    @Flag(help: "Run it even where it is up to date, and from the beginning.") var force = false

    @Flag(help: "Where another is at work on the stage, wait for it.") var wait = false

    func validate() throws {
        if (stage == nil) == (list == nil) { throw ValidationError("give one of --stage and --list") }
    }

    func run() throws {
        let console = TerminalConsole(resultsAreLines: true)
        let pipeline = try arguments.pipeline()
        let line = try list.map { try SubmittedStage(inFile: $0, task: task) }
        let worker = try StageWorker(
            pipeline, stage: line?.name ?? stage ?? "", definition: line?.definition, program: ownPath(),
            searchPath: searchPath(), threads: environmentNumber("SLURM_CPUS_PER_TASK"), isForced: force, waits: wait)
        do {
            try worker.run(console)
        } catch let stopped as Stopped {
            guard let job = environmentText("SLURM_JOB_ID") else { throw stopped }
            SlurmJobOfWorker(job, restarts: environmentNumber("SLURM_RESTART_COUNT") ?? 0, searchPath: searchPath())
                .requeueIfNotCancelled(upTo: worker.retries)
            throw stopped
        }
    }
}

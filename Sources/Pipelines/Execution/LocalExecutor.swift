import Files
import Stages

/// Runs stages on this machine, each as a child process.
package struct LocalExecutor: Executor {
    private let programs: StageProcess.Programs

    /// An executor whose stages are commands of the program at `program`; others are looked for in `searchPath`.
    package init(program: String, searchPath: String = "/usr/bin:/bin") {
        programs = StageProcess.Programs(own: program, searchPath: searchPath)
    }

    package func run(_ spec: Spec, _ options: RunOptions, _ console: any Console) throws {
        do {
            try Directories.create(at: spec.directory)
            let held = try RunHold.take(
                spec.directory, waits: options.waits, slurm: SlurmQueue(searchPath: programs.searchPath), console)
            try withExtendedLifetime(held) {
                TemporaryFiles.sweep(in: spec.directory)
                var runner = try PipelineRunner(spec, programs, options, console)
                try runner.run()
            }
        } catch let error as FileError {
            throw PipelineError.file(error)
        }
    }
}

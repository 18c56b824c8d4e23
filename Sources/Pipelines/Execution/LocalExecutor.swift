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
            let held = try hold(spec.directory, options, console)
            try withExtendedLifetime(held) {
                try refuseJobsOnSlurm(PipelineFiles(in: spec.directory))
                TemporaryFiles.sweep(in: spec.directory)
                var runner = try PipelineRunner(spec, programs, options, console)
                try runner.run()
            }
        } catch let error as FileError {
            throw PipelineError.file(error)
        }
    }

    /// Takes the directory, or waits for the run that has it.
    private func hold(_ directory: String, _ options: RunOptions, _ console: any Console) throws -> DirectoryLock {
        var isTold = false
        while true {
            do {
                return try DirectoryLock(of: directory)
            } catch {
                guard options.waits, DirectoryLock.isHeld(directory) else { throw error }
                if !isTold { console.note("\(error.path): another run is at work in this directory; waiting") }
                isTold = true
            }
            if let signal = console.stopSignal { throw Stopped(signal: signal) }
            Machine.sleep(seconds: 0.05)
        }
    }

    /// A run on Slurm holds the directory without a process that does.
    private func refuseJobsOnSlurm(_ files: PipelineFiles) throws(FileError) {
        guard let run = SlurmRun(in: files) else { return }
        let rows = SlurmQueue(searchPath: programs.searchPath).rows(ofRun: run.name) ?? []
        guard rows.contains(where: \.isActive) else { return }
        throw FileError(
            .cannotCreate, at: files.path, "jobs of run \(run.name) are in Slurm's queue; wait for them, or stop them")
    }
}

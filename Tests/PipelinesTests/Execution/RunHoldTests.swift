import Files
import Stages
import TestSupport
import Testing

@testable import Pipelines

/// A directory has one run at a time, be it here or on Slurm, of which a script says what its queue holds.
@Suite(.serialized) struct RunHoldTests {
    /// A directory with the record of a run on Slurm, whose queue is what `queue` holds; asked once, it is empty.
    private func project() throws -> (project: SampleProject, queue: SlurmQueue) {
        let project = try SampleProject("")
        let files = PipelineFiles(in: project.directory)
        try files.create()
        try SlurmRun(name: "seqcast-abc").write(in: files)
        try project.write("12|RUNNING|seqcast-abc\n", to: "queue")
        let script = "#!/bin/sh\ncd '\(project.directory)' && cat queue && : > queue\n"
        try project.write(script, to: "squeue")
        #expect(try Shell.run("chmod +x squeue", in: project.directory).code == 0)
        return (project, SlurmQueue(searchPath: project.directory + ":/usr/bin:/bin"))
    }

    @Test func aRunBesideJobsOnSlurmEndsOrWaitsForThem() throws {
        let (project, queue) = try project()
        let console = SampleConsole()
        let refused = #expect(throws: FileError.self) {
            _ = try RunHold.take(project.directory, waits: false, slurm: queue, console)
        }
        #expect(refused?.kind == .cannotCreate)
        #expect(refused?.problem.hasPrefix("jobs of run seqcast-abc are in Slurm's queue; wait for them") == true)
        #expect(console.said.isEmpty)
        try project.write("12|RUNNING|seqcast-abc\n", to: "queue")
        let held = try RunHold.take(project.directory, waits: true, slurm: queue, console)
        #expect(
            console.said == [
                "note: \(project.directory): run seqcast-abc on Slurm is at work in this directory; waiting"
            ])
        #expect(throws: FileError.self) { _ = try DirectoryLock(of: project.directory) }
        withExtendedLifetime(held) {}
    }

    @Test func aRunOnSlurmWaitsForOneThatIsHere() throws {
        let (project, _) = try project()
        var other: DirectoryLock? = try DirectoryLock(of: project.directory)
        let refused = #expect(throws: FileError.self) {
            _ = try RunHold.take(project.directory, waits: false, slurm: nil, SampleConsole())
        }
        #expect(refused?.problem.contains("is at work in this directory") == true)
        let stopped = SampleConsole { true }
        #expect(throws: Stopped(signal: 15)) {
            _ = try RunHold.take(project.directory, waits: true, slurm: nil, stopped)
        }
        #expect(stopped.said == ["note: \(project.directory): another run is at work in this directory; waiting"])
        withExtendedLifetime(other) {}
        other = nil
        _ = try RunHold.take(project.directory, waits: true, slurm: nil, SampleConsole())
        // What is no lock is told, not waited for.
        let nowhere = #expect(throws: FileError.self) {
            _ = try RunHold.take(project.directory + "/nowhere", waits: true, slurm: nil, SampleConsole())
        }
        #expect(nowhere?.problem.hasPrefix("cannot open the directory") == true)
    }
}

import Files
import TestSupport
import Testing

/// What looks at a pipeline writes nothing; what runs one writes nothing of its own through links.
@Suite struct LookingTests {
    private static let spec = """
        version: 1
        directory: runs
        stages:
          series: { generate: { points: 5, output: series.csv } }
        """
    private static let looks = [
        ["status"], ["run", "--dry-run"], ["graph"], ["graph", "--format", "dot"], ["metrics"],
        ["metrics", "--all"], ["clean"],
        ["run", "--dry-run", "--executor", "slurm"],
    ]

    @Test func lookingWritesNothing() throws {
        let project = try PipelineProject(Self.spec)
        // Neither is anything run that was not run yet.
        let untouched = try Self.everything(in: project)
        for words in Self.looks { _ = try project.run(words[0], Array(words.dropFirst())) }
        #expect(try Self.everything(in: project) == untouched)
        #expect(try project.run("run").code == 0)
        // Settled, so that the digests of what was made would be new to the cache.
        sleep(seconds: 0.3)
        if project.exists("runs/.seqcast/digests") { try project.remove("runs/.seqcast/digests") }
        let before = try Self.everything(in: project)
        for words in Self.looks {
            let end = try project.run(words[0], Array(words.dropFirst()))
            #expect(end.code == 0, "\(words): \(end.error)")
            #expect(try Self.everything(in: project) == before, "\(words)")
        }
        let export = try SeqcastCommand.run(["export", "snakemake", "pipeline.yaml"], in: project.path)
        #expect(export.code == 0 && export.error.isEmpty)
        #expect(try Self.everything(in: project) == before)
    }

    @Test(arguments: [
        ".seqcast", ".seqcast/digests", ".seqcast/runs.csv", ".seqcast/logs", ".seqcast/records", ".seqcast/slurm",
        ".seqcast/logs/series.log", ".seqcast/records/series", "seqcast.lock",
    ])
    func nothingIsWrittenThroughALinkOfAStrangers(_ name: String) throws {
        let isDirectory = name == ".seqcast" || ["logs", "records", "slurm"].contains { name.hasSuffix($0) }
        let project = try PipelineProject(Self.spec)
        let theirs = isDirectory ? "theirs" : "theirs/file"
        let made = isDirectory ? "mkdir -p theirs" : "mkdir theirs && echo 'seqcast lock 1' > theirs/file"
        let setUp = try Shell.run(
            "\(made) && mkdir -p \"$(dirname runs/\(name))\" && ln -s \"$PWD/\(theirs)\" runs/\(name)",
            in: project.path)
        #expect(setUp.code == 0, "\(setUp.error)")
        let before = try Self.everything(in: project, under: "theirs")
        for words in Self.looks { _ = try project.run(words[0], Array(words.dropFirst())) }
        #expect(try Self.everything(in: project, under: "theirs") == before)
        let end = try project.run("run")
        #expect(try Self.everything(in: project, under: "theirs") == before)
        // The cache and the history only cost time where they cannot be kept.
        let isNeeded = !name.hasSuffix("digests") && !name.hasSuffix("runs.csv")
        #expect(end.code == (isNeeded ? name.hasSuffix("series.log") ? 1 : 73 : 0), "\(end.error)")
        #expect(!isNeeded || end.error.contains("a symbolic link is there"), "\(end.error)")
    }

    private static func everything(in project: PipelineProject, under directory: String = ".") throws -> String {
        let end = try Shell.run(
            "find \(directory) | sort; find \(directory) -type f | sort | xargs cat; ls -lR --time-style=full-iso \(directory)",
            in: project.path)
        return end.output
    }
}

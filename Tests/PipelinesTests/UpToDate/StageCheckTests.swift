import Files
import TestSupport
import Testing

@testable import Pipelines

/// What is recorded of a stage beside what it is now.
@Suite struct StageCheckTests {
    private func reasons(_ change: (LockEntry) -> LockEntry) throws -> [StaleReason] {
        let temporary = try TemporaryDirectory()
        _ = try temporary.write("x", to: "x")
        let text = "version: 1\ndirectory: \(temporary.path)\nstages: { a: { make: { count: 2, output: x } } }\n"
        let stage = try readSpec(Array(text.utf8)).stages[0]
        var digests = Digests(DigestCache(PipelineFiles(in: temporary.path)))
        let entry = try StageCheck(stage, recorded: nil, &digests).entry(.done)
        let check = try StageCheck(stage, recorded: change(entry), &digests)
        if case .stale(let reasons) = check.status { return reasons }
        return []
    }

    private func entry(
        _ old: LockEntry, state: LockEntry.State? = nil, program: LockEntry.Program?? = nil,
        settings: [String: [String]]? = nil
    ) -> LockEntry {
        LockEntry(
            state: state ?? old.state, command: old.command, program: program ?? old.program,
            settings: settings ?? old.settings, reads: old.reads, writes: old.writes)
    }

    @Test func whatIsAsItWasIsUpToDate() throws {
        #expect(try reasons { $0 } == [])
        // Another version that computes the same is no reason.
        #expect(
            try reasons {
                entry($0, program: LockEntry.Program(version: "seqcast 0.0.9", results: $0.program?.results ?? 0))
            } == [])
    }

    @Test func aVersionThatComputesOtherwiseIsAReason() throws {
        let found = try reasons { entry($0, program: LockEntry.Program(version: "seqcast 9.9.9", results: 77)) }
        #expect(found.count == 1)
        #expect(found.first?.description.hasPrefix("made by seqcast 9.9.9, and seqcast") == true)
        #expect(found.first?.description.contains("computes otherwise (version 1, not 77)") == true)
    }

    @Test func anOptionThatIsGoneIsAReason() throws {
        let found = try reasons { entry($0, settings: $0.settings.merging(["gone": ["7"]]) { $1 }) }
        #expect(found.map(\.description) == ["gone changed from 7 to nothing"])
    }

    @Test func aStageThatWasCutDidNotFinish() throws {
        #expect(try reasons { entry($0, state: .started) }.map(\.description) == ["did not finish when it last ran"])
    }
}

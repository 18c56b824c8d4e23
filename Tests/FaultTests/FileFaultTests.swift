import TestSupport
import Testing

/// Every kind of file that the program writes, with a fault at each of the file operations on the way.
@Suite struct FileFaultTests {
    /// How many places of a fault are tried where not all are.
    private static let most = 12

    /// The combinations of commands and faults.
    private static func cases(_ faults: [Fault]) -> [(String, Fault)] {
        Scenarios.names.flatMap { name in faults.map { (name, $0) } }
    }

    @Test(arguments: cases(Fault.failures))
    func `a run that fails says so, damages nothing, and the next one ends in the same bytes`(
        name: String, fault: Fault
    ) throws {
        let sweep = try FaultSweep(Scenarios.named(name), fault)
        try sweep.tryEach(most: Scenarios.places(name, Self.most)) { run in
            sweep.expectSound(run)
            sweep.expectHonest(run)
            try sweep.expectRecovery(run)
        }
    }

    @Test(arguments: cases(Fault.nuisances))
    func `interrupted calls and short writes change nothing`(name: String, fault: Fault) throws {
        let sweep = try FaultSweep(Scenarios.named(name), fault)
        try sweep.tryEach(most: Scenarios.places(name, Self.most)) { run in
            #expect(run.end.code == 0, run.label)
            #expect(run.files == sweep.scenario.unbroken, run.label)
        }
    }

    @Test(arguments: Scenarios.names)
    func `killed at a file operation, nothing is damaged, and the next run ends in the same bytes`(
        name: String
    ) throws {
        let sweep = try FaultSweep(Scenarios.named(name), .kill)
        try sweep.tryEach(most: Scenarios.places(name, 40)) { run in
            // How often a pipeline looks at its stages is not the same each time.
            #expect(run.end.code == (run.failed.isEmpty ? 0 : 128 + 9), run.label)
            sweep.expectSound(run)
            try sweep.expectRecovery(run)
        }
    }

    @Test(arguments: ["train", "resume"])
    func `asked to stop at a file operation, a training saves, or ends, and goes on to the same bytes`(
        name: String
    ) throws {
        let sweep = try FaultSweep(Scenarios.named(name), .stop)
        try sweep.tryEach(most: 30) { run in
            #expect([0, 128 + 15].contains(run.end.code), run.label)
            #expect(run.leftovers.isEmpty, run.label)
            try sweep.expectRecovery(run)
        }
    }
}

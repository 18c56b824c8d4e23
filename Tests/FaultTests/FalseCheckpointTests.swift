import Files
import RecurrentNets
import TestSupport
import Testing
import Texts
import WeightFiles

/// Checkpoints whose checksums are right, but which no run can have written.
@Suite struct FalseCheckpointTests {
    private static let training = [
        "train", "--data", "series.csv", "--output", "model", "--hidden-size", "3", "--bptt-length", "10",
        "--checkpoint-every", "1", "--epochs",
    ]
    private static let newest = "model/checkpoints/epoch-000002.safetensors"
    private static let huge = "9223372036854775807"

    /// A trained directory whose newest checkpoint is changed by `change`, and the end of a run that goes on from it.
    private func resume(
        changing change: (inout [NamedTensor], inout ByteDictionary<String>) -> Void
    ) throws -> (end: SeqcastCommand.End, files: [String: [UInt8]], unbroken: [String: [UInt8]]) {
        let series = try Scenario.outcome(of: ["generate", "--output", "series.csv", "--points", "60"], [:])
        let directory = try Scenario.place(try Scenario.outcome(of: Self.training + ["2"], series))
        let file = try WeightFile(at: directory.file(Self.newest))
        var (tensors, metadata) = (file.tensors, file.metadata)
        change(&tensors, &metadata)
        try DurableFile.write(
            WeightFile(tensors: tensors, metadata: metadata).encoded(), to: directory.file(Self.newest))
        let end = try SeqcastCommand.run(Self.training + ["3"], in: directory.path)
        return (
            end, try Scenario.contents(of: directory), try Scenario.outcome(of: Self.training + ["3"], series)
        )
    }

    /// The file is named; it is refused, or the one before it is used and all ends well.
    private func expectRefusal(
        _ outcome: (end: SeqcastCommand.End, files: [String: [UInt8]], unbroken: [String: [UInt8]])
    ) {
        let (end, files, unbroken) = outcome
        #expect(end.error.contains(Self.newest + ": "), "\(end.code) \(end.error)")
        #expect([0, 65].contains(end.code), "\(end.code) \(end.error)")
        if end.code == 0 { #expect(files == unbroken) }
    }

    @Test(arguments: [
        ("checkpoint", ""), ("checkpoint", "x"), ("epoch", "-1"), ("epoch", "3"), ("epoch", huge), ("epoch", "x"),
        ("position", "-10"), ("position", "7"), ("position", "10"), ("position", "600"), ("position", huge),
        ("position", "1e3"), ("optimizer_steps", "0"), ("optimizer_steps", huge), ("optimizer_steps", "-1"),
        ("loss_sum", "7ff0000000000000"), ("loss_sum", "7ff8000000000000"), ("loss_sum", "-"), ("random_state", ""),
        ("random_state", "0 0 0 0"), ("random_state", "1 2 3"), ("random_state", "1 2 3 4 5"),
    ])
    func `a lie in the metadata is refused`(name: String, value: String) throws {
        expectRefusal(try resume { _, metadata in metadata[name] = value })
    }

    @Test(arguments: ["checkpoint", "epoch", "position", "loss_sum", "optimizer_steps", "random_state"])
    func `metadata that lack are missed`(name: String) throws {
        expectRefusal(try resume { _, metadata in metadata[name] = nil })
    }

    @Test(arguments: [
        "rnn.weight_hh_l0", "rnn.weight_ih_l0", "rnn.bias_ih_l0", "fc.weight", "fc.bias", "history.loss",
        "history.learning_rate",
    ])
    func `a tensor that is missing, of another shape or of another number is refused`(name: String) throws {
        expectRefusal(try resume { tensors, _ in tensors.removeAll { $0.name == name } })
        for shape in [[], [0], [4], [5], [7, 3], [1, 1, 1]] {
            let tensor = Tensor.zeros(shape, elementType: .float32)
            expectRefusal(
                try resume { tensors, _ in tensors = tensors.map { $0.name == name ? NamedTensor(name, tensor) : $0 } })
        }
    }

    @Test func `a state of another shape or where there is none is refused`() throws {
        for shape in [[1, 3], [2, 3], [3], []] {
            for position in ["0", "10"] {
                expectRefusal(
                    try resume { tensors, metadata in
                        tensors.append(NamedTensor("state.0.0", .zeros(shape, elementType: .float32)))
                        metadata["position"] = position
                    })
            }
        }
    }

    @Test func `moments of another shape or type are refused`() throws {
        for type in [ElementType.float32, .float64] {
            expectRefusal(
                try resume { tensors, _ in
                    tensors = tensors.map {
                        $0.name.hasPrefix("optimizer.") ? NamedTensor($0.name, .zeros([2], elementType: type)) : $0
                    }
                })
        }
    }

    @Test func `a checkpoint of another format is no damage: none before it is used`() throws {
        let (end, files, unbroken) = try resume { _, metadata in metadata["checkpoint"] = "2" }
        #expect(end.code == 65 && end.output.isEmpty)
        #expect(
            end.error == "seqcast: \(Self.newest): found a checkpoint of format 2; expected 1; "
                + "use the program version that wrote it, or start over with --fresh\n")
        #expect(files["model/checkpoints/epoch-000001.safetensors"] != nil)
        #expect(files["model/checkpoints/epoch-000003.safetensors"] == nil && unbroken.count > 0)
    }

    @Test func `a checkpoint of another results version is refused, with both versions; that of 0.1.0 counts as 1`()
        throws
    {
        let (end, _, _) = try resume { _, metadata in metadata["setting.00.results version"] = "7" }
        #expect(end.code == 65 && end.output.isEmpty)
        #expect(end.error.contains("  results version: 7, now 2\n"))
        #expect(end.error.contains("or --fresh to start over"))
        let (old, _, _) = try resume { _, metadata in
            metadata["setting.00.results version"] = nil
            metadata["setting.00.program"] = "seqcast 0.1.0"
        }
        #expect(old.code == 65 && old.error.contains("  results version: 1, now 2\n"))
    }

    @Test func `a checkpoint by another version of the program with the same results goes on`() throws {
        let (end, files, unbroken) = try resume { _, metadata in metadata["program"] = "seqcast 9.9.9" }
        #expect(end.code == 0, "\(end.error)")
        #expect(files["model/model.safetensors"] == unbroken["model/model.safetensors"])
    }

    @Test func `a setting that another version of the program had is named`() throws {
        let (end, _, _) = try resume { _, metadata in metadata["setting.90.momentum"] = "0.5" }
        #expect(end.code == 65 && end.error.contains("  momentum: 0.5, now not set\n"))
        #expect(end.error.contains("or --fresh to start over"))
    }

    @Test func `settings made up to harm are shown without harm, or refused for their number`() throws {
        let long = String(repeating: "x", count: 100_000)
        let (end, _, _) = try resume { _, metadata in
            metadata["setting.98.\u{1B}[2J"] = "\u{202E}" + long
        }
        #expect(end.code == 65)
        #expect(end.error.contains("  \\u{1b}[2J: \\u{202e}xxx") && end.error.utf8.count < 1000, "\(end.error)")
        expectRefusal(
            try resume { _, metadata in
                for number in 0..<5000 { metadata["setting.\(number).a\(number)"] = "" }
            })
    }

    @Test func `where no checkpoint is sound, it is said that training starts over`() throws {
        let series = try Scenario.outcome(of: ["generate", "--output", "series.csv", "--points", "60"], [:])
        let unbroken = try Scenario.outcome(of: Self.training + ["2"], series)
        let damaged = unbroken.filter { $0.key != "model/model.safetensors" }.mapValues { Array($0.dropLast()) }
        let directory = try Scenario.place(damaged.merging(series) { $1 })
        let end = try SeqcastCommand.run(Self.training + ["2"], in: directory.path)
        #expect(end.code == 0 && end.error.contains("the checkpoint before it is used"))
        #expect(end.error.contains("training starts over"))
        #expect(try Scenario.contents(of: directory) == unbroken)
    }
}

import Files
import TestSupport
import Testing

@Suite("The same bits on every machine")
struct SameBitsTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A training, and the checksum of the weights that it ends in, on every machine that multiplies and adds at once.
    struct Job: Sendable {
        let options: String
        let checksum: UInt32
    }

    private static let jobs = [
        Job(options: "--cell rnn --hidden-size 21 --batch-size 1 --precision float32", checksum: 0x8573_ade7),
        Job(options: "--cell rnn --hidden-size 5 --batch-size 3 --precision float64 --layers 2", checksum: 0xe80b_cfff),
        Job(options: "--cell lstm --hidden-size 13 --batch-size 1 --precision float64", checksum: 0xc851_ae44),
        Job(
            options: "--cell lstm --hidden-size 19 --batch-size 4 --precision float32 --layers 2 --dropout 0.1",
            checksum: 0xc64b_b614),
        Job(
            options: "--cell gru --hidden-size 17 --batch-size 1 --precision float32 --layers 2", checksum: 0x7613_dcdd),
        Job(options: "--cell gru --hidden-size 9 --batch-size 5 --precision float64", checksum: 0x384e_dfab),
        Job(
            options: "--cell gru --hidden-size 11 --batch-size 2 --precision float64 --loss gaussian --schedule cosine "
                + "--transform log1p --time Date --calendar month", checksum: 0x97a6_fa67),
        Job(
            options: "--cell feedforward --hidden-size 23 --batch-size 3 --precision float32 --lags 12 "
                + "--optimizer rmsprop --loss quantile --schedule exponential --schedule-factor 0.9",
            checksum: 0x0dab_9a0f),
    ]

    /// The checksum of the weights of a model: of all bytes after the header, which begins with its length.
    private func weights(in output: String) throws -> UInt32 {
        let bytes = try Fixtures.contents(output + "/model.safetensors")
        let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        return CRC32.of(Array(bytes.dropFirst(8 + length)))
    }

    /// The sets that this machine has: another that is asked for is not what `--version` then tells.
    private func instructionSets() throws -> [String] {
        try ["avx2", "avx512", "neon"].filter { name in
            try SeqcastCommand.run(["--version"], environment: ["SEQCAST_KERNELS": name]).output
                .contains("kernels: \(name), with the same results")
        }
    }

    @Test("a training ends in the same weights on every instruction set that joins products with sums")
    func trainings() throws {
        let sets = try instructionSets()
        try #require(!sets.isEmpty, "this machine has only the baseline, whose results are others")
        let data = Fixtures.path("series/airline-passengers.csv")
        for (number, job) in Self.jobs.enumerated() {
            for name in sets {
                let output = directory.file("\(name)-\(number)")
                let fixed = "--column Passengers --epochs 5 --bptt-length 11 --seed 3 "
                let end = try SeqcastCommand.run(
                    ["train", "--data", data, "--output", output]
                        + (fixed + job.options).split(separator: " ").map(String.init),
                    environment: ["SEQCAST_KERNELS": name])
                try #require(end.code == 0, "\(job.options): \(end.error)")
                #expect(try weights(in: output) == job.checksum, "\(name): \(job.options)")
            }
        }
    }

    @Test("the set without joined products says that its results are others, and they are")
    func baseline() throws {
        let environment = ["SEQCAST_KERNELS": "baseline"]
        let version = try SeqcastCommand.run(["--version"], environment: environment)
        #expect(version.output.contains("kernels: baseline, which does not multiply and add at once"))
        let end = try SeqcastCommand.run(
            ["train", "--data", Fixtures.path("series/airline-passengers.csv"), "--output", directory.file("b")]
                + "--column Passengers --epochs 5 --bptt-length 11 --seed 3".split(separator: " ").map(String.init)
                + Self.jobs[0].options.split(separator: " ").map(String.init), environment: environment)
        #expect(end.code == 0)
        #expect(try weights(in: directory.file("b")) != Self.jobs[0].checksum)
    }
}

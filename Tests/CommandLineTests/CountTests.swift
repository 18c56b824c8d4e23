import Files
import TestSupport
import Testing

@Suite("Counts")
struct CountTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func run(_ line: String) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(line.split(separator: " ").map(String.init), in: directory.path)
    }

    private func rows(_ name: String) throws -> [[String: String]] {
        let text = String(decoding: try FileReader.read(directory.file(name), limit: 1 << 24), as: UTF8.self)
        let lines = text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    /// 300 days of sales, small whole numbers with a week.
    private func writeSales(_ name: String, last: String = "3") throws {
        var random: UInt64 = 7
        let values = (0..<299).map { day -> Int in
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(random >> 40) % (day % 7 < 5 ? 6 : 2)
        }
        let lines = (values.map(String.init) + [last]).enumerated().map { "\($0.offset + 1),\($0.element)\n" }
        try DurableFile.write(Array(("day,sales\n" + lines.joined()).utf8), to: directory.file(name))
    }

    @Test("a network that learnt their distribution says intervals of whole numbers, one step ahead and by drawn paths")
    func negativeBinomial() throws {
        try writeSales("sales.csv")
        let network =
            "--target sales --time day --lags 7 --horizon 7 --loss negative-binomial --sampling windows --lookback 14 "
            + "--batch-size 8 --epochs 20 --learning-rate 0.01 --test 28 --quiet"
        let trained = try run("train --data sales.csv --output model --scale none \(network)")
        #expect(trained.code == 0, "\(trained.error)")
        let end = try run(
            "backtest --model model --data sales.csv --interval 0.9 --season 7 --output b.csv --table errors.csv")
        #expect(end.code == 0, "\(end.error)")
        let errors = try #require(try rows("errors.csv").first { $0["forecast"] == "network" && $0["step"] == "all" })
        let coverage = try #require(errors["coverage"].flatMap { Double($0) })
        #expect((0.8...1).contains(coverage), "\(errors)")
        #expect(try #require(errors["crps"].flatMap { Double($0) }) < 1.5)
        for mode in ["--horizon 7", "--horizon 20 --samples 200"] {
            let predicted = try run(
                "predict --model model --data sales.csv --mode free-run \(mode) --interval 0.9 --output f.csv")
            #expect(predicted.code == 0, "\(predicted.error)")
            for row in try rows("f.csv") {
                let ends = ["lower", "upper"].compactMap { row[$0].flatMap { Double($0) } }
                #expect(
                    ends.count == 2 && ends.allSatisfy { $0 >= 0 && $0 == $0.rounded() } && ends[0] <= ends[1], "\(row)"
                )
            }
        }
    }

    @Test("what is no count, or is to be learnt as something else, is refused")
    func refused() throws {
        for (last, found) in [("2.5", "found 2.5"), ("-1", "found -1")] {
            try writeSales("odd.csv", last: last)
            let end = try run(
                "train --data odd.csv --output model --target sales --scale none --loss negative-binomial --epochs 1")
            #expect(end.code == 65 && end.error.contains("odd.csv:301: column 'sales': \(found)"), "\(end.error)")
        }
        try writeSales("sales.csv")
        for option in ["", "--scale none --transform difference", "--scale none --anchor 7"] {
            let end = try run(
                "train --data sales.csv --output model --target sales --loss negative-binomial --epochs 1 \(option)")
            #expect(end.code == 64 && end.error.contains("--scale none"), "\(end.error)")
        }
    }

    @Test("describe suggests it for small counts, and a range for shares")
    func suggested() throws {
        try writeSales("sales.csv")
        let counts = try run("describe sales.csv")
        #expect(counts.output.contains("--scale none") && counts.output.contains("--loss negative-binomial"))
        let shares = (0..<200).map { "\($0 + 1),\(Double($0 * 7 % 10) / 20 + 0.04)\n" }
        try DurableFile.write(Array(("day,share\n" + shares.joined()).utf8), to: directory.file("shares.csv"))
        #expect(try run("describe shares.csv").output.contains("--range 0,1"))
    }
}

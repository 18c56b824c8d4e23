import Files
import TestSupport
import Testing

@Suite struct SharedSeriesTests {
    private let directory: TemporaryDirectory

    /// Seven series of different lengths, one with a gap, one too short for a forecast, in a file with rows of all in turn.
    init() throws {
        directory = try TemporaryDirectory()
        var rows: [String] = []
        for day in 1...29 {
            for series in 1...7 where (series != 3 || day < 26) && (series != 5 || day > 24) {
                let value = (day * series * 7 + day % 7 * 31) % 97 + 10
                let cell = series == 2 && day == 11 ? "" : "\(value)"
                rows.append("s\(series),2024-02-\(day < 10 ? "0" : "")\(day),\(cell)")
            }
        }
        _ = try directory.write("id,day,y\n" + rows.joined(separator: "\n") + "\n", to: "many.csv")
        // A free run refuses the short one.
        let long = rows.filter { !$0.hasPrefix("s5") }
        _ = try directory.write("id,day,y\n" + long.joined(separator: "\n") + "\n", to: "long.csv")
        // The model knows four of them.
        let known = rows.filter { !["s4", "s6", "s7"].contains($0.prefix(2)) }
        _ = try directory.write("id,day,y\n" + known.joined(separator: "\n") + "\n", to: "known.csv")
    }

    private func succeed(_ arguments: String...) throws -> SeqcastCommand.End {
        let words = arguments.flatMap { $0.split(separator: " ").map(String.init) }
        let end = try SeqcastCommand.run(words, in: directory.path)
        #expect(end.code == 0, "\(end.error)")
        return end
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        try FileReader.read(directory.file(name), limit: 1 << 24)
    }

    private static let models = [
        "--sampling windows --lookback 6 --loss gaussian --hidden-size 5 --epochs 2 --transform seasonal-difference:7",
        "--network segments --lookback 6 --segment 3 --hidden-size 5 --epochs 2 --loss quantile --quantiles 0.1,0.5,0.9",
        "--method ets --season 7", "--method theta --season 7", "--method pretrained --season 7",
    ]

    @Test(arguments: models)
    func `forecasts of many series do not depend on the threads that share them`(options: String) throws {
        _ = try succeed(
            "train --data known.csv --target y --series-column id --time day --missing carry --horizon 2 --quiet",
            "--output model", options)
        for mode in ["--data many.csv", "--data long.csv --mode free-run --warmup 12 --horizon 5 --samples 20"] {
            var first: SeqcastCommand.End?
            for threads in 1...3 {
                let end = try succeed(
                    "predict --model model --output \(threads).csv --threads \(threads)", mode)
                guard let first else {
                    first = end
                    continue
                }
                #expect(end.output == first.output && end.error == first.error)
                #expect(try bytes("\(threads).csv") == bytes("1.csv"))
            }
            #expect(try bytes("1.csv").count { $0 == UInt8(ascii: "\n") } > 30)
        }
    }
}

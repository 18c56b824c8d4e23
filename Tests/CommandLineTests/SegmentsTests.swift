import Files
import TestSupport
import Testing

@Suite("Networks that read windows in segments")
struct SegmentsTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        // Two targets, a feature, and a column known of the future.
        var random = SplitMix(seed: 3)
        var rows = ["time,a,b,f,k"]
        for row in 0..<260 {
            let noise = Double(random.next() % 1000) / 1000
            let (hour, day) = (row % 24, 1 + row / 24)
            let text = "2024-01-\(day < 10 ? "0" : "")\(day) \(hour < 10 ? "0" : "")\(hour):00"
            let wave = Double((row % 12 - 6) * (row % 12 - 6))
            rows.append("\(text),\(wave + noise),\(30 - wave + 2 * noise + Double(row) / 50),\(row % 7),\(row % 12)")
        }
        try directory.write(rows.joined(separator: "\n") + "\n", to: "data.csv")
        try directory.write(rows.prefix(241).joined(separator: "\n") + "\n", to: "first.csv")
    }

    private func run(_ line: String) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(line.split(separator: " ").map(String.init), in: directory.path)
    }

    private func expectDone(_ line: String) throws {
        let end = try run(line)
        #expect(end.code == 0, "\(line): \(end.error)")
    }

    private func lines(_ name: String) throws -> [Substring] {
        String(decoding: try Fixtures.contents(directory.file(name)), as: UTF8.self).split(separator: "\n")
    }

    private func model(_ name: String) throws -> [UInt8] {
        try FileReader.read(directory.file(name + "/model.safetensors"), limit: 1 << 24)
    }

    /// Trains at once, into `whole`, and stopped and resumed.
    private func expectSameBytes(whenResumed settings: String) throws {
        try expectDone(settings + " --output whole")
        try expectDone(settings + " --output parts --stop-after 2")
        try expectDone(settings + " --output parts")
        #expect(try model("whole") == model("parts"))
    }

    private static let base =
        "train --data data.csv --time time --target a --target b --network segments --lookback 24 --segment 6 --horizon 5 "
        + "--hidden-size 7 --cell gru --batch-size 8 --windows-per-epoch 64 --test 30 --validation 40 --epochs 4 --quiet"

    @Test("a training that was stopped and resumed ends in the same bytes, drawing, dropout and best weights included")
    func resumed() throws {
        let settings = Self.base + " --share-targets --dropout 0.2 --patience 9 --layers 2 --calendar hour"
        try expectSameBytes(whenResumed: settings)
        try expectDone(
            "train --data data.csv --time time --target a --target b --calendar hour --horizon 5 --test 30 --validation 40 "
                + "--patience 9 --quiet --epochs 4 --resume-from whole --output more")
        let other = try run(settings.replacing("--segment 6", with: "--segment 8") + " --output whole")
        #expect(other.code == 65 && other.error.contains("segment: 6, now 8"), "\(other.error)")
    }

    @Test(
        "forecast alike row by row, followed, in a free run and in a backtest",
        arguments: [
            "--share-targets --normalise mean", "--features f --calendar hour --loss gaussian",
            "--scale none --normalise none",
            "--transform difference --ensemble 2 --conformal", "--share-targets --loss quantile",
            "--share-targets --shortcut 12 --transform difference --conformal",
            "--shortcut 4 --loss quantile --ensemble 2",
        ])
    func alike(options: String) throws {
        try expectDone(Self.base + " \(options) --output m")
        try expectDone("predict --model m --data first.csv --output p.csv")
        let predicted = try lines("p.csv")
        #expect(predicted.count == 1 + 240 + 5)
        // Followed, a pipe's rows end each as the whole does.
        let end = try Shell.run(
            "cat first.csv | '\(SeqcastCommand.path)' predict --model m --follow --data - --output f.csv",
            in: directory.path)
        #expect(end.code == 0, "\(end.error)")
        #expect(try lines("f.csv").suffix(5) == predicted.suffix(5))
        // A free run begins with what is forecast at once.
        let horizon = options.contains("features") ? 5 : 12
        try expectDone(
            "predict --model m --data first.csv --mode free-run --horizon \(horizon) --samples 20 --output r.csv")
        let free = try lines("r.csv")
        #expect(free.count == 1 + horizon)
        if !options.contains("gaussian") { #expect(free[1...5] == predicted.suffix(5)) }
        // So does the origin of a backtest, in its columns.
        try expectDone(
            "backtest --model m --data data.csv --baselines naive --output b.csv --table t.csv --adaptive".replacing(
                " --adaptive", with: options.contains("none") || options.contains("mean") ? "" : " --adaptive"))
        #expect(try lines("t.csv")[1].hasPrefix("network,a,all,"))
    }

    @Test("say the value that they were shown to say: a season is learnt far better than the last value forecasts it")
    func learns() throws {
        try expectDone(
            "train --data data.csv --time time --target a --network segments --lookback 24 --segment 6 --horizon 6 --cell gru "
                + "--hidden-size 16 --batch-size 16 --epochs 25 --learning-rate 0.01 --test 40 --quiet --output m")
        let end = try run("backtest --model m --data data.csv --baselines naive --output b.csv --table t.csv")
        let table = try lines("t.csv").prefix(3).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let column = try #require(table[0].firstIndex(of: "mae"))
        let (network, naive) = (Double(table[1][column]) ?? .nan, Double(table[2][column]) ?? .nan)
        #expect(table[2][0] == "naive" && network < naive / 5, "\(end.output)")
    }

    @Test("with a map across cycles one unit is enough for a season, and the map stands in the model alone that has it")
    func shortcut() throws {
        // One unit reads a cycle of 12 rows badly; the map has 2·1 numbers of its own.
        let settings =
            "train --data data.csv --time time --target a --network segments --lookback 24 --segment 6 --horizon 5 --cell gru "
            + "--hidden-size 1 --batch-size 16 --epochs 15 --learning-rate 0.01 --test 40 --validation 40 --quiet "
        try expectDone(settings + "--output plain")
        try expectDone(settings + "--shortcut 12 --output m")
        func error(_ model: String) throws -> Double {
            try expectDone("backtest --model \(model) --data data.csv --baselines naive --output b.csv --table t.csv")
            let table = try lines("t.csv").prefix(2).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            return Double(table[1][try #require(table[0].firstIndex(of: "mae"))]) ?? .nan
        }
        let (plain, with) = try (error("plain"), error("m"))
        #expect(with < plain / 2, "\(with), \(plain)")
        // What is not used is not named; what is stands in the file, and a setting of the run.
        let texts = try ["plain", "m"].map { try run("inspect \($0)").output }
        #expect(!texts[0].contains("shortcut"))
        #expect(texts[1].contains("segments.shortcut") && texts[1].contains("shortcut"))
    }

    @Test("a training with a map across cycles ends in the same bytes when stopped and resumed, and goes on with it")
    func shortcutResumed() throws {
        let settings = Self.base + " --share-targets --shortcut 8 --patience 9 --loss gaussian"
        try expectSameBytes(whenResumed: settings)
        let other = try run(settings.replacing("--shortcut 8", with: "--shortcut 12") + " --output whole")
        #expect(other.code == 65 && other.error.contains("shortcut: 8, now 12"), "\(other.error)")
        let none = try run(settings.replacing("--shortcut 8 ", with: "") + " --output whole")
        #expect(none.code == 65 && none.error.contains("shortcut"), "\(none.error)")
        try expectDone(
            "train --data data.csv --time time --target a --target b --horizon 5 --test 30 --validation 40 --loss gaussian "
                + "--patience 9 --quiet --epochs 4 --resume-from whole --output more")
        #expect(try run("inspect more").output.contains("segments.shortcut"))
        // It begins another training, too, but none that has no place for it.
        try expectDone(settings + " --initial-weights whole/model.safetensors --output again")
        let placeless = try run(
            settings.replacing("--shortcut 8 ", with: "") + " --initial-weights whole/model.safetensors --output no")
        #expect(placeless.code == 65 && placeless.error.contains("found 'segments.shortcut'"), "\(placeless.error)")
    }

    @Test("know columns of the future")
    func future() throws {
        try expectDone(
            Self.base.replacing("--target b ", with: "--known-future k ") + " --share-targets --output m")
        let end = try run("predict --model m --data data.csv --output p.csv")
        #expect(end.code == 0 && end.error.contains("the columns known of the future end there"), "\(end.error)")
        // Its last rows tell of the future alone.
        let known = try lines("data.csv").enumerated().map {
            $0 > 255 ? $1.split(separator: ",")[0] + ",,,,\($0 % 12)" : $1
        }
        try directory.write(known.joined(separator: "\n") + "\n", to: "known.csv")
        try expectDone("predict --model m --data known.csv --output p.csv")
        #expect(try lines("p.csv").count == 1 + 255 + 5)
    }

    @Test("what does not go with them is refused, each with what it needs")
    func refused() throws {
        func problem(_ options: String) throws -> String {
            let end = try run("train --data data.csv --target a --output m " + options)
            #expect(end.code == 64, "\(options)")
            return end.error
        }
        #expect(try problem("--network segments").contains("--lookback: missing; --network segments needs it"))
        #expect(
            try problem("--network segments --lookback 50").contains(
                "--lookback: found 50; expected a multiple of --segment 24"))
        #expect(
            try problem("--network segments --lookback 48 --shortcut 20").contains(
                "--shortcut: found 20; expected a part of --lookback 48"))
        #expect(
            try problem("--network segments --lookback 48 --bptt-length 10").contains(
                "--bptt-length: has a meaning only with --network steps"))
        #expect(
            try problem("--network segments --lookback 48 --lags 2").contains(
                "--lags: has a meaning only with --network steps"))
        for option in ["--segment 12", "--normalise mean", "--share-targets", "--shortcut 24"] {
            #expect(try problem(option).contains("has a meaning only with --network segments"))
        }
        let short = try run(
            "train --data data.csv --target a --output m --network segments --lookback 240 --horizon 40")
        #expect(short.code == 65 && short.error.contains("needs at least 280"), "\(short.error)")
    }
}

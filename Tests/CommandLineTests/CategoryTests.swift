import Files
import Foundation
import TestSupport
import Testing

/// Columns of texts that help a forecast, from the file to the forecast.
@Suite("Categories")
struct CategoryTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private static let quick = "--quiet --cell gru --hidden-size 5 --epochs 3 --sampling windows --lookback 8"
    private static let options = "--target y --time ds --features weather,open --horizon 2"

    private func run(_ line: String) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(line.split(separator: " ").map(String.init), in: directory.path)
    }

    private func succeed(_ line: String) throws -> SeqcastCommand.End {
        let end = try run(line)
        #expect(end.code == 0, "\(line): \(end.error)")
        return end
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try FileReader.read(directory.file(name), limit: 1 << 24), as: UTF8.self)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// 96 hours; the level goes up with rain, and falls where it is closed.
    private static func hours(_ count: Int = 96, _ weather: (Int) -> String = Self.weather) -> String {
        "ds,y,weather,open\n"
            + (0..<count).map { hour in
                let sky = weather(hour)
                let isOpen = hour % 5 != 0
                let value = 10 + hour % 24 + (Self.weather(hour) == "rain" ? 8 : 0) - (isOpen ? 0 : 5)
                return
                    "2021-01-\(padded(1 + hour / 24)) \(padded(hour % 24)):00,\(value),\(sky.contains(",") ? "\"" + sky + "\"" : sky),\(isOpen ? "True" : "False")\n"
            }.joined()
    }

    private static func weather(_ hour: Int) -> String { ["sun", "rain", "fog, dense"][hour * 7 % 11 % 3] }

    @Test("are read as an input each, two texts as one, and stand in the model")
    func model() throws {
        _ = try directory.write(Self.hours(), to: "data.csv")
        _ = try succeed("train --data data.csv --output model \(Self.options) --test 12 \(Self.quick)")
        let inspected = try succeed("inspect --json model/model.safetensors").output
        for text in [
            "\"feature.0.category.0\": \"fog, dense\"", "\"feature.0.category.2\": \"sun\"",
            "\"feature.1.category.1\": \"True\"", "\"recipe\": \"2\"",
        ] { #expect(inspected.contains(text), "\(inspected)") }
        // The target, three kinds of weather, open or not.
        #expect(inspected.contains("\"input_size\": \"5\""), "\(inspected)")
        _ = try succeed("predict --model model --data data.csv --output forecast.csv")
        _ = try succeed("backtest --model model --data data.csv --table table.csv")
        // What stands after a row's forecast is not read: another kind of weather there changes nothing before.
        let other = Self.hours(96) { $0 == 95 ? "rain" : Self.weather($0) }
        #expect(Self.weather(95) != "rain")
        _ = try directory.write(other, to: "other.csv")
        _ = try succeed("predict --model model --data other.csv --output other-forecast.csv")
        let (one, two) = (try text("forecast.csv"), try text("other-forecast.csv"))
        let (first, second) = (one.split(separator: "\n"), two.split(separator: "\n"))
        #expect(first.dropLast(2) == second.dropLast(2) && first.suffix(2) != second.suffix(2))
    }

    @Test("are forecast with alike from a file that is whole and one that grows")
    func follow() throws {
        _ = try directory.write(Self.hours(), to: "data.csv")
        _ = try succeed("train --data data.csv --output model \(Self.options) \(Self.quick)")
        _ = try succeed("predict --model model --data data.csv --output whole.csv")
        let end = try Shell.run(
            "cat data.csv | '\(SeqcastCommand.path)' predict --follow --model model --data - --output followed.csv",
            in: directory.path)
        #expect(end.code == 0, "\(end.error)")
        #expect(
            try text("whole.csv").split(separator: "\n").suffix(2)
                == text("followed.csv").split(separator: "\n").suffix(2))
        let bad = Self.hours(40) { $0 == 30 ? "hail" : Self.weather($0) }
        _ = try directory.write(bad, to: "bad.csv")
        let refused = try Shell.run(
            "cat bad.csv | '\(SeqcastCommand.path)' predict --follow --model model --data - --output bad-followed.csv",
            in: directory.path)
        #expect(
            refused.code == 65 && refused.error.contains("standard input:32: column 'weather': found 'hail'"),
            "\(refused.error)")
    }

    @Test("that the model has not learnt are refused with their line, and none is learnt of rows left for the test")
    func unknown() throws {
        let late = Self.hours(96) { $0 >= 90 ? "snow" : Self.weather($0) }
        _ = try directory.write(late, to: "late.csv")
        _ = try succeed("train --data late.csv --output model \(Self.options) --test 12 \(Self.quick)")
        #expect(!(try succeed("inspect --json model/model.safetensors").output.contains("snow")))
        for command in ["predict --output f.csv", "backtest --table t.csv"] {
            let end = try run("\(command) --model model --data late.csv")
            #expect(end.code == 65)
            #expect(
                end.error.contains(
                    "late.csv:92: column 'weather': found 'snow'; expected one of the categories that the model has learnt"
                ), "\(end.error)")
        }
        // The model is the same, whatever stands in the rows that are left out.
        _ = try directory.write(Self.hours(), to: "usual.csv")
        _ = try succeed("train --data usual.csv --output usual \(Self.options) --test 12 \(Self.quick)")
        #expect(
            try FileReader.read(directory.file("model/model.safetensors"), limit: 1 << 24)
                == FileReader.read(directory.file("usual/model.safetensors"), limit: 1 << 24))
    }

    @Test("are suggested by describe where they come again, and not where the test part has others")
    func suggested() throws {
        _ = try directory.write(Self.hours(), to: "data.csv")
        #expect(try succeed("describe data.csv").output.contains("--features weather,open"))
        _ = try directory.write(Self.hours(96) { $0 >= 94 ? "snow" : Self.weather($0) }, to: "late.csv")
        #expect(try succeed("describe late.csv").output.contains("--features open "))
    }

    @Test("that are missing are carried on, and known of the future where they are told so")
    func missing() throws {
        var rows = Self.hours().split(separator: "\n").map(String.init)
        let sky = Self.weather(19)
        rows[20] = rows[20].replacingOccurrences(of: sky.contains(",") ? "\"\(sky)\"" : sky, with: "")
        _ = try directory.write(rows.joined(separator: "\n") + "\n", to: "data.csv")
        let refused = try run("train --data data.csv --output none \(Self.options) \(Self.quick)")
        #expect(
            refused.code == 65 && refused.error.contains("data.csv:21: column 'weather': found an empty cell"),
            "\(refused.error)")
        _ = try succeed(
            "train --data data.csv --output model --target y --time ds --known-future weather --horizon 2 "
                + "--missing interpolate \(Self.quick)")
        rows += (0..<2).map { "2021-01-05 0\($0):00,,sun,True" }
        _ = try directory.write(rows.joined(separator: "\n") + "\n", to: "later.csv")
        _ = try succeed("predict --model model --data later.csv --output forecast.csv")
        #expect(try text("forecast.csv").split(separator: "\n").last?.hasPrefix("2021-01-05 01:00,97,") == true)
    }
}

import Files
import Foundation
import TestSupport
import Testing

/// Files of series, from the file to the forecast.
@Suite("A file of series")
struct SeriesFilesTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private static let quick = "--quiet --cell gru --hidden-size 5 --epochs 2 --sampling windows --lookback 12"

    private func run(_ line: String) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(line.split(separator: " ").map(String.init), in: directory.path)
    }

    private func succeed(_ line: String) throws -> SeqcastCommand.End {
        let end = try run(line)
        #expect(end.code == 0, "\(line): \(end.error)")
        return end
    }

    private func lines(_ name: String) throws -> [[String]] {
        let text = String(decoding: try FileReader.read(directory.file(name), limit: 1 << 24), as: UTF8.self)
        return text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private static func date(_ day: Int) -> String {
        "2021-\(day < 31 ? "01" : day < 59 ? "02" : "03")-\(padded(day < 31 ? day + 1 : day < 59 ? day - 30 : day - 58))"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Rows `KEY,DATE,VALUE` of days from the first on.
    private static func days(_ key: String, _ days: Range<Int>, level: Int) -> String {
        days.map { "\(key),\(date($0)),\(level + $0 % 7 * 10 + $0 * 37 % 5)\n" }.joined()
    }

    @Test("does not learn a series without a row to train on, and scales it by its values later")
    func unlearnt() throws {
        let old = Self.days("A", 0..<60, level: 500) + Self.days("B", 0..<60, level: 20)
        _ = try directory.write("id,ds,y\n" + old + Self.days("new", 50..<60, level: 600), to: "early.csv")
        _ = try directory.write("id,ds,y\n" + old + Self.days("new", 50..<80, level: 600), to: "later.csv")
        let options = "--target y --time ds --series-column id --horizon 3 --test 14"
        let training = try succeed("train --data early.csv --output model \(options) \(Self.quick)")
        #expect(training.error.contains("early.csv: the series 'new' has no row to train on: not learnt"))
        let inspected = try succeed("inspect --json model/model.safetensors").output
        #expect(inspected.contains("\"series.1\"") && !inspected.contains("\"series.2\""))
        _ = try succeed("predict --model model --data later.csv --output forecast.csv")
        let rows = try lines("forecast.csv").filter { $0.contains("new") }.suffix(3)
        for row in rows {
            let value = try #require(row.compactMap(Double.init).dropFirst().first)
            #expect((500...800).contains(value), "\(row)")
        }
    }

    @Test("may need several columns to tell its series apart")
    func keys() throws {
        var text = "store,item,date,sales\n"
        for store in [1, 2] {
            for item in [101, 102] {
                text += Self.days("\(store),\(item)", 0..<40, level: store * 100 + item)
            }
        }
        _ = try directory.write(text, to: "data.csv")
        let described = try succeed("describe data.csv").output
        #expect(described.contains("  store and item: 4 series of 40 to 40 rows"))
        #expect(described.contains("--series-column store,item"))
        let options = "--target sales --time date --series-column store,item --horizon 2 --test 8"
        _ = try succeed("train --data data.csv --output model \(options) \(Self.quick)")
        _ = try succeed("predict --model model --data data.csv --output forecast.csv")
        #expect(Set(try lines("forecast.csv").dropFirst().map { "\($0[1]),\($0[2])" }).count == 4)
        #expect(
            String(decoding: try FileReader.read(directory.file("forecast.csv"), limit: 1 << 20), as: UTF8.self)
                .contains("\"2,101\""))
        // A column of that whole name is that column.
        _ = try directory.write(
            "\"store,item\",date,sales\n" + Self.days("x", 0..<40, level: 7) + Self.days("y", 0..<40, level: 9),
            to: "one.csv")
        _ = try succeed("train --data one.csv --output other \(options) \(Self.quick)")
        // So is one of several.
        _ = try directory.write("\"a,b\"" + text.dropFirst("store".utf8.count), to: "comma.csv")
        #expect(try succeed("describe comma.csv").output.contains("--series-column a,b,item"))
        _ = try succeed(
            "train --data comma.csv --output comma --method ets --target sales --time date --series-column a,b,item --horizon 2"
        )
        let none = try run(
            "train --data data.csv --output third --target sales --time date --series-column store,shop \(Self.quick)")
        #expect(none.code == 65 && none.error.contains("found no column 'shop'"))
    }

    @Test("whose step is another than the model's is refused by predict and backtest, with both steps")
    func steps() throws {
        _ = try directory.write("ds,y\n" + (0..<60).map { "\(Self.date($0)),\($0 % 7)\n" }.joined(), to: "daily.csv")
        let hours = (0..<96).map { "2021-01-0\(1 + $0 / 24) \(Self.padded($0 % 24)):00,\($0 % 24)\n" }.joined()
        _ = try directory.write("ds,y\n" + hours, to: "hourly.csv")
        _ = try succeed(
            "train --data hourly.csv --output model --target y --time ds --horizon 2 --test 10 \(Self.quick)")
        for command in ["predict --output f.csv", "backtest --output b.csv --table t.csv --test 5"] {
            let end = try run("\(command) --model model --data daily.csv")
            #expect(end.code == 65)
            #expect(
                end.error.contains(
                    "daily.csv: column 'ds': found times that are daily; expected times that are hourly, as the model has learnt"
                ),
                "\(end.error)")
        }
    }

    @Test("with rows left out is dated by the step of those that are left")
    func drop() throws {
        let rows = (0..<84).map { day in
            "\(Self.date(day)),\(day % 7 == 0 ? String(day / 7 % 4 * 5 + day / 7) : "")\n"
        }.joined()
        _ = try directory.write("ds,level\n" + rows, to: "data.csv")
        let options = "--target level --time ds --horizon 2 --missing drop --quiet --hidden-size 3 --epochs 2"
        _ = try succeed("train --data data.csv --output model \(options)")
        _ = try succeed("predict --model model --data data.csv --output forecast.csv")
        #expect(try lines("forecast.csv").suffix(2).map { $0[0] } == ["2021-03-26", "2021-04-02"])
        let description = try succeed("describe data.csv").output
        #expect(description.contains("  level has values weekly, and none between"))
    }

    @Test("has its times written back digit for digit, in every form")
    func digits() throws {
        let forms: [(name: String, time: (Int) -> String)] = [
            ("billionths", { "\(1_700_000_000 + $0)\(9 - $0 % 9)00456789" }),
            ("decimals", { "\(1_700_000_000 + $0).\(9 - $0 % 9)00000123" }),
            ("isoformat", { "2024-03-05T06:00:\(Self.padded($0 / 4))" + ($0 % 4 == 0 ? "" : ".\($0 % 4 * 25)0000") }),
            ("instant", { "2024-03-05T06:00:\(Self.padded($0 / 4))" + ($0 % 4 == 0 ? "" : ".\($0 % 4 * 25)0") + "Z" }),
            (
                "summer time",
                { hour in
                    let isSummer = hour < 25
                    let local = hour + (isSummer ? 2 : 1)
                    return "2024-10-\(26 + local / 24)T\(Self.padded(local % 24)):00:00+0\(isSummer ? 2 : 1):00"
                }
            ),
        ]
        for (name, time) in forms {
            let rows = (0..<40).map { "\(time($0)),\($0 % 5)\n" }.joined()
            _ = try directory.write("time,y\n" + rows, to: "data.csv")
            _ = try succeed(
                "train --data data.csv --output model --fresh --target y --time time --missing drop --quiet --hidden-size 3 --epochs 1"
            )
            _ = try succeed("predict --model model --data data.csv --output forecast.csv")
            #expect(try lines("forecast.csv").dropFirst().prefix(40).map { $0[0] } == (0..<40).map(time), "\(name)")
        }
    }

    @Test("that is mostly 0 is scaled by its standard deviation where a robust scaling was wanted, and that is said")
    func robust() throws {
        let rows = (0..<60).map { "\(Self.date($0)),\($0 % 10 == 0 ? 500 : 0)\n" }.joined()
        _ = try directory.write("ds,y\n" + rows, to: "data.csv")
        let end = try succeed(
            "train --data data.csv --output model --target y --time ds --horizon 2 --scale robust \(Self.quick)")
        #expect(
            end.error.contains("the quartiles are equal of y: scaled by the standard deviation, not --scale robust"))
    }

    @Test(
        "that never changes is forecast as it is, in any unit, after however few epochs",
        arguments: ["0.1", "3e-7", "5000000000"],
        ["", " --loss gaussian", " --loss quantile", " --scale minmax", " --network segments --segment 4"])
    func constant(value: String, more: String) throws {
        let rows = (0..<60).map { "\(Self.date($0)),\(value)\n" }.joined()
        _ = try directory.write("ds,y\n" + rows, to: "data.csv")
        _ = try succeed("train --data data.csv --output model --target y --time ds --horizon 3 \(Self.quick)\(more)")
        _ = try succeed("predict --model model --data data.csv --output forecast.csv")
        let forecast = try lines("forecast.csv")
        let place = try #require(forecast[0].firstIndex(of: "prediction"))
        let isQuantile = more.hasSuffix("quantile")
        for row in forecast.dropFirst() where !row[place].isEmpty {
            let (found, wanted) = (try #require(Double(row[place])), try #require(Double(value)))
            // Quantiles are three numbers, which move a little about the one.
            #expect(isQuantile ? abs(found - wanted) < 0.01 : found == wanted, "\(row)")
        }
    }

    @Test("is asked about by the column that is wanted")
    func wishes() throws {
        let rows = (0..<60).map { "\(Self.date($0)),\($0 % 7),\($0 % 5 * 3),\($0)\n" }.joined()
        _ = try directory.write("day,y,load,id\n" + rows, to: "data.csv")
        let usual = try succeed("describe data.csv --json").output
        #expect(usual.contains("\"target\":\"y\"") || usual.contains("\"target\": \"y\""))
        #expect(!usual.contains("id --"))
        let load = try succeed("describe data.csv --target load").output
        #expect(load.contains(" --target load --time day --features y "))
        let named = try succeed("describe data.csv --target id --time day").output
        #expect(named.contains(" --target id "))
        let missing = try run("describe data.csv --target wind")
        #expect(missing.code == 65 && missing.error.contains("found no column 'wind'"))
    }

    @Test("of another kind is named by its first bytes, with what makes a table of it")
    func signatures() throws {
        for (bytes, message) in [
            (
                "PAR1xxxxxxxx",
                "data.bin: the file seems to be Parquet; CSV in UTF-8 was expected; write it as CSV: python3 -c"
            ),
            (
                "SQLite format 3",
                "an SQLite database; CSV in UTF-8 was expected; write a table as CSV: sqlite3 -header -csv FILE"
            ),
            ("GRIB....", "GRIB; CSV in UTF-8 was expected; write it as text: cdo outputtab"),
            ("CDF\u{1}xxxxxx", "netCDF; CSV in UTF-8 was expected; write it as CSV: python3 -c \"import xarray"),
        ] {
            _ = try directory.write(bytes, to: "data.bin")
            for command in ["describe data.bin", "tidy --data data.bin --output t.csv"] {
                let end = try run(command)
                #expect(end.code == 65 && end.error.contains(message), "\(end.error)")
            }
        }
    }
}

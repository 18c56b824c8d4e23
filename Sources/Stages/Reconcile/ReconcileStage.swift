import CSVTables
import Files
import Forecasting
import Texts

/// Makes forecasts of series and of their sums agree.
package struct ReconcileStage: Stage {
    package static let name = "reconcile"
    package static let summary = "Make forecasts of many series and of their sums agree."
    package static let example = "seqcast reconcile forecasts.csv --sum-of total=north,south --output agreed.csv"

    static let data = StageOption(
        required: "data", .path(), role: .reads,
        help: "The forecasts: a CSV file with the columns series, step and prediction, as predict writes it.")
    static let sums = StageOption(
        repeated: "sum-of", .text("TOTAL=A,B"),
        help: "A series that is the sum of others, as TOTAL=A,B; repeatable, sums of sums too.")
    static let method = StageOption(
        "method", ValueKind<Reconciliation>.choice(name: "method"), default: .mint,
        help:
            "How: the sums of the series at the bottom; shares of the sums at the top; or what changes all least, for the "
            + "errors they have.")
    static let errors = StageOption(
        optional: "errors", .path(), role: .reads,
        help:
            "With mint: a backtest of all series, whose errors say how far each forecast may be moved. Without it a sum of "
            + "n series counts as n times as uncertain as one.")
    static let output = StageOption(
        required: "output", .path(), role: .writes, help: "The CSV file to write: the same rows, made to agree.")

    package static let options: [OptionDefinition] = [
        data.definition, sums.definition, method.definition, errors.definition, output.definition,
    ]

    private let values: OptionValues
    /// The sums as they are given, each with its parts as one text.
    private let sums: [(total: String, parts: String)]

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        func problem(_ text: String) -> OptionErrors {
            OptionErrors(problems: [OptionError(option: Self.sums.definition.name, problem: text)])
        }
        var sums: [(total: String, parts: String)] = []
        for text in values[Self.sums] {
            guard let sides = text.cut(at: "="), !sides.before.isEmpty, !sides.behind.parts(between: ",").contains("")
            else {
                throw problem("found '\(text)'; expected a series and those that it is the sum of, as TOTAL=A,B")
            }
            sums.append((sides.before, sides.behind))
        }
        guard !sums.isEmpty else {
            throw problem("missing: expected a series and those that it is the sum of, as TOTAL=A,B")
        }
        if values[Self.errors] != nil, values[Self.method] != .mint {
            throw OptionErrors(problems: [
                OptionError(option: Self.errors.definition.name, problem: "has a meaning only with --method mint")
            ])
        }
        self.sums = sums
        // Names that hold commas, as those of keys of several columns, are known by the file.
        guard !sums.contains(where: { $0.total.holds(",") }) else { return }
        do throws(Hierarchy.Problem) {
            _ = try Hierarchy(sums.map { ($0.total, $0.parts.parts(between: ",")) })
        } catch {
            throw problem(Self.text(of: error))
        }
    }

    private static func text(of problem: Hierarchy.Problem) -> String {
        switch problem {
        case .twice(let name): "found '\(name)' as a sum twice; expected each once"
        case .circle(let name): "found '\(name)' as a sum of itself; expected sums of other series"
        case .countedTwice(let series, let sum):
            "found '\(series)' twice in the sum '\(sum)'; expected it once, over other sums or not"
        }
    }

    /// The sums, of series as the forecasts call them.
    private func hierarchy(among series: [String]) throws(StageError) -> Hierarchy {
        let names = Set((series + sums.map(\.total)).map(ByteText.init))
        let most = names.lazy.map { $0.text.utf8.count { $0 == UInt8(ascii: ",") } }.max() ?? 0
        do throws(Hierarchy.Problem) {
            return try Hierarchy(
                sums.map { sum in
                    let parts = CSVSelection.parts(of: sum.parts, mostCommas: most) { names.contains(ByteText($0)) }
                    return (sum.total, parts)
                })
        } catch {
            throw .badTable(file: values[Self.data], CSVError(column: "series", Self.text(of: error)))
        }
    }

    package func run(_ console: any Console) throws {
        let path = values[Self.data]
        let table = try Table(at: path, keeping: .described)
        let (series, steps) = (try table.texts(of: "series"), try table.texts(of: "step"))
        let hierarchy = try hierarchy(among: series)
        let texts = try table.names.map { try table.texts(of: $0) }
        let suffixes = table.names.filter { $0 == "prediction" || $0.begins(with: "prediction_") }
            .map { $0.without(firstBytes: "prediction".utf8.count) }
        guard !suffixes.isEmpty else {
            throw StageError.badTable(
                file: path, CSVError(line: 1, "found no column 'prediction'; expected forecasts as predict writes them")
            )
        }
        var rows = ByteDictionary<ByteDictionary<Int>>()
        var order: [String] = []
        for row in series.indices {
            if rows[steps[row]] == nil { order.append(steps[row]) }
            rows[steps[row], default: [:]][series[row]] = row
        }
        var numbers = ByteDictionary<[Double]>()
        for suffix in suffixes {
            for name in ["prediction", "lower", "upper"].map({ $0 + suffix }) where table.names.has(name) {
                numbers[name] = try table.numbers(of: name)
            }
        }
        var changed = 0.0
        var stepCount = 0
        for suffix in suffixes {
            let covariance = try covariance(suffix, hierarchy)
            for step in order {
                let places = hierarchy.names.map { rows[step]?[$0] }
                let known = places.compactMap(\.self)
                guard known.count == hierarchy.names.count else {
                    let missing = zip(hierarchy.names, places).first { $0.1 == nil }?.0 ?? ""
                    throw StageError.badTable(
                        file: path,
                        CSVError(
                            column: "series",
                            "found no forecast of '\(missing)' at step \(step); expected one of every series of --sum-of"
                        ))
                }
                let forecasts = known.map { numbers["prediction" + suffix]?[$0] ?? .nan }
                // Where nothing is forecast, nothing can agree.
                guard forecasts.allSatisfy(\.isFinite) else { continue }
                guard let agreed = values[Self.method].reconciled(forecasts, hierarchy, covariance: covariance) else {
                    throw StageError.cannotForecast(
                        file: values[Self.errors] ?? path, found: "errors that cannot be told apart",
                        expected: "a backtest of more origins")
                }
                for (place, row) in known.enumerated() {
                    let change = agreed[place] - forecasts[place]
                    changed += abs(change) / max(abs(forecasts[place]), .leastNormalMagnitude)
                    // Intervals keep their widths.
                    for name in ["prediction", "lower", "upper"].map({ $0 + suffix }) { numbers[name]?[row] += change }
                }
                stepCount += 1
            }
        }
        try write(table.names, texts, numbers, rowCount: series.count)
        let mean = 100 * changed / Double(max(stepCount * hierarchy.names.count, 1))
        try console.result(
            "\(hierarchy.names.count) series, \(hierarchy.sumCount) of them sums: forecasts of \(order.count) steps agree, "
                + "moved by \(significantDecimal(mean, digits: 3)) % in the mean")
    }

    private func write(
        _ names: [String], _ texts: [[String]], _ numbers: ByteDictionary<[Double]>, rowCount: Int
    ) throws {
        let file = try DurableFileWriter.open(at: values[Self.output])
        var csv = try CSVWriter(header: names) { try file.append($0) }
        for row in 0..<rowCount {
            for (name, column) in zip(names, texts) {
                if let changed = numbers[name] { csv.add(changed[row]) } else { csv.add(column[row]) }
            }
            try csv.endRow()
        }
        try csv.finish()
        try file.commit()
    }

    /// W: of the errors of a backtest, else as many as a series has parts at the bottom.
    private func covariance(_ suffix: String, _ hierarchy: Hierarchy) throws -> [[Double]] {
        guard let path = values[Self.errors], values[Self.method] == .mint else {
            return hierarchy.matrix.indices.map { row in
                hierarchy.matrix.indices.map { $0 == row ? hierarchy.matrix[row].reduce(0, +) : 0 }
            }
        }
        let table = try Table(at: path, keeping: .described)
        let (series, origins) = (try table.texts(of: "series"), try table.texts(of: "origin"))
        let steps = try table.texts(of: "step")
        let (actual, predicted) = (
            try table.numbers(of: "actual" + suffix), try table.numbers(of: "prediction" + suffix)
        )
        var found = ByteDictionary<ByteDictionary<Double>>()
        var order: [String] = []
        for row in series.indices where !actual[row].isNaN && !predicted[row].isNaN {
            let place = origins[row] + " " + steps[row]
            if found[place] == nil { order.append(place) }
            found[place, default: [:]][series[row]] = actual[row] - predicted[row]
        }
        let complete = order.filter { place in hierarchy.names.allSatisfy { found[place]?[$0] != nil } }
        guard complete.count >= 3 else {
            throw StageError.tooFewValues(
                file: path, found: complete.count, needed: 3,
                purpose: "mint, of places where all series of --sum-of were forecast,")
        }
        return Reconciliation.shrunkCovariance(
            hierarchy.names.map { name in complete.map { found[$0]?[name] ?? 0 } })
    }
}

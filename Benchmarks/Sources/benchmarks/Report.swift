import Foundation

/// The table of all results, beside those of an earlier run where there is one.
struct Report {
    let results: [Result]
    let earlier: [Result]

    /// How much longer the machine takes now for what no change of ours touches: the median over the jobs of that kind.
    private var machine: Double {
        let ratios = results.filter { $0.name == "FMA units of one core" || $0.name == "step 59, hand-written bound" }
            .compactMap { now in earlier.first { $0.name == now.name }.map { now.median / $0.median } }
        return ratios.isEmpty ? 1 : median(ratios)
    }

    var lines: [String] {
        let machine = machine
        func text(_ value: Double) -> String { String(format: "%.3g", value) }
        let rows = results.map { result in
            let before = earlier.first { $0.name == result.name }
            return [
                result.name, text(result.median), text(result.least), text(result.most),
                result.rate.map { text($0) + " " + result.rateUnit } ?? "",
                result.ratio.map { text($0) + " " + result.comparedWith } ?? "",
                result.megabytes.map(text) ?? "",
            ] + (earlier.isEmpty ? [] : [before.map { text(result.median / $0.median / machine) } ?? ""])
        }
        let heads = ["job", "median s", "least", "most", "rate", "beside", "peak MB"]
        let table = [heads + (earlier.isEmpty ? [] : ["times the baseline"]), heads.map { _ in "---" }] + rows
        return table.map { "| " + $0.joined(separator: " | ") + " |" }
    }

    /// Writes the results to a file that a later run can be compared with.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(results).write(to: URL(fileURLWithPath: path))
    }

    static func read(from path: String) throws -> [Result] {
        try JSONDecoder().decode([Result].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

import Stages

/// What is said, in its order, results behind `> `.
final class Collector: Console {
    var lines: [String] = []
    func result(_ line: String) { lines.append("> " + line) }
    func note(_ line: String) { lines.append(line) }
    func progress(_ progress: Progress) {}
    var stopSignal: Int32? { nil }
}

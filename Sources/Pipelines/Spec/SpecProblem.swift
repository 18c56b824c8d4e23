/// One thing that is wrong with a spec: where, what it is, and what is allowed.
package struct SpecProblem: Error, Equatable, Sendable {
    package let position: SpecPosition
    package let problem: String

    init(at position: SpecPosition, _ problem: String) {
        self.position = position
        self.problem = problem
    }
}

/// All that is wrong with one spec, in the order of its lines.
package struct SpecProblems: Error, Equatable, Sendable, CustomStringConvertible {
    /// The spec as the user named it.
    package let file: String
    package let problems: [SpecProblem]

    /// More problems than this help nobody; a file made of them must not fill the screen.
    private static let most = 100

    init(in file: String, _ problems: [SpecProblem]) {
        self.file = file
        self.problems = problems.sorted { ($0.position, $0.problem) < ($1.position, $1.problem) }
    }

    /// One line a problem: `FILE:LINE:COLUMN: what is wrong; what is allowed`.
    package var lines: [String] {
        var lines = problems.prefix(Self.most).map { problem in
            "\(file):\(problem.position.line):\(problem.position.column): \(problem.problem)"
        }
        if problems.count > Self.most { lines.append("\(file): and \(problems.count - Self.most) more problems") }
        return lines
    }

    package var description: String { lines.joined(separator: "\n") }
}

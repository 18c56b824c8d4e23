/// One thing that is wrong with a spec: where, what it is, and what is allowed.
package struct SpecProblem: Error, Hashable, Sendable {
    package let position: SpecPosition
    package let problem: String

    init(at position: SpecPosition, _ problem: String) {
        self.position = position
        self.problem = problem
    }
}

/// The names of the texts that a spec is read from.
package struct SpecTexts: Equatable, Sendable {
    /// The spec and what it includes, as the user named them.
    package var files: [String]
    /// What was typed after `--set`.
    package var settings: [String] = []

    init(files: [String], settings: [String] = []) {
        self.files = files
        self.settings = settings
    }

    /// The place as a message begins with it: `FILE:LINE:COLUMN`.
    func name(of position: SpecPosition) -> String {
        if position.file < 0 { return "--set \(settings[position.line - 1])" }
        return "\(files[position.file]):\(position.line):\(position.column)"
    }
}

/// All that is wrong with one spec, in the order of its lines.
package struct SpecProblems: Error, Equatable, Sendable, CustomStringConvertible {
    package let texts: SpecTexts
    package let problems: [SpecProblem]

    /// More problems than this help nobody; a file made of them must not fill the screen.
    private static let most = 100

    init(in texts: SpecTexts, _ problems: [SpecProblem]) {
        self.texts = texts
        self.problems = Set(problems).sorted { ($0.position, $0.problem) < ($1.position, $1.problem) }
    }

    /// Whether only what was typed is wrong, no file.
    package var areOfSettings: Bool { problems.allSatisfy { $0.position.file < 0 } }

    /// One line a problem: `FILE:LINE:COLUMN: what is wrong; what is allowed`.
    package var lines: [String] {
        var lines = problems.prefix(Self.most).map { "\(texts.name(of: $0.position)): \($0.problem)" }
        if problems.count > Self.most {
            lines.append("\(texts.files[0]): and \(problems.count - Self.most) more problems")
        }
        return lines
    }

    package var description: String { lines.joined(separator: "\n") }
}

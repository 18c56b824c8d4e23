/// One thing that is wrong with the options of a stage.
package struct OptionError: Equatable, Sendable {
    /// The option's name, without dashes.
    package let option: String
    /// What was found and what was expected.
    package let problem: String

    package init(option: String, problem: String) {
        self.option = option
        self.problem = problem
    }
}

/// All that is wrong with the options of a stage.
package struct OptionErrors: Error, Equatable, Sendable, CustomStringConvertible {
    package let problems: [OptionError]

    package init(problems: [OptionError]) {
        self.problems = problems
    }

    package var description: String {
        problems.map { "--\($0.option): \($0.problem)" }.joined(separator: "\n")
    }
}

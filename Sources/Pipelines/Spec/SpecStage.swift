import Stages

/// One stage of a spec: a command with its options, every path from the current directory.
package struct SpecStage: Sendable {
    /// A file or directory that the stage reads or writes, and the option that names it.
    package struct File: Equatable, Sendable {
        package let option: String
        package let path: SpecPath
        /// Where the spec names it.
        package let position: SpecPosition
    }

    package let name: String
    package let position: SpecPosition
    package let command: any Stage.Type
    /// The texts of the options that the spec gives, and of all paths.
    package let texts: [String: [String]]
    package let reads: [File]
    package let writes: [File]

    /// The values that decide what is computed: of every option that has one, given or by default; no paths.
    package var settings: [String: [String]] {
        var settings: [String: [String]] = [:]
        for option in command.options where option.role == .setting {
            if let given = texts[option.name] {
                settings[option.name] = given
            } else if case .defaulted(let text) = option.presence {
                settings[option.name] = [text]
            } else if option.presence == .flag {
                settings[option.name] = ["false"]
            }
        }
        return settings
    }
}

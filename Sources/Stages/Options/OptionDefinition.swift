/// All that there is to know of an option without its type: for the command line, the spec, the help and the lock file.
///
/// An option is defined once, by a ``StageOption`` in the file of its stage; this is what others see of it.
package struct OptionDefinition: Sendable {
    /// What the option's text stands for in a pipeline.
    package enum Role: Sendable, Equatable {
        /// A setting of the computation.
        case setting
        /// A file or directory that the stage reads.
        case reads
        /// A file or directory that the stage writes.
        case writes
        /// It changes what is said or kept, never what is computed.
        case presentation
        /// It makes a command that goes on without an end: for the command line alone.
        case live
    }

    /// How often the option may stand, and what holds where it does not.
    package enum Presence: Sendable, Equatable {
        case required
        case optional
        case defaulted(String)
        case repeated
        case flag
    }

    /// The name as typed after `--` and as the key in a spec.
    package let name: String
    package let role: Role
    package let presence: Presence
    /// Whether it stands on the command line without its name.
    package var isArgument = false
    /// The word for the value in help: `count`, `file`.
    package let valueName: String
    /// What is expected, for messages: `a whole number from 1`.
    package let expected: String
    /// The texts allowed where there are only a few, else empty.
    package let choices: [String]
    /// The JSON Schema type of a value.
    package let schemaType: String
    /// The limits of a number, in the words of JSON Schema.
    package let schemaLimits: [(keyword: String, limit: String)]
    package let help: String
    /// What stands in the directory that the option names once the stage has written it.
    ///
    /// Names of files, or, with a slash behind them, of directories; a star stands for the rest of a name. None where the
    /// option names a file.
    package let contents: [String]
    /// Whether a value may begin with a minus and stand behind the name all the same, as numbers may.
    package let mayBeginWithMinus: Bool
    /// The one text for all texts that mean the same value, as `0.05` for `5e-2`.
    ///
    /// What is no value stays as it is.
    package let normalized: @Sendable (String) -> String
    /// Whether a text is a value of this option.
    package let accepts: @Sendable (String) -> Bool

    /// What is wrong with `text` as a value; nil where nothing is.
    package func problem(with text: String) -> String? {
        accepts(text) ? nil : "found '\(text)'; expected \(expected)"
    }
}

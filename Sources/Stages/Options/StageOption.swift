/// An option of a stage, defined once for the command line and the spec alike.
///
/// `Value` is what the stage gets: `Int` where there is a default or a value must be given, `Int?` where it may be left
/// out, `[String]` where the option may stand several times.
package struct StageOption<Value: Sendable>: Sendable {
    package let definition: OptionDefinition
    /// Reads all texts given; nil where they are not what the definition allows.
    let read: @Sendable ([String]) -> Value?

    private init<Element>(
        _ name: String, _ kind: ValueKind<Element>, _ presence: OptionDefinition.Presence,
        _ role: OptionDefinition.Role, isArgument: Bool = false, _ help: String, contents: [String] = [],
        read: @escaping @Sendable ([String]) -> Value?
    ) {
        definition = OptionDefinition(
            name: name, role: role, presence: presence, isArgument: isArgument, valueName: kind.name,
            expected: kind.expected,
            choices: kind.choices, schemaType: kind.schemaType, schemaLimits: kind.schemaLimits, help: help,
            contents: contents, mayBeginWithMinus: kind.mayBeginWithMinus,
            normalized: { text in kind.parse(text).map(kind.format) ?? text },
            accepts: { kind.parse($0) != nil })
        self.read = read
    }

    /// An option with a default.
    package init(
        _ name: String, _ kind: ValueKind<Value>, default defaultValue: Value,
        role: OptionDefinition.Role = .setting, help: String
    ) {
        self.init(name, kind, .defaulted(kind.format(defaultValue)), role, help) { texts in
            texts.last.map(kind.parse) ?? defaultValue
        }
    }

    /// A value that must be given, on the command line without a name: `seqcast import FILE`.
    package init(
        argument name: String, _ kind: ValueKind<Value>, role: OptionDefinition.Role = .setting, help: String
    ) {
        self.init(name, kind, .required, role, isArgument: true, help) { texts in texts.last.flatMap(kind.parse) }
    }

    /// An option that must be given; where it names a directory that the stage writes, what will be in it.
    package init(
        required name: String, _ kind: ValueKind<Value>, role: OptionDefinition.Role = .setting,
        contents: [String] = [], help: String
    ) {
        self.init(name, kind, .required, role, help, contents: contents) { texts in texts.last.flatMap(kind.parse) }
    }
}

extension StageOption {
    /// An option that may be left out.
    package init<Element>(
        optional name: String, _ kind: ValueKind<Element>, role: OptionDefinition.Role = .setting,
        contents: [String] = [], help: String
    ) where Value == Element? {
        self.init(name, kind, .optional, role, help, contents: contents) { texts in
            .some(texts.last.flatMap(kind.parse))
        }
    }

    /// An option that may stand several times.
    package init<Element>(
        repeated name: String, _ kind: ValueKind<Element>, role: OptionDefinition.Role = .setting, help: String
    ) where Value == [Element] {
        self.init(name, kind, .repeated, role, help) { texts in texts.compactMap(kind.parse) }
    }

    /// An option without a value: given or not.
    package init(flag name: String, role: OptionDefinition.Role = .setting, help: String) where Value == Bool {
        self.init(name, ValueKind<Bool>.flag, .flag, role, help) { texts in texts.last == "true" }
    }
}

/// The texts given for a stage's options, checked against their definitions.
///
/// ```swift
/// let values = try OptionValues(["hidden-size": ["64"], "data": ["series.csv"]], for: TrainStage.options)
/// let hiddenSize = values[TrainStage.hiddenSize]  // 64, an Int
/// ```
package struct OptionValues: Sendable {
    /// The texts given, by option name; what was left out is absent.
    package let texts: [String: [String]]

    /// Checks `texts` against `definitions`.
    ///
    /// - Throws: ``OptionErrors`` with every problem there is.
    package init(_ texts: [String: [String]], for definitions: [OptionDefinition]) throws(OptionErrors) {
        let names = Set(definitions.map(\.name))
        var problems = texts.keys.filter { !names.contains($0) }.sorted().map { name in
            OptionError(option: name, problem: "there is no such option")
        }
        for definition in definitions {
            let given = texts[definition.name] ?? []
            if given.isEmpty && definition.presence == .required {
                problems.append(OptionError(option: definition.name, problem: "missing; give \(definition.expected)"))
            }
            if given.count > 1 && definition.presence != .repeated {
                problems.append(
                    OptionError(option: definition.name, problem: "given \(given.count) times; give it once"))
            }
            for problem in given.compactMap(definition.problem) {
                problems.append(OptionError(option: definition.name, problem: problem))
            }
        }
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
        self.texts = texts
    }

    /// The value of `option`, or its default.
    package subscript<Value>(_ option: StageOption<Value>) -> Value {
        guard let value = option.read(texts[option.definition.name] ?? []) else {
            preconditionFailure("option --\(option.definition.name) was not among the definitions that were checked")
        }
        return value
    }

    /// Whether an option was given a value of its own, other than its default.
    package func isChosen(_ option: OptionDefinition) -> Bool {
        let given = texts[option.name] ?? []
        if case .defaulted(let text) = option.presence { return !given.isEmpty && given != [text] }
        return !given.isEmpty
    }
}

extension StageReader {
    /// Reads `run`, `reads` and `writes`.
    mutating func readProgram(_ pair: YAMLNode.Pair, _ outputs: StageOutputs) -> SpecStage.Work {
        for setting in settings where !StageLimits.definitions.contains(where: { $0.name == setting.name }) {
            let allowed = StageLimits.definitions.map(\.name)
            report(
                setting.value.position,
                "stage '\(template.name)' runs a program, which has no options; \(allowedNames(allowed, insteadOf: setting.name))"
            )
        }
        scope.outputs = outputs
        reads = readFiles(SpecStage.readsKey, isOutput: false)
        scope.outputs = nil
        writes = readFiles(SpecStage.writesKey, isOutput: true)
        if template.keys[SpecStage.writesKey] == nil {
            report(pair.key.position, "the key 'writes' is missing beside 'run'; write what the program writes")
        }
        var recorded: [String] = []
        var arguments: [String] = []
        for isRecord in [false, true] {
            var scope = scope
            scope["reads"] = .list(isRecord ? ["${reads}"] : reads.map(\.path.path))
            scope["writes"] = .list(isRecord ? ["${writes}"] : writes.map(\.path.path))
            if isRecord { scope["directory"] = .text("${directory}") }
            var found: [SpecProblem] = []
            let values = scope.values(of: pair.value, &found)
            if isRecord {
                recorded = values.elements.compactMap(\.text)
                continue
            }
            problems += found
            arguments = readArguments(values, pair.value)
        }
        return .program(arguments, recorded: recorded)
    }

    private mutating func readArguments(_ values: ScopedValues, _ node: YAMLNode) -> [String] {
        let rule = "expected a list of the program and its arguments, as in [python3, make.py]"
        guard values.isList, !values.elements.isEmpty else {
            if !values.isDamaged { report(node.position, "run is \(values.isList ? "empty" : node.kind); \(rule)") }
            return []
        }
        var arguments: [String] = []
        for value in values.elements {
            guard let text = value.text, !text.utf8.contains(0) else {
                report(value.position, "an argument is \(value.kind); expected a text, in quotes if need be")
                continue
            }
            arguments.append(text)
        }
        if arguments.first == "" { report(values.elements[0].position, "the program is ''; \(rule)") }
        return arguments
    }

    private mutating func readFiles(_ key: String, isOutput: Bool) -> [SpecStage.File] {
        guard let node = template.keys[key]?.value else { return [] }
        let values = scope.values(of: node, &problems)
        if values.isDamaged, isOutput { hasUnknownFiles = true }
        if values.elements.isEmpty, isOutput, !values.isDamaged {
            report(node.position, "'\(key)' is empty; expected what the program writes, a path or a list of such")
        }
        return values.elements.compactMap { value in
            guard let text = value.text, !text.isEmpty, !text.utf8.contains(0) else {
                report(value.position, "'\(key)' is \(value.kind); expected a path, or a list of such")
                if isOutput { hasUnknownFiles = true }
                return nil
            }
            return path(text, named: key, at: value.position, isOutput: isOutput).map {
                SpecStage.File(option: key, path: $0, position: value.position)
            }
        }
    }
}

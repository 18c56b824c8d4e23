import Texts

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
        if let script = script(arguments.first, at: pair.value.position) { reads.append(script) }
        return .program(arguments, recorded: recorded)
    }

    /// The program as a file that the stage reads, where it is started by a path and is of the project: one in the current
    /// directory or in that of the pipeline.
    private func script(_ program: String?, at position: SpecPosition) -> SpecStage.File? {
        guard let program, program.utf8.contains(UInt8(ascii: "/")) else { return nil }
        let path = SpecPath.normalized(program, from: currentDirectory)
        let isInside = !path.begins(with: "/") && path != ".." && !path.begins(with: "../")
        guard isInside || path.utf8.starts(with: (directory + "/").utf8) else { return nil }
        let isRead = (reads + writes).contains { $0.path.path.isSame(as: path) }
        guard !isRead,
            let place = try? SpecPath(
                path.begins(with: "/") ? path : "./" + path, in: directory, from: currentDirectory)
        else { return nil }
        return SpecStage.File(option: SpecStage.scriptKey, path: place, position: position)
    }

    /// Whether the program builds on what it wrote before.
    mutating func readAppend() -> Bool {
        guard let node = template.keys[SpecStage.appendKey]?.value else { return false }
        let text = scope.text(of: node, &problems)
        if text == "true" || text == "false" { return text == "true" }
        report(node.position, "append is \(node.kind); expected true or false")
        return false
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
                SpecStage.File(option: key, path: $0, position: value.position, isListed: value.isListed)
            }
        }
    }
}

import RecurrentNets
import Stages

/// Reads `search`: in place of one stage, those that try settings of it, and one that has the best.
extension StageReader {
    static let spaceKey = "space"

    /// The stages that a stage, read, stands for: itself where it has no search.
    ///
    /// Of a search that asks for more than `mostStages`, so many stages are made that it is seen.
    mutating func stages(of stage: SpecStage, mostStages: Int) -> [SpecStage] {
        guard let pair = template.keys[StageTemplate.searchKey] else { return [stage] }
        guard case .command(let command) = stage.work, let steering = command.search else { return [stage] }
        let count = problems.count
        let (options, axes) = readSearch(pair.value, of: command, steering)
        if stage.texts[steering.validation] == nil {
            report(
                pair.key.position,
                "search needs the option '\(steering.validation)' of \(command.name), to tell which settings are the best"
            )
        }
        for axis in axes where positions[axis.option] != nil {
            report(
                positions[axis.option] ?? pair.key.position,
                "option '\(axis.option)' is in the search's space too; give it in one place")
        }
        let own = [steering.resumeFrom, steering.place, steering.stopAfter]
        for option in own + (options?.measure == .loss ? [] : [steering.measure]) where positions[option] != nil {
            report(
                positions[option] ?? pair.key.position,
                "option '\(option)' stands beside a search, which gives it itself; leave it out")
        }
        if problems.count == count, let options {
            checkMeasure(options.measure, axes, of: stage, steering, command, at: pair.key.position)
        }
        guard problems.count == count, problems.isEmpty, let options else { return [stage] }
        guard let planned = stage.settings[steering.epochs]?.last.flatMap({ Int($0) }),
            let trials = drawTrials(options, axes, for: stage, steering, command, at: pair.key.position)
        else { return [stage] }
        guard let ladder = options.ladder(of: trials.count, epochs: planned) else {
            report(
                pair.key.position,
                "search: \(options.rungs) rungs with a reduction of \(options.reduction) need more epochs; found "
                    + "\(planned); give more, or fewer rungs")
            return [stage]
        }
        let counts = ladder.map(\.count)
        if counts.reduce(1, +) > mostStages { return Array(repeating: stage, count: mostStages + 1) }
        guard scope.budget.take(files: zip(counts, counts.dropFirst() + [1]).reduce(0) { $0 + $1.0 * $1.1 }) else {
            exhaust(at: pair.key.position)
            return [stage]
        }
        let search = SearchStages(
            base: stage, steering: steering, trials: trials, ladder: ladder, measure: options.measure)
        let stages = search.stages { path(at: $0, of: stage, steering) }
        checkLast(stages, of: command, at: pair.key.position)
        return stages
    }

    /// Asks the stage whether its options fit together where it goes on with another one.
    private mutating func checkLast(_ stages: [SpecStage], of command: any Stage.Type, at position: SpecPosition) {
        guard let last = stages.last else { return }
        do {
            _ = try command.init(OptionValues(last.texts, for: command.options))
        } catch {
            for problem in error.problems {
                report(position, "search: the best go on by option '\(problem.option)', which \(problem.problem)")
            }
        }
    }

    /// Reports the losses, of the space or of the stage, with which the best cannot be told by `measure`.
    private mutating func checkMeasure(
        _ measure: ValidationMeasure, _ axes: [SearchAxis], of stage: SpecStage, _ steering: StageSearch,
        _ command: any Stage.Type, at position: SpecPosition
    ) {
        guard measure != .loss else { return }
        let usual = command.options.first { $0.name == steering.loss }.flatMap { option -> String? in
            if case .defaulted(let text) = option.presence { text } else { nil }
        }
        var choices = [stage.texts[steering.loss] ?? [usual].compactMap(\.self)]
        let axis = axes.first { $0.option == steering.loss }
        if case .choices(let given)? = axis?.values { choices = given }
        var refused: [String] = []
        for choice in choices {
            var texts = stage.texts
            (texts[steering.loss], texts[steering.measure]) = (choice, [measure.rawValue])
            do {
                _ = try command.init(OptionValues(texts, for: command.options))
            } catch {
                if error.problems.contains(where: { $0.option == steering.measure }) { refused += choice }
            }
        }
        guard !refused.isEmpty else { return }
        let names = refused.map { quoted($0) }.joined(separator: ", ")
        let found =
            axis == nil
            ? "found \(names); give one that says them, as gaussian"
            : "of those in the space these say none: \(names); leave them out"
        report(
            position,
            "search: by '\(measure.rawValue)' the best are told only with a '\(steering.loss)' that says intervals; \(found), or "
                + "give another measure")
    }

    /// The path of a result that is not the search's own, beside that one.
    private mutating func path(at name: String, of stage: SpecStage, _ steering: StageSearch) -> SpecPath? {
        guard let output = stage.writes.first(where: { $0.option == steering.output }) else { return nil }
        return path(
            "\(output.path.name).trials/\(name)", named: steering.output, at: output.position, isOutput: true)
    }

    private mutating func readSearch(
        _ node: YAMLNode, of command: any Stage.Type, _ steering: StageSearch
    ) -> (SearchOptions?, [SearchAxis]) {
        let rule = "write what is tried, as in  search: { space: { hidden-size: [16, 32] }, trials: 8 }"
        guard case .mapping(let pairs) = node.content else {
            report(node.position, "search is \(node.kind); \(rule)")
            return (nil, [])
        }
        var given: [String: [String]] = [:]
        var axes: [SearchAxis]?
        // What may be tried depends on it, wherever it stands.
        let measure = pairs.last { $0.key.text == SearchOptions.measureOption.definition.name }?.value.text
        let isInUnits = measure.map { $0 != ValidationMeasure.loss.rawValue } ?? false
        for pair in pairs {
            if pair.key.text == Self.spaceKey {
                axes = readSpace(pair.value, of: command, steering.variable(inUnits: isInUnits))
            } else if let option = SearchOptions.definitions.first(where: { $0.name == pair.key.text }) {
                given[option.name] = text(of: pair.value, for: option).map { [$0] }
            } else {
                let known = [Self.spaceKey] + SearchOptions.definitions.map(\.name)
                report(
                    pair.key.position,
                    "unknown key \(pair.key.kind) of search; \(allowedNames(known, insteadOf: pair.key.text ?? ""))")
            }
        }
        if axes == nil { report(node.position, "the key 'space' of search is missing; \(rule)") }
        let options = try? OptionValues(given, for: SearchOptions.definitions)
        return (options.map(SearchOptions.init), axes ?? [])
    }

    /// The settings to try, each once: drawn, and drawn again where the stage refuses them.
    private mutating func drawTrials(
        _ options: SearchOptions, _ axes: [SearchAxis], for stage: SpecStage, _ steering: StageSearch,
        _ command: any Stage.Type, at position: SpecPosition
    ) -> [[(option: String, texts: [String])]]? {
        var random = SeededGenerator(seed: options.seed)
        var trials: [[(option: String, texts: [String])]] = []
        var seen: Set<[[String]]> = []
        var refusal: OptionErrors?
        var draws = 0
        while trials.count < options.trials, draws < 1000 + 200 * options.trials {
            draws += 1
            var own = random.split()
            let values = axes.map { $0.draw(using: &own) }
            guard seen.insert(values).inserted else { continue }
            var texts = stage.texts
            if options.measure != .loss { texts[steering.measure] = [options.measure.rawValue] }
            for (axis, value) in zip(axes, values) { texts[axis.option] = value.isEmpty ? nil : value }
            do {
                _ = try command.init(OptionValues(texts, for: command.options))
                trials.append(zip(axes, values).map { ($0.option, $1) })
            } catch {
                refusal = error
                if !scope.budget.takeRefusal() { break }
            }
        }
        if trials.count == options.trials { return trials }
        let reason =
            refusal?.problems.first.map { "; of the others, one was refused: option '\($0.option)' \($0.problem)" }
            ?? ""
        report(
            position,
            "search: \(options.trials) trials are asked for, and \(draws) draws gave \(trials.count) settings that differ"
                + "\(reason); give fewer trials or a wider space")
        return nil
    }
}

import Texts

/// What the stages write, as the spec names it, so that `${training.output}` can list it.
struct StageOutputs {
    /// What one instance of a stage writes, by option.
    struct Instance {
        let axes: [StageAxis]
        let texts: [String: [String]]
    }

    /// Why there is no such output.
    struct Damage: Error {
        let problem: String
    }

    /// The instances of each stage.
    private(set) var instances: [String: [Instance]] = [:]

    /// Enters a stage of the spec, that what it writes may be named even where it has no instance.
    mutating func add(stage: String, _ instances: [Instance]) {
        self.instances[stage] = instances
    }

    /// The texts that `STAGE.OPTION` or `STAGE[AXIS=VALUE,…].OPTION` stands for, of each instance, in their order.
    func instances(of reference: String, _ budget: SpecBudget) throws(Damage) -> [[String]] {
        // A value of an axis may have points; the option has none.
        guard let (name, option) = reference.cut(atLast: ".") else { throw Damage(problem: "expected STAGE.OPTION") }
        guard let selector = StageSelector(name) else {
            throw Damage(problem: "expected STAGE.OPTION or STAGE[AXIS=VALUE,…].OPTION")
        }
        guard let all = instances[selector.stage] else {
            let allowed = budget.allowed({ instances.keys.sorted() }, insteadOf: selector.stage)
            throw Damage(problem: "there is no stage \(quoted(selector.stage)); \(allowed)")
        }
        let chosen = all.filter { selector.selects($0.axes) }
        guard !chosen.isEmpty else {
            throw Damage(
                problem: "no instance of '\(selector.stage)' is so; allowed: \(StageAxis.allowed(in: all.map(\.axes)))")
        }
        let texts = chosen.compactMap { $0.texts[option] }.filter { !$0.isEmpty }
        guard !texts.isEmpty else {
            let names = Set(all.flatMap { $0.texts.keys }).sorted()
            let allowed = budget.allowed({ names }, insteadOf: option)
            throw Damage(problem: "'\(selector.stage)' writes nothing by '\(option)'; \(allowed)")
        }
        return texts
    }
}

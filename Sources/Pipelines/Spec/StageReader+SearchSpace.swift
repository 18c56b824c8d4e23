import CSVTables
import SeriesData
import Stages
import Texts

/// Reads the `space` of a search.
extension StageReader {
    /// What stands in a space for an option that is left out, where it may have several values.
    static let noValue = "none"

    /// The options to try with their values; those that cannot be read are left out, with problems.
    mutating func readSpace(
        _ node: YAMLNode, of command: any Stage.Type, _ variable: [OptionDefinition]
    ) -> [SearchAxis] {
        let rule = "write options with the values to try, as in  space: { hidden-size: [16, 32] }"
        guard case .mapping(let pairs) = node.content, !pairs.isEmpty else {
            report(node.position, "space is \(node.kind); \(rule)")
            return []
        }
        let axes = pairs.compactMap { pair -> SearchAxis? in
            guard let option = variable.first(where: { $0.name == pair.key.text }) else {
                let name = pair.key.text ?? ""
                let isOption = command.options.contains { $0.name == name }
                let names = allowedNames(variable.map(\.name), insteadOf: name)
                let what = isOption ? "cannot be searched" : "is no option of \(command.name)"
                report(pair.key.position, "\(pair.key.kind) \(what); \(names)")
                return nil
            }
            return readAxis(pair.value, option)
        }
        // The order of the keys means nothing: what is drawn is drawn in the order of the options.
        let order = variable.map(\.name)
        func place(_ axis: SearchAxis) -> Int { order.firstIndex(of: axis.option) ?? order.count }
        return axes.sorted { place($0) < place($1) }
    }

    private mutating func readAxis(_ node: YAMLNode, _ option: OptionDefinition) -> SearchAxis? {
        guard case .mapping(let pairs) = node.content else {
            let values = scope.values(of: node, &problems)
            let choices = values.elements.compactMap { choice(of: $0, for: option) }
            guard !values.isDamaged, choices.count == values.elements.count else { return nil }
            guard !choices.isEmpty else {
                report(node.position, "'\(option.name)' has no values to try; give some, as in [1, 2]")
                return nil
            }
            var seen: Set<[ByteText]> = []
            if let again = choices.indices.first(where: { !seen.insert(choices[$0].map(ByteText.init)).inserted }) {
                let text = choices[again].isEmpty ? Self.noValue : choices[again].joined(separator: ", ")
                report(values.elements[again].position, "the value \(quoted(text)) stands twice")
                return nil
            }
            return SearchAxis(option: option.name, values: .choices(choices))
        }
        return readRange(pairs, node.position, option)
    }

    /// The texts of a value to try, of an option that may be repeated those of a list, or none; nil, with a report, where the
    /// option does not take them.
    private mutating func choice(of value: ScopedValue, for option: OptionDefinition) -> [String]? {
        guard option.presence == .repeated else { return text(of: value, for: option).map { [$0] } }
        guard case .list = value.node.content else {
            if value.text == Self.noValue, !option.accepts(Self.noValue) { return [] }
            return text(of: value, for: option).map { [$0] }
        }
        let parts = scope.values(of: value.node, &problems)
        let texts = parts.elements.compactMap { text(of: $0, for: option) }
        guard !parts.isDamaged, texts.count == parts.elements.count else { return nil }
        if texts.isEmpty {
            report(value.position, "'\(option.name)' has an empty list among its values; write \(Self.noValue)")
            return nil
        }
        return texts
    }

    private mutating func readRange(
        _ pairs: [YAMLNode.Pair], _ position: SpecPosition, _ option: OptionDefinition
    ) -> SearchAxis? {
        let rule =
            "expected a list of values, or { from: 1, to: 8 } with  scale: log  where it is to be even in proportions"
        guard ["integer", "number"].contains(option.schemaType) else {
            report(position, "'\(option.name)' is a range; it is no number; expected a list of values")
            return nil
        }
        let count = problems.count
        var ends: [String: Double] = [:]
        var isLogarithmic = false
        for pair in pairs {
            switch pair.key.text {
            case "from", "to":
                if let text = text(of: pair.value, for: option), let number = decimal(text) {
                    ends[pair.key.text ?? ""] = number
                }
            case "scale":
                let text = scope.text(of: pair.value, &problems)
                isLogarithmic = text == "log"
                if text != "log", text != "linear" {
                    report(pair.value.position, "scale is \(pair.value.kind); allowed: linear, log")
                }
            default:
                let allowed = allowedNames(["from", "to", "scale"], insteadOf: pair.key.text ?? "")
                report(pair.key.position, "unknown key \(pair.key.kind) of a range; \(allowed)")
            }
        }
        guard problems.count == count else { return nil }
        guard let from = ends["from"], let to = ends["to"], from < to else {
            report(position, "'\(option.name)' has no range from a number to a larger one; \(rule)")
            return nil
        }
        guard !isLogarithmic || from > 0 else {
            report(
                position, "'\(option.name)' begins at \(decimalText(from)); with scale: log, expected a number above 0")
            return nil
        }
        if option.schemaType == "integer" {
            // Above these, numbers with fractions, by which a range is drawn from, skip whole ones.
            let most = 1 << 53
            guard let low = Int(exactly: from), let high = Int(exactly: to), low >= 0, high < most else {
                report(
                    position, "'\(option.name)' goes beyond \(most - 1), the largest whole number of a range; \(rule)")
                return nil
            }
            return SearchAxis(option: option.name, values: .whole(low...high, isLogarithmic: isLogarithmic))
        }
        return SearchAxis(option: option.name, values: .decimal(from...to, isLogarithmic: isLogarithmic))
    }
}

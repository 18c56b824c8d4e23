import CSVTables
import Files
import Texts

/// Makes the instances of the stages of a spec: one of each, or as many as its `matrix` or `foreach` asks for.
struct StageInstances {
    /// One instance: the values by which it is told from others, and all variables that it has.
    struct Instance {
        var axes: [StageAxis] = []
        /// The names of the axes as the spec has them, for tables.
        var axisNames: [String] = []
        var variables: [String: String] = [:]
        /// The place in a table that it is made from: `sizes.csv, line 3`.
        var place: String?
    }

    /// The most stages of a spec, instances among them.
    static let most = 20_000

    let directory: String
    let currentDirectory: String?
    let files: SpecFiles
    let scope: Scope
    private(set) var problems: [SpecProblem] = []
    private var count = 0

    init(directory: String, currentDirectory: String?, files: SpecFiles, scope: Scope) {
        self.directory = directory
        self.currentDirectory = currentDirectory
        self.files = files
        self.scope = scope
    }

    /// The instances of each of `templates`; none of one that has problems.
    mutating func all(of templates: [StageTemplate]) -> [[Instance]] {
        var result = templates.map { instances(of: $0) }
        let numbers = Dictionary(templates.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for (index, template) in templates.enumerated() {
            guard let pair = template.keys[StageTemplate.matrixKey], let name = pair.value.text, !isVariable(name)
            else {
                continue
            }
            guard let other = numbers[name], other != index else {
                let others = templates.map(\.name).filter { $0 != template.name }
                report(pair.value, "there is no other stage \(quoted(name)); \(allowedNames(others, insteadOf: name))")
                continue
            }
            if let next = templates[other].keys[StageTemplate.matrixKey], let text = next.value.text, !isVariable(text)
            {
                report(pair.value, "stage '\(name)' takes its matrix from \(quoted(text)); name that")
            } else if templates[other].keys[StageTemplate.matrixKey] == nil,
                templates[other].keys[StageTemplate.foreachKey] == nil
            {
                report(pair.value, "stage '\(name)' has no matrix; expected a stage that has one, or a mapping")
            }
            result[index] = result[other]
            count += result[other].count
        }
        if count > Self.most, let template = templates.first {
            problems.append(Self.tooMany(count, at: template.position))
            return templates.map { _ in [] }
        }
        return result
    }

    static func tooMany(_ count: Int, at position: SpecPosition) -> SpecProblem {
        SpecProblem(at: position, "the spec makes \(count) stages; at most \(most) are made of one")
    }

    private func isVariable(_ text: String) -> Bool { text.begins(with: "${") }

    private mutating func instances(of template: StageTemplate) -> [Instance] {
        let matrix = template.keys[StageTemplate.matrixKey]
        let each = template.keys[StageTemplate.foreachKey]
        if matrix != nil, let each {
            report(each.key, "'foreach' beside 'matrix'; a stage has one of them")
            return []
        }
        let instances: [Instance]
        if let matrix {
            if let text = matrix.value.text, !isVariable(text) { return [] }
            instances = product(of: matrix.value)
        } else if let each {
            instances = elements(of: each.value)
        } else {
            instances = [Instance()]
        }
        count += instances.count
        for instance in instances where StageAxis.label(of: instance.axes).utf8.count > 150 {
            report(
                matrix?.value ?? each?.value,
                "the values \(quoted(StageAxis.label(of: instance.axes))) are more than 150 bytes; they are part of a "
                    + "stage's name; give shorter ones")
            return []
        }
        return instances
    }

    /// Every combination of the values of a matrix; the last axis goes round fastest.
    private mutating func product(of node: YAMLNode) -> [Instance] {
        let rule = "write its axes, as in  matrix: { seed: [0, 1, 2] }, or the name of a stage that has a matrix"
        guard case .mapping(let pairs) = node.content, !pairs.isEmpty else {
            report(node, "matrix is \(node.kind); \(rule)")
            return []
        }
        var instances = [Instance()]
        for pair in pairs {
            guard let name = axisName(pair.key), let values = values(of: pair.value, for: name) else { return [] }
            guard instances.count * values.count <= Self.most else {
                report(node, "the matrix has more than \(Self.most) combinations; take fewer")
                return []
            }
            instances = instances.flatMap { instance in
                values.map { value in
                    var next = instance
                    next.axes.append(StageAxis(name: name, value: value))
                    next.variables[name] = value
                    return next
                }
            }
        }
        // The order of the keys means nothing: an instance is called by its axes in the order of their names.
        return instances.map { instance in
            var instance = instance
            instance.axisNames = instance.axes.map(\.name)
            instance.axes.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            return instance
        }
    }

    /// An instance for each element of a list, column or row.
    private mutating func elements(of node: YAMLNode) -> [Instance] {
        let rule = "expected a list, { columns: FILE } or { rows: FILE }"
        guard case .mapping(let pairs) = node.content else {
            if node.kind == "empty" {
                report(node, "foreach is empty; \(rule)")
                return []
            }
            return (values(of: node, for: "item") ?? []).map { instance([("item", $0)], named: "item") }
        }
        var given: [String: YAMLNode] = [:]
        for pair in pairs {
            let keys = ["columns", "rows", "except"]
            guard let key = pair.key.text, keys.contains(key) else {
                report(pair.key, "unknown key \(pair.key.kind); \(allowedNames(keys, insteadOf: pair.key.text ?? ""))")
                continue
            }
            given[key] = pair.value
        }
        if given.isEmpty, !pairs.isEmpty { return [] }
        if let node = given["columns"], given["rows"] == nil {
            guard let table = table(node) else { return [] }
            let skipped = given["except"].flatMap { values(of: $0, for: "except") } ?? []
            for name in skipped where !table.columns.has(name) {
                let allowed = scope.budget.allowed({ table.columns }, insteadOf: name)
                report(given["except"], "there is no column \(quoted(name)); \(allowed)")
            }
            let columns = table.columns.filter { !skipped.has($0) }
            if columns.isEmpty { report(node, "foreach goes over no column; give a file with others, or except fewer") }
            if let empty = table.columns.firstIndex(of: "") {
                report(node, "\(quoted(node.text ?? "")), line 1: column \(empty + 1) has no name; give it one")
            }
            return columns.map { instance([("column", $0)], named: "column") }
        }
        guard let node = given["rows"], given["columns"] == nil, given["except"] == nil else {
            report(node, "foreach is a mapping of \(given.keys.sorted().joined(separator: ", ")); \(rule)")
            return []
        }
        return rows(of: node)
    }

    private mutating func rows(of node: YAMLNode) -> [Instance] {
        guard let table = table(node), let first = table.columns.first else { return [] }
        for name in table.columns where !isFree(name) {
            report(node, "column \(quoted(name)) is to be a variable; \(SpecName.rule), and is not the name of another")
            return []
        }
        if table.rows.isEmpty { report(node, "foreach goes over no row; give a file with some") }
        let name = quoted(node.text ?? "")
        if let empty = table.rows.firstIndex(where: { $0[0].isEmpty }) {
            report(
                node,
                "\(name), line \(table.lines[empty]): the cell of '\(first)' is empty; it names an instance; fill it")
            return []
        }
        var seen: Set<ByteText> = []
        for row in table.rows where !seen.insert(ByteText(row[0])).inserted {
            report(
                node, "two rows have \(quoted(row[0])) in the column '\(first)'; the first column names the instances")
            return []
        }
        return zip(table.rows, table.lines).map { row, line in
            var made = instance(Array(zip(table.columns, row)), named: first)
            if row.contains("") { made.place = "\(name), line \(line)" }
            return made
        }
    }

    private func instance(_ values: [(String, String)], named axis: String) -> Instance {
        Instance(
            axes: values.filter { $0.0 == axis }.map { StageAxis(name: $0.0, value: $0.1) },
            variables: Dictionary(values) { first, _ in first })
    }

    private mutating func table(_ node: YAMLNode) -> TextTable? {
        guard let text = scope.text(of: node, &problems) else {
            if node.text == nil { report(node, "the file is \(node.kind); expected the path of a CSV file") }
            return nil
        }
        do {
            let path = try SpecPath(text, in: directory, from: currentDirectory).path
            let table = try TextTable(files.read(path, TextTable.largest), most: Self.most)
            if table.rows.isEmpty && table.columns.isEmpty { report(node, "\(quoted(path)) is empty") }
            return table
        } catch let error as SpecPath.Refusal {
            report(node, "\(quoted(text)) \(error.reason)")
        } catch let error as TextTable.Damage {
            report(node, "\(quoted(text)), line \(error.line): \(error.problem); expected a CSV file")
        } catch {
            report(node, "\(error); it is read when the stages are planned, so it must be there before any runs")
        }
        return nil
    }

    private mutating func axisName(_ key: YAMLNode) -> String? {
        guard let name = key.text, isFree(name) else {
            report(key, "the axis is \(key.kind); \(SpecName.rule), and is not the name of a variable")
            return nil
        }
        return name
    }

    private func isFree(_ name: String) -> Bool {
        SpecName.isName(name) && scope[name] == nil && !Scope.reserved.contains(name)
    }

    /// The values of an axis; nil, with a problem, where they are no axis.
    private mutating func values(of node: YAMLNode, for name: String) -> [String]? {
        let values = scope.values(of: node, &problems)
        if values.isDamaged { return nil }
        var seen: Set<ByteText> = []
        for value in values.elements {
            guard let text = Self.axisText(of: value), !text.isEmpty, !text.utf8.contains(0) else {
                problems.append(
                    SpecProblem(
                        at: value.position, "a value of '\(name)' is \(value.kind); expected a text or a number"))
                return nil
            }
            if !seen.insert(ByteText(text)).inserted {
                problems.append(SpecProblem(at: value.position, "the value \(quoted(text)) of '\(name)' stands twice"))
                return nil
            }
        }
        guard !values.elements.isEmpty else {
            report(node, "'\(name)' has no values; give one or more, as in [1, 2]")
            return nil
        }
        return values.elements.compactMap(Self.axisText)
    }

    /// The text of a value: one and the same for all ways to write a number with a point or an exponent.
    ///
    /// A number of digits alone stays as it is, since `007` may be a name.
    private static func axisText(of value: ScopedValue) -> String? {
        guard let text = value.text, value.isPlain, text.utf8.contains(where: { ".eE".utf8.contains($0) }),
            let number = decimal(text)
        else { return value.text }
        return decimalText(number)
    }

    private mutating func report(_ node: YAMLNode?, _ problem: String) {
        problems.append(SpecProblem(at: node?.position ?? .start, problem))
    }
}

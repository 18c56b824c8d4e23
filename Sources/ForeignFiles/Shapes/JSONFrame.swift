import CSVTables
import SeriesData

/// A table in one object of JSON: columns of names, rows or lists, as pandas and the answers of web services have it.
enum JSONFrame {
    /// A row each, and what was done; nil where the object is a row itself.
    ///
    /// Without words for what was done it was no more than unpacked.
    static func rows(of value: JSONValue) -> (rows: [JSONValue], change: String)? {
        guard case .object(let members) = value, !members.contains(where: { $0.0 == "target" && $0.1.isList }) else {
            return nil
        }
        if members.count > 1, members.allSatisfy({ $0.1.isPlain }), areKeys(members.map(\.0)) {
            let rows = members.map { JSONValue.object([("index", .text($0.0)), ("value", $0.1)]) }
            return (rows, "values of JSON by names: one row each")
        }
        if let rows = export(members) { return (rows, "rows of JSON from a start on by a step: one row each") }
        if let rows = split(members) { return (rows, "a table of JSON, its rows in lists: one row each") }
        if let rows = lists(members) { return (rows, "columns of JSON in lists: one row a place") }
        if let rows = series(in: value) { return (rows, "series of JSON, their rows in lists: one row each") }
        let objects = members.filter { !$0.1.objects.isEmpty }
        if objects.count == 1 { return (objects[0].1.objects, "") }
        // One level down, the longest.
        let inner = members.compactMap { member -> [JSONValue]? in
            if case .object(let inner) = member.1 { lists(inner) } else { nil }
        }
        if let longest = inner.max(by: { $0.count < $1.count }) {
            return (longest, "columns of JSON in lists: one row a place")
        }
        return frame(members).map { ($0, "a table of JSON by names: one row each") }
    }

    /// `{"meta":{"start":…,"step":…,"legend":[…]},"data":[[…],…]}`, as rrdtool exports it.
    private static func export(_ members: [(String, JSONValue)]) -> [JSONValue]? {
        guard case .list(let data)? = members.first(where: { $0.0 == "data" })?.1,
            let meta = members.first(where: { $0.0 == "meta" })?.1.members,
            let start = meta.first(where: { $0.0 == "start" }).flatMap({ decimal($0.1.cell) }),
            let step = meta.first(where: { $0.0 == "step" }).flatMap({ decimal($0.1.cell) }),
            case .list(let legend)? = meta.first(where: { $0.0 == "legend" })?.1, start.magnitude < 1e12, step > 0,
            step < 1e12
        else { return nil }
        var rows: [JSONValue] = []
        for (place, row) in data.enumerated() {
            guard case .list(let cells) = row, cells.count == legend.count || cells.count == legend.count + 1 else {
                return nil
            }
            // One cell more is the row's time.
            let time = cells.count > legend.count ? cells[0].cell : decimalText(start + step * Double(place))
            let values = cells.suffix(legend.count)
            rows.append(.object([("time", .number(time))] + zip(legend, values).map { ($0.cell, $1) }))
        }
        return rows.isEmpty ? nil : rows
    }

    /// Series in a list, at whatever depth: `{"metric":{…},"values":[[1705708800,"1.5"],…]}` as Prometheus answers, and
    /// `{"name":…,"tags":{…},"columns":[…],"values":[[…],…]}` as InfluxDB does.
    private static func series(in value: JSONValue) -> [JSONValue]? {
        var rest = [value]
        while let next = rest.popLast() {
            switch next {
            case .object(let members): rest += members.map(\.1)
            case .list(let list):
                let series = list.map(rows(ofSeries:))
                if !series.isEmpty, !series.contains(where: { $0 == nil }) {
                    return series.compactMap(\.self).flatMap(\.self)
                }
                rest += list
            default: break
            }
        }
        return nil
    }

    private static func rows(ofSeries value: JSONValue) -> [JSONValue]? {
        let members = value.members
        guard case .list(let values)? = members.first(where: { $0.0 == "values" })?.1, !values.isEmpty else {
            return nil
        }
        var names = ["time", "value"]
        if case .list(let columns)? = members.first(where: { $0.0 == "columns" })?.1 { names = columns.map(\.cell) }
        let labels = members.flatMap { name, member -> [(String, JSONValue)] in
            if case .object(let labels) = member { return labels }
            return member.isPlain ? [(name, member)] : []
        }
        var rows: [JSONValue] = []
        for value in values {
            guard case .list(let cells) = value, cells.count == names.count, cells.allSatisfy(\.isPlain) else {
                return nil
            }
            rows.append(.object(labels + zip(names, cells).map { ($0, $1) }))
        }
        return rows
    }

    /// `{"columns":[…],"index":[…],"data":[[…],…]}`.
    private static func split(_ members: [(String, JSONValue)]) -> [JSONValue]? {
        func list(_ name: String) -> [JSONValue]? {
            if case .list(let list)? = members.first(where: { $0.0 == name })?.1 { list } else { nil }
        }
        guard let names = list("columns"), let data = list("data"), !data.isEmpty else { return nil }
        let index = list("index").flatMap { $0.count == data.count && !areCounted($0.map(\.cell)) ? $0 : nil }
        var rows: [JSONValue] = []
        for (place, row) in data.enumerated() {
            guard case .list(let cells) = row, cells.count == names.count else { return nil }
            let first = index.map { [("index", $0[place])] } ?? []
            rows.append(.object(first + zip(names, cells).map { ($0.cell, $1) }))
        }
        return rows
    }

    /// `{"time":[…],"value":[…]}`, of two lists or more of one length, among other members that are none.
    private static func lists(_ members: [(String, JSONValue)]) -> [JSONValue]? {
        let lists = members.compactMap { name, value -> (String, [JSONValue])? in
            if case .list(let list) = value, list.allSatisfy(\.isPlain) { (name, list) } else { nil }
        }
        guard lists.count >= 2, let count = lists.first?.1.count, count >= 2,
            lists.allSatisfy({ $0.1.count == count })
        else { return nil }
        return (0..<count).map { row in .object(lists.map { ($0.0, $0.1[row]) }) }
    }

    /// `{"y":{"0":…,"1":…},…}`, or a row by each name.
    private static func frame(_ members: [(String, JSONValue)]) -> [JSONValue]? {
        var columns: [(name: String, cells: [(String, JSONValue)])] = []
        for (name, value) in members {
            guard case .object(let cells) = value, cells.allSatisfy({ $0.1.isPlain }) else { return nil }
            columns.append((name, cells))
        }
        guard let first = columns.first, columns.allSatisfy({ $0.cells.count == first.cells.count }),
            columns.count > 1 || first.cells.count > 1
        else { return nil }
        let (outer, inner) = (columns.map(\.name), first.cells.map(\.0))
        let isByRows = areKeys(outer) && !areKeys(inner)
        guard areKeys(isByRows ? outer : inner),
            columns.allSatisfy({ column in zip(column.cells, inner).allSatisfy { $0.0.utf8.elementsEqual($1.utf8) } })
        else { return nil }
        func key(_ text: String, _ all: [String]) -> [(String, JSONValue)] {
            areCounted(all) ? [] : [("index", .text(text))]
        }
        if isByRows { return columns.map { .object(key($0.name, outer) + $0.cells) } }
        return inner.indices.map { row in
            .object(key(inner[row], inner) + columns.map { ($0.name, $0.cells[row].1) })
        }
    }

    /// Whether texts are what rows are called by: numbers or times.
    private static func areKeys(_ names: [String]) -> Bool {
        names.allSatisfy { decimal($0) != nil || DateText($0) != nil }
    }

    private static func areCounted(_ cells: [String]) -> Bool {
        cells.enumerated().allSatisfy { $0.element == String($0.offset) }
    }
}

extension JSONValue {
    /// Those of an object; none of another.
    var members: [(String, JSONValue)] { if case .object(let members) = self { members } else { [] } }

    /// Whether it is an object without a target that has a list of lists or objects, at whatever depth.
    var holdsLists: Bool {
        var rest = [self]
        var isFirst = true
        while let value = rest.popLast() {
            switch value {
            case .list(let list):
                if list.count > 1, list.contains(where: { !$0.isPlain }) { return true }
                rest += list
            case .object(let members):
                if isFirst, members.contains(where: { $0.0 == "target" }) { return false }
                rest += members.map(\.1)
            default: break
            }
            isFirst = false
        }
        return false
    }

    var isList: Bool { if case .list = self { true } else { false } }

    /// Whether it is neither a list nor an object.
    var isPlain: Bool {
        switch self {
        case .list, .object: false
        default: true
        }
    }

    /// The objects that it is a list of; none where it is another.
    var objects: [JSONValue] {
        guard case .list(let list) = self, list.count > 1,
            list.allSatisfy({ if case .object = $0 { true } else { false } })
        else { return [] }
        return list
    }
}

extension Layer {
    /// A table of the parameters: name, shape, how many numbers, and which are frozen.
    public var summary: String {
        let rows = parameters.map { named -> [String] in
            let parameter = named.parameter
            let note = parameter.requiresGradient ? "" : "frozen"
            return [named.name, "\(parameter.shape)", "\(parameter.value.count)", note]
        }
        let heading = ["parameter", "shape", "count", ""]
        let total = ["total", "", "\(parameterCount)", ""]
        let table = [heading] + rows + [total]
        let widths = (0..<3).map { column in table.map { $0[column].count }.max() ?? 0 }
        let lines = table.map { row in
            let cells = (0..<3).map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 2 ? padding + row[column] : row[column] + padding
            }
            let line = (cells + [row[3]]).joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        return lines.joined(separator: "\n")
    }

    /// Keeps all parameters as they are: no gradient is computed for them, and no optimiser moves them.
    public func freeze() {
        for named in parameters { named.parameter.requiresGradient = false }
    }

    /// Lets all parameters be trained again.
    public func unfreeze() {
        for named in parameters { named.parameter.requiresGradient = true }
    }
}

import CSVTables
import Files
import ForeignWeights
import SeriesData

extension ImportStage {
    /// How the values were scaled that the network learnt: as is said, as a table shows, or as the file itself has it.
    func scaling(of network: ForeignNetwork, in file: ForeignFile) throws -> ImportedModel.Scalings {
        if let source = values[Self.scaleFrom] { return try scaling(from: source, inputs: network.inputSize) }
        let (offset, divisor) = (values[Self.scaleOffset], values[Self.scaleDivisor])
        if offset != nil || divisor != nil { return .all(Scaling(offset: offset ?? 0, divisor: divisor ?? 1)) }
        if let found = network.scaling { return .all(Scaling(offset: found.offset, divisor: found.divisor)) }
        // A model of this program, or what export wrote of one.
        for (offset, divisor) in [("scale_offset", "scale_divisor"), ("value_offset", "value_divisor")] {
            guard let offset = file.metadata[offset].flatMap({ decimal($0) }),
                let divisor = file.metadata[divisor].flatMap({ decimal($0) }), divisor > 0
            else { continue }
            return .all(Scaling(offset: offset, divisor: divisor))
        }
        return .none
    }

    /// To the mean 0 and the standard deviation 1 of columns in a table.
    private func scaling(from source: String, inputs: Int) throws -> ImportedModel.Scalings {
        let (path, column) = Self.split(source)
        let names = values[Self.columns]
        func error(_ problem: String) -> OptionErrors {
            OptionErrors(problems: [OptionError(option: Self.scaleFrom.definition.name, problem: problem)])
        }
        if column != nil, inputs != 1 {
            throw error(
                "found one column and a network of \(inputs) inputs; expected the file alone, and --column for each input"
            )
        }
        guard inputs == 1 || names.count == inputs else {
            throw error("found a network of \(inputs) inputs; expected --column for each, whose names the file has")
        }
        if inputs == 1 {
            let series = try Series(at: path, column: column ?? names.first)
            return .all(Scaling(.standard, fitting: series.values))
        }
        let table = try Table(at: path, keeping: .named(names))
        return .byColumn(try names.map { Scaling(.standard, fitting: try table.numbers(of: $0)) })
    }

    /// A file, and the column that may stand after it and a colon.
    private static func split(_ source: String) -> (path: String, column: String?) {
        guard FileReader.size(of: source) == nil, let colon = source.utf8.lastIndex(of: UInt8(ascii: ":")),
            colon != source.startIndex
        else { return (source, nil) }
        return (String(source[..<colon]), String(source[source.utf8.index(after: colon)...]))
    }
}

import CSVTables
import Files
import RecurrentNets
import SeriesData

/// Writes a curve with noise as CSV: `x,y`.
package struct GenerateStage: Stage {
    package static let name = "generate"
    package static let summary = "Write a curve, with noise if wanted, as CSV."

    static let output = StageOption(
        required: "output", .path(), role: .writes, help: "The CSV file to write, with the columns x and y.")
    static let curve = StageOption("curve", ValueKind<Curve>.choice(name: "curve"), default: .sine, help: "The curve.")
    static let points = StageOption("points", .wholeNumber(from: 1), default: 1000, help: "Points on the curve.")
    static let periods = StageOption(
        "periods", .positiveNumber, default: 1, help: "Periods: x goes from 0 to 2π times this, both ends included.")
    static let amplitude = StageOption("amplitude", .number, default: 1, help: "What the curve is multiplied by.")
    static let noise = StageOption(
        "noise", .nonNegativeNumber, default: 0, help: "Half the width of the uniform noise added to y.")
    static let seed = StageOption("seed", .seed, default: 0, help: "The seed of the noise.")

    package static let options: [OptionDefinition] = [
        output.definition, curve.definition, points.definition, periods.definition, amplitude.definition,
        noise.definition, seed.definition,
    ]

    /// How many rows are written between two looks for a signal to stop.
    private static let rowsBetweenLooks = 4096

    private let values: OptionValues

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        var problems: [OptionError] = []
        if !(2 * Double.pi * values[Self.periods]).isFinite {
            problems.append(OptionError(option: "periods", problem: "too large: 2π times it is not a finite number"))
        }
        if !(values[Self.amplitude].magnitude + values[Self.noise]).isFinite {
            problems.append(
                OptionError(option: "amplitude", problem: "too large: with the noise it is not a finite number"))
        }
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
    }

    package func run(_ console: any Console) throws {
        // A row has more bytes than this.
        try Resources.requireDisk(
            8 * Double(values[Self.points]), at: values[Self.output], for: "--points \(values[Self.points])")
        let file = try DurableFileWriter.open(at: values[Self.output])
        var csv = try CSVWriter(header: ["x", "y"]) { try file.append($0) }
        var random = SeededGenerator(seed: values[Self.seed])
        var row = 0
        try forEachPoint(
            of: values[Self.curve], points: values[Self.points], periods: values[Self.periods],
            amplitude: values[Self.amplitude], noise: values[Self.noise], using: &random
        ) { (x, y) throws in
            if row % Self.rowsBetweenLooks == 0 { try console.throwIfStopped() }
            row += 1
            csv.add(x)
            csv.add(y)
            try csv.endRow()
        }
        try csv.finish()
        try file.commit()
    }
}

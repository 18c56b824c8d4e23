import CSVTables
import CSVTables
import Files
import RecurrentNets
import SeriesData

/// Writes a curve with noise as CSV, `x,y`, or made-up series of a family, `series,season,x,y`.
package struct GenerateStage: Stage {
    package static let name = "generate"
    package static let summary = "Write a curve, with noise if wanted, or made-up series, as CSV."
    package static let example = "seqcast generate --curve sine --noise 0.05 --output series.csv"

    static let output = StageOption(
        required: "output", .path(), role: .writes,
        help: "The CSV file to write, with the columns x and y; of a family series, season, x and y.")
    static let family = StageOption(
        optional: "family", ValueKind<PriorFamily>.choice(name: "family"),
        help: "Made-up series of that family in place of a curve; prior is the mixture that networks are trained on in "
            + "advance.")
    static let series = StageOption(
        "series", .wholeNumber(from: 1), default: defaultSeries, help: "With --family: the series to write.")
    static let curve = StageOption("curve", ValueKind<Curve>.choice(name: "curve"), default: .sine, help: "The curve.")
    static let points = StageOption(
        "points", .wholeNumber(from: 1), default: 1000, help: "Points on the curve, or of each series.")
    static let periods = StageOption(
        "periods", .positiveNumber, default: 1, help: "Periods: x goes from 0 to 2π times this, both ends included.")
    static let amplitude = StageOption("amplitude", .number, default: 1, help: "What the curve is multiplied by.")
    static let noise = StageOption(
        "noise", .nonNegativeNumber, default: 0, help: "Half the width of the uniform noise added to y.")
    static let seed = StageOption("seed", .seed, default: 0, help: "The seed of the noise, or of the series.")

    package static let options: [OptionDefinition] = [
        output.definition, family.definition, series.definition, curve.definition, points.definition,
        periods.definition, amplitude.definition,
        noise.definition, seed.definition,
    ]

    private static let defaultSeries = 1

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
        if values[Self.family] != nil {
            let ofCurves = [
                Self.curve.definition, Self.periods.definition, Self.amplitude.definition, Self.noise.definition,
            ]
            problems += ofCurves.filter(values.isChosen).map {
                OptionError(option: $0.name, problem: "has a meaning only without --family")
            }
        } else if values[Self.series] != Self.defaultSeries {
            problems.append(OptionError(option: "series", problem: "has a meaning only with --family"))
        }
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
    }

    package func run(_ console: any Console) throws {
        let (points, series) = (values[Self.points], values[Self.series])
        // A row has more bytes than this.
        let sizes = values[Self.family] == nil ? "--points \(points)" : "--series \(series), --points \(points)"
        try Resources.requireDisk(8 * Double(points) * Double(series), at: values[Self.output], for: sizes)
        let file = try DurableFileWriter.open(at: values[Self.output])
        if let family = values[Self.family] {
            try write(family, to: file, console)
        } else {
            try writeCurve(to: file, console)
        }
        try file.commit()
    }

    private func writeCurve(to file: DurableFileWriter, _ console: any Console) throws {
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
    }

    /// Writes series one after the other, each made when it is its turn.
    private func write(_ family: PriorFamily, to file: DurableFileWriter, _ console: any Console) throws {
        let points = values[Self.points]
        // What is made at once: a series, and what it is made of.
        try Resources.requireMemory(
            64 * Double(points), for: "--points \(points)", advice: "choose fewer, and more --series")
        var csv = try CSVWriter(header: ["series", "season", "x", "y"]) { try file.append($0) }
        for index in 0..<values[Self.series] {
            try console.throwIfStopped()
            let made = PriorSeries(family, index: index, count: points, seed: values[Self.seed])
            for (step, value) in made.values.enumerated() {
                csv.add(index)
                csv.add(made.season)
                csv.add(step)
                csv.add(value)
                try csv.endRow()
            }
        }
        try csv.finish()
    }
}

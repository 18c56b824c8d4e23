import CSVTables
import SeriesData

/// The options that keep the last part of each series from training.
struct ValidationSettings: Sendable {
    static let validation = StageOption(
        optional: "validation", .validationSize,
        help: "The last part of each series, or so many of its last rows, that are kept from training to measure it.")
    static let patience = StageOption(
        optional: "patience", .wholeNumber(from: 1, name: "epochs"),
        help: "Stop after so many epochs without a lower loss of the validation, and keep the weights of the lowest.")
    static let conformal = StageOption(
        flag: "conformal",
        help: "Measure on the validation part how far off forecasts are, for intervals that hold for any model.")

    static let test = StageOption(
        optional: "test", .validationSize,
        help: "The last part of each series, or so many of its last rows, that training does not read at all, so that "
            + "backtest can forecast it; --validation is of what is left.")

    static let stopBy = StageOption(
        "stop-by", ValueKind<ValidationMeasure>.choice(name: "measure"), default: .loss,
        help:
            "By what on the validation part --patience, the plateau schedule and a search go: the loss; the mean absolute error of "
            + "forecasts from several rows, in units of the naive forecast's (mase); or the pinball loss of the ends of their "
            + "intervals of 90 %, in these units. The last two compare whatever --transform, --scale and --loss there are."
    )

    static let definitions = [
        test.definition, validation.definition, patience.definition, stopBy.definition, conformal.definition,
    ]

    let test: ValidationSize?
    let size: ValidationSize?
    let patience: Int?
    let stopBy: ValidationMeasure
    let conformal: Bool

    init(_ values: OptionValues, _ problems: inout [OptionError]) {
        test = values[Self.test]
        size = values[Self.validation]
        patience = values[Self.patience]
        stopBy = values[Self.stopBy]
        conformal = values[Self.conformal]
        guard size == nil else { return }
        let needing = [("patience", patience != nil), ("stop-by", stopBy != .loss), ("conformal", conformal)]
        for (option, isGiven) in needing where isGiven {
            problems.append(OptionError(option: option, problem: "has a meaning only with --validation"))
        }
    }
}

/// How much of each series is kept from training.
enum ValidationSize: Equatable, Sendable, CustomStringConvertible {
    case part(Double)
    case rows(Int)

    /// The rows of a series of `count`.
    func rows(of count: Int) -> Int {
        switch self {
        case .part(let part): Int((part * Double(count)).rounded())
        case .rows(let rows): min(rows, count)
        }
    }

    var description: String {
        switch self {
        case .part(let part): decimalText(part)
        case .rows(let rows): String(rows)
        }
    }
}

extension ValueKind where Value == ValidationSize {
    static var validationSize: Self {
        ValueKind(
            name: "part", expected: "a number above 0 and below 1, or a whole number of rows from 1", choices: [],
            schemaType: "number"
        ) { text in
            guard let number = decimal(text), number > 0 else { return nil }
            return number < 1 ? .part(number) : Int(exactly: number).map { .rows($0) }
        } format: {
            $0.description
        }
    }
}

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

    static let definitions = [test.definition, validation.definition, patience.definition, conformal.definition]

    let test: ValidationSize?
    let size: ValidationSize?
    let patience: Int?
    let conformal: Bool

    init(_ values: OptionValues, _ problems: inout [OptionError]) {
        test = values[Self.test]
        size = values[Self.validation]
        patience = values[Self.patience]
        conformal = values[Self.conformal]
        guard size == nil else { return }
        for (option, isGiven) in [("patience", patience != nil), ("conformal", conformal)] where isGiven {
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

import CSVTables
import ForecastModels
import SeriesData
import Texts

/// What a stage finds wrong with what it was given, or with what came out.
package enum StageError: Error, Equatable, Sendable {
    /// A table that cannot be read, or lacks what was asked for.
    case badTable(file: String, CSVError)
    /// A value is missing where every one is needed.
    case missingValue(file: String, line: Int, column: String)
    /// A series is too short for what was asked.
    case tooFewValues(file: String, found: Int, needed: Int, purpose: String)
    /// A free run that was asked to forecast no step.
    case noHorizon(file: String, warmup: Int)
    /// A free run that was asked to go further than what is known of the future.
    case beyondKnown(file: String, steps: Int, known: Int, reason: String)
    /// A model that cannot forecast rows as they come.
    case cannotFollow(model: String, found: String)
    /// A table to draw that has no column besides that of the x axis.
    case nothingToDraw(file: String, x: String)
    /// Labels that are not as many as the curves.
    case labelCount(file: String, labels: Int, columns: [String])
    /// A run is to be resumed with other settings or data, or by another program version.
    case differentRun(directory: String, differences: [String])
    /// A training is to go on with one of other settings or data, or by another program version.
    case differentOrigin(directory: String, differences: [String])
    /// A training that is to be ranked by a validation loss which it does not have.
    case notValidated(directory: String)
    /// A training that is to go on with one that diverged; so many of those to choose from did not.
    case divergedOrigin(place: Int, sound: Int)
    /// What was asked for takes more than there is.
    case tooLarge(what: String, needed: String, available: String, advice: String)
    /// A statistical model that cannot be fitted to a series.
    case cannotFit(file: String, problem: String)
    /// A file of which nothing can be forecast.
    case cannotForecast(file: String, found: String, expected: String)
    /// Models that cannot be combined.
    case cannotCombine(member: String, found: String, expected: String)
    /// A directory that a statistical model is to be written to has the training of a network.
    case holdsTraining(directory: String)
    /// The loss became infinite or NaN.
    case lossNotFinite(epoch: Int)

    /// Whether it says that no model can be made of some data, which were read soundly.
    var isOfData: Bool {
        switch self {
        case .tooFewValues, .cannotFit, .lossNotFinite: true
        default: false
        }
    }

    /// What kind of failure it is, for the exit code.
    package enum Kind: Sendable {
        case wrongOptions
        case badInput
        case workFailed
    }

    package var kind: Kind {
        switch self {
        case .lossNotFinite, .divergedOrigin: .workFailed
        case .tooLarge: .wrongOptions
        default: .badInput
        }
    }
}

extension StageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badTable(let file, let error):
            error.message(in: file)
        case .missingValue(let file, let line, let column):
            "\(file):\(line): column '\(column)': found an empty cell; expected a number in every row; "
                + "fill it in, or give --missing drop, carry or interpolate"
        case .tooFewValues(let file, let found, let needed, let purpose):
            "\(file): found \(found) values; \(purpose) needs at least \(needed)"
        case .noHorizon(let file, let warmup):
            "\(file): found no value after the warm-up of \(warmup); expected steps to forecast; give --horizon"
        case .beyondKnown(let file, let steps, let known, let reason):
            "\(file): found a horizon of \(steps); expected at most \(known), as \(reason)"
        case .cannotFollow(let model, let found):
            "\(model): found a model \(found); expected one that needs nothing but the rows so far; leave --follow out"
        case .nothingToDraw(let file, let x):
            "\(file): found no column besides '\(x)'; expected one or more to draw as curves"
        case .labelCount(let file, let labels, let columns):
            "\(file): found \(columns.count) curves (\(columns.joined(separator: ", "))) and \(labels) labels; "
                + "expected one --label for each curve; choose curves with --y"
        case .differentRun(let directory, let differences):
            "\(directory): was trained with other settings or data, or by another program version:\n"
                + differences.map { "  \($0)\n" }.joined()
                + "give the old ones to go on, another --output, or --fresh to start over"
        case .differentOrigin(let directory, let differences):
            "\(directory): was trained with other settings or data, or by another program version:\n"
                + differences.map { "  \($0)\n" }.joined()
                + "give the old ones to go on with it, or leave --resume-from out; --initial-weights "
                + "\(shellQuoted(directory + "/" + ModelDirectory.modelName)) begins another one with its weights"
        case .notValidated(let directory):
            "\(directory): found a training without validation losses; expected some, to tell which is the best; train "
                + "with --validation"
        case .divergedOrigin(let place, let sound):
            "--resume-from, place \(place): found \(sound) trainings whose loss stayed finite; expected at least \(place); lower "
                + "their learning rates"
        case .tooLarge(let what, let needed, let available, let advice):
            "\(what): would take \(needed); \(available); \(advice)"
        case .cannotFit(let file, let problem): "\(file): \(problem)"
        case .cannotForecast(let file, let found, let expected): "\(file): found \(found); expected \(expected)"
        case .cannotCombine(let member, let found, let expected):
            "\(member): found \(found); expected \(expected); leave this --member out"
        case .holdsTraining(let directory):
            "\(directory): found the checkpoints of a network's training; expected none beside another --method; give another "
                + "--output, or --fresh to replace them"
        case .lossNotFinite(let epoch):
            "the loss of epoch \(epoch) is not finite; expected it to shrink; "
                + "lower --learning-rate, or look for extreme values in the data"
        }
    }
}

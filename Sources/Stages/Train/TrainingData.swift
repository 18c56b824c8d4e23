import Files
import ForecastModels
import RecurrentNets
import SeriesData

/// What a network is trained on and measured on, made from the series of a file.
struct TrainingData {
    /// A series, and which of its rows are for what.
    struct Part {
        let series: ScaledSeries
        /// The targets where the file has them, NaN elsewhere.
        let actual: [[Double]]
        /// The rows after which there is a pair to train on.
        let training: Range<Int>
        /// The rows after which a forecast is measured.
        let validation: Range<Int>

        /// Adds what is to be said after `row` to `output`, NaN for what does not stand in the file.
        func appendOutput(after row: Int, to output: inout [Double]) {
            let start = output.count
            series.appendOutput(after: row, to: &output)
            for index in start..<output.count {
                let (step, target) = (index - start).quotientAndRemainder(dividingBy: actual.count)
                if actual[target][row + 1 + step].isNaN { output[index] = .nan }
            }
        }
    }

    let file: SeriesFile
    /// The digest of the file's numbers.
    let digest: Digest
    let parts: [Part]
    let fit: SeriesFit
    /// The series that have no row to train on, and are not learnt.
    let unlearnt: [String]
    /// The columns whose quartiles are equal, of which a robust scaling is the standard one.
    let withoutQuartiles: [String]

    var recipe: SeriesRecipe { file.recipe }
    /// Whether all that is to be said after the rows trained on is 0 when scaled, but for rounding, as of a column that never
    /// changes.
    var neverChanges: Bool {
        var output: [Double] = []
        return parts.allSatisfy { part in
            let blurs = zip(part.actual, part.series.scaling.targets).map { values, scaling in
                let levels = values[..<part.training.upperBound].lazy.filter { !$0.isNaN }
                    .map(recipe.transforms.level)
                return SeriesScaling.blur(of: levels, recipe) / scaling.divisor
            }
            return part.training.allSatisfy { row in
                output.removeAll(keepingCapacity: true)
                part.appendOutput(after: row, to: &output)
                return output.indices.allSatisfy {
                    output[$0].isNaN || output[$0].magnitude <= blurs[$0 % blurs.count]
                }
            }
        }
    }
    /// The pairs to train on.
    var pairCount: Int { parts.reduce(0) { $0 + $1.training.count } }

    /// Fits the scaling to the training part of each series.
    ///
    /// - Throws: ``StageError`` where a series is too short.
    init(_ file: SeriesFile, _ settings: TrainSettings) throws {
        self.file = file
        digest = file.digest
        let recipe = file.recipe
        var parts: [Part] = []
        var fits: [(name: String, scaling: SeriesScaling)] = []
        var (rowsRead, rowsTrained) = ([] as [Int], [] as [Int])
        var (unlearnt, withoutQuartiles) = ([] as [String], [] as [String])
        let firstRow = settings.layout?.firstRow(for: recipe) ?? recipe.firstRow
        for frame in file.frames {
            let kept = settings.validation.size?.rows(of: frame.count) ?? 0
            let trainingCount = frame.count - kept
            let complete = frame.filled(by: recipe.missing, lookingAheadIn: trainingCount)
            let scaling = SeriesScaling(settings.series.scale.method, fitting: complete, rows: trainingCount, recipe)
            if settings.series.scale.method == .robust {
                let names = SeriesScaling.columnsWithoutQuartiles(of: complete, rows: trainingCount, recipe)
                withoutQuartiles += names.filter { !withoutQuartiles.contains($0) }
            }
            let series = ScaledSeries(complete, recipe, scaling)
            let training = Self.range(firstRow, trainingCount - recipe.horizon)
            let validation = Self.range(
                max(firstRow, trainingCount - 1), kept > 0 ? frame.count - recipe.horizon : 0)
            parts.append(Part(series: series, actual: frame.targets, training: training, validation: validation))
            if training.isEmpty, file.frames.count > 1 {
                unlearnt.append(frame.name)
            } else {
                fits.append((frame.name, scaling))
                rowsRead.append(frame.count)
                rowsTrained.append(trainingCount)
            }
        }
        (self.parts, self.unlearnt, self.withoutQuartiles) = (parts, unlearnt, withoutQuartiles)
        // The book's model has nothing but its column and scaling.
        let isBooks = recipe.isPlain && settings.head == .plain && settings.validation.test == nil
        fit = SeriesFit(
            scale: settings.series.scale.method, series: fits,
            frequency: file.frames.lazy.compactMap(\.frequency).first,
            rowsRead: isBooks ? [] : rowsRead,
            // A model of one step has the metadata that it always had.
            rowsTrained: recipe.horizon == 1 || settings.validation.size == nil ? [] : rowsTrained)
        try Self.requireEnough(parts, file, settings)
    }

    private static func range(_ start: Int, _ end: Int) -> Range<Int> { start..<max(start, end) }

    private static func requireEnough(_ parts: [Part], _ file: SeriesFile, _ settings: TrainSettings) throws {
        let longest = file.frames.map(\.count).max() ?? 0
        let isRandom = settings.drawsWindows
        let wanted = isRandom ? settings.stepsOfWindow : settings.batchSize
        // Where a network reads windows whole, the rows of one lie before the first place already.
        let places = settings.layout == nil ? wanted : 1
        let before = file.recipe.firstRow + file.recipe.horizon
        if (parts.map(\.training.count).max() ?? 0) < max(1, places) {
            let kept = settings.validation.size?.rows(of: longest) ?? 0
            let (needed, overflow) = wanted.addingReportingOverflow(before + kept)
            let purpose =
                isRandom
                ? "a window of \(wanted)" : wanted == 1 ? "training" : "a batch size of \(wanted)"
            let rest = [
                before > 1 ? "\(before - 1) for lags, differences and the horizon" : nil,
                kept > 0 ? "\(kept) of the validation" : nil,
            ].compactMap(\.self).joined(separator: " and ")
            throw StageError.tooFewValues(
                file: file.path, found: longest, needed: overflow ? .max : needed,
                purpose: purpose + (rest.isEmpty ? "" : ", with " + rest + ","))
        }
        if settings.validation.size != nil, parts.allSatisfy(\.validation.isEmpty) {
            throw StageError.tooFewValues(
                file: file.path, found: longest, needed: before + 1,
                purpose: "a validation of \(settings.validation.size?.description ?? "")")
        }
    }
}

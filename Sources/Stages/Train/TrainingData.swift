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
    /// A row for each row trained on, series after series: `[rows, inputs]`, and `[rows, targets]` of the rows after it, NaN
    /// where the file has none.
    let inputs: Tensor
    let targets: Tensor

    var recipe: SeriesRecipe { file.recipe }
    /// The pairs to train on.
    var pairCount: Int { inputs.shape[0] }

    /// Fits the scaling to the training part of each series, and lays out what is read from it.
    ///
    /// - Throws: ``StageError`` where a series is too short.
    init(_ file: SeriesFile, _ settings: TrainSettings) throws {
        self.file = file
        digest = file.digest
        let recipe = file.recipe
        var parts: [Part] = []
        var fits: [(name: String, scaling: SeriesScaling)] = []
        var (inputs, targets) = ([] as [Double], [] as [Double])
        for frame in file.frames {
            let kept = settings.validation.size?.rows(of: frame.count) ?? 0
            let trainingCount = frame.count - kept
            let complete = frame.filled(by: recipe.missing, lookingAheadIn: trainingCount)
            let scaling = SeriesScaling(settings.series.scale, fitting: complete, rows: trainingCount, recipe)
            let series = ScaledSeries(complete, recipe, scaling)
            let training = Self.range(recipe.firstRow, trainingCount - recipe.horizon)
            let validation = Self.range(
                max(recipe.firstRow, trainingCount - 1), kept > 0 ? frame.count - recipe.horizon : 0)
            let part = Part(series: series, actual: frame.targets, training: training, validation: validation)
            for row in training {
                series.appendInput(after: row, to: &inputs)
                part.appendOutput(after: row, to: &targets)
            }
            parts.append(part)
            fits.append((frame.name, scaling))
        }
        self.parts = parts
        // The book's model has nothing but its column and scaling.
        let isBooks = recipe.isPlain && settings.head == .plain && settings.validation.test == nil
        fit = SeriesFit(
            scale: settings.series.scale, series: fits,
            frequency: file.frames.lazy.compactMap(\.frequency).first,
            rowsRead: isBooks ? [] : file.frames.map(\.count))
        try Self.requireEnough(parts, file, settings)
        let count = parts.reduce(0) { $0 + $1.training.count }
        self.inputs = Tensor(inputs, shape: [count, recipe.inputSize], elementType: settings.precision)
        self.targets = Tensor(targets, shape: [count, recipe.outputCount], elementType: settings.precision)
    }

    private static func range(_ start: Int, _ end: Int) -> Range<Int> { start..<max(start, end) }

    private static func requireEnough(_ parts: [Part], _ file: SeriesFile, _ settings: TrainSettings) throws {
        let longest = file.frames.map(\.count).max() ?? 0
        let isRandom = settings.sampling.sampling == .windows
        let wanted = isRandom ? settings.stepsOfWindow : settings.batchSize
        let before = file.recipe.firstRow + file.recipe.horizon
        if (parts.map(\.training.count).max() ?? 0) < max(1, wanted) {
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

    /// Where windows are taken from, in the way that the settings say; `random` draws those that begin at random places.
    func makeSource(_ settings: TrainSettings, using random: inout SeededGenerator) -> any WindowSource {
        switch settings.sampling.sampling {
        case .streams: return Streams(inputs: inputs, targets: targets, batchSize: settings.batchSize)
        case .windows:
            let length = settings.stepsOfWindow
            let lengths = parts.map(\.training.count)
            let windows = settings.sampling.windowsPerEpoch ?? lengths.reduce(0) { $0 + $1 / length }
            return RandomWindows(
                inputs: inputs, targets: targets, lengths: lengths, windowLength: length,
                batchSize: settings.batchSize, windowsPerEpoch: windows, random: random.split())
        }
    }
}

import RecurrentNets
import Texts

/// A checkpoint as a file: the model's tensors and metadata, and beside them
///
/// | tensor | what |
/// | --- | --- |
/// | `history.loss`, `history.learning_rate` | F64, one number for each epoch that is done |
/// | `history.validation_loss` | the same, where a part is kept from training |
/// | `best.…` | the weights of the epoch with the lowest validation loss, where training may stop early |
/// | `optimizer.…` | what the optimiser remembers of each parameter |
/// | `state.L.K` | the K-th part of what recurrent layer L remembers; only within an epoch |
///
/// | metadata | what |
/// | --- | --- |
/// | `checkpoint` | the version of this format |
/// | `epoch`, `position` | the epochs that are done, the steps of the next one that are |
/// | `loss_sum`, `random_state` | bit patterns in hexadecimal |
/// | `sampling_state` | the same of what windows at random places are drawn with, where they are |
/// | `optimizer_steps` | the updates that were made |
/// | `setting.NN.NAME` | what decides the result, numbered in the order of messages |
extension Checkpoint {
    private static let formatVersion = "1"

    /// The checkpoint as a file.
    package var file: WeightFile {
        let losses = Tensor(history.map(\.loss), elementType: .float64)
        let rates = Tensor(history.map(\.learningRate), elementType: .float64)
        var tensors =
            model.tensors + [NamedTensor("history.loss", losses), NamedTensor("history.learning_rate", rates)]
        let validation = history.compactMap(\.validationLoss)
        if !validation.isEmpty {
            tensors.append(NamedTensor("history.validation_loss", Tensor(validation, elementType: .float64)))
        }
        tensors += bestWeights.map { NamedTensor("best.\($0.name)", $0.tensor) }
        tensors += optimizerState.map { NamedTensor("optimizer.\($0.name)", $0.tensor) }
        for (layer, state) in networkState.enumerated() {
            tensors += state.enumerated().map { NamedTensor("state.\(layer).\($0)", $1) }
        }
        var metadata = model.metadata
        metadata["checkpoint"] = Self.formatVersion
        metadata["epoch"] = String(epoch)
        metadata["position"] = String(position)
        metadata["loss_sum"] = String(lossSum.bitPattern, radix: 16)
        metadata["optimizer_steps"] = String(optimizerStepCount)
        metadata["random_state"] = Self.text(of: random)
        metadata["sampling_state"] = samplingRandom.map(Self.text)
        for (index, setting) in settings.entries.enumerated() {
            let number = index < 10 ? "0\(index)" : "\(index)"
            metadata["setting.\(number).\(setting.name)"] = setting.value
        }
        return WeightFile(tensors: tensors, metadata: metadata)
    }

    /// The format of the checkpoint `file`, where it is another than the one known here: it may be sound all the same.
    ///
    /// - Throws: ``WeightFileError`` where the file is no checkpoint.
    static func otherFormat(of file: WeightFile) throws(WeightFileError) -> Int? {
        let text = try file.metadata(named: "checkpoint")
        guard let format = Int(text), format > 0, String(format) == text else {
            throw file.error("found \(WeightFileError.quoted(text)) as the format of the checkpoint; expected a number")
        }
        return text == Self.formatVersion ? nil : format
    }

    /// Reads a checkpoint back.
    ///
    /// - Throws: ``WeightFileError`` where the file is no checkpoint, or one of another format.
    package init(_ file: WeightFile) throws(WeightFileError) {
        if let format = try Self.otherFormat(of: file) {
            throw file.error(
                "found a checkpoint of format \(format); expected \(Self.formatVersion); "
                    + "use the program version that wrote it, or start over with --fresh")
        }
        let losses = try file.tensor("history.loss").scalars
        let rates = try file.tensor("history.learning_rate").scalars
        guard losses.count == rates.count, String(losses.count) == (try file.metadata(named: "epoch")) else {
            throw file.error("its history and its number of epochs do not agree")
        }
        guard let position = Int(try file.metadata(named: "position")), position >= 0,
            let lossBits = UInt64(try file.metadata(named: "loss_sum"), radix: 16),
            Double(bitPattern: lossBits).isFinite,
            let stepCount = Int(try file.metadata(named: "optimizer_steps")), stepCount >= 0
        else {
            throw file.error("its position, loss sum or number of steps is not a number")
        }
        let validation = try file["history.validation_loss"].map { tensor throws(WeightFileError) -> [Double?] in
            if tensor.count == losses.count { return tensor.scalars }
            throw file.error("its history of the validation and its number of epochs do not agree")
        }
        guard let random = Self.random(from: try file.metadata(named: "random_state")) else {
            throw file.error("its random state is not one")
        }
        let samplingRandom = try file.metadata["sampling_state"].map { text throws(WeightFileError) in
            if let random = Self.random(from: text) { return random }
            throw file.error("its state of drawing windows is not one")
        }
        let settings = file.metadata.keys.filter { $0.begins(with: "setting.") }.compactMap { key in
            file.metadata[key].map {
                (name: key.cut(at: ".")?.behind.cut(at: ".")?.behind ?? key, value: $0)
            }
        }
        guard settings.count <= RunSettings.most else {
            throw file.error("found \(settings.count) settings; expected at most \(RunSettings.most)")
        }
        self.init(
            model: file, settings: RunSettings(recorded: settings),
            history: losses.indices.map {
                EpochMetrics(loss: losses[$0], learningRate: rates[$0], validationLoss: validation?[$0])
            }, position: position,
            lossSum: Double(bitPattern: lossBits), networkState: Self.networkState(in: file),
            optimizerState: file.tensors(under: "optimizer."), optimizerStepCount: stepCount, random: random,
            samplingRandom: samplingRandom, bestWeights: file.tensors(under: "best."))
    }

    private static func text(of random: SeededGenerator) -> String {
        random.state.map { String($0, radix: 16) }.joined(separator: " ")
    }

    private static func random(from text: String) -> SeededGenerator? {
        SeededGenerator(state: text.split(separator: " ").compactMap { UInt64($0, radix: 16) })
    }

    private static func networkState(in file: WeightFile) -> [[Tensor]] {
        var state: [[Tensor]] = []
        while file["state.\(state.count).0"] != nil {
            var parts: [Tensor] = []
            while let part = file["state.\(state.count).\(parts.count)"] { parts.append(part) }
            state.append(parts)
        }
        return state
    }
}

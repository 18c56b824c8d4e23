import RecurrentNets
import WeightFiles

/// What the configuration of a Keras model says of its layers that their weights do not.
struct KerasLayers {
    /// Layers that change nothing when a network forecasts.
    private static let idle: Set<String> = [
        "InputLayer", "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "AlphaDropout",
        "ActivityRegularization",
    ]
    private static let mostLayers = 10_000

    private struct Recurrent {
        let name: String
        let kind: String
        let settings: JSONValue
    }

    private var recurrent: [Recurrent] = []
    /// What is to be said of them.
    private(set) var notes: [String] = []

    /// Reads a configuration.
    ///
    /// - Throws: `WeightFileError` for a layer or a setting that seqcast's networks do not have.
    init(_ configuration: JSONValue) throws(WeightFileError) {
        // The first of the list is the next.
        var work = [configuration]
        var count = 0
        while !work.isEmpty {
            let layer = work.removeFirst()
            count += 1
            guard count <= Self.mostLayers else { throw WeightFileError("found more than \(Self.mostLayers) layers") }
            let kind = layer["class_name"]?.text ?? ""
            let settings = layer["config"] ?? .null
            let name = settings["name"]?.text ?? kind
            if let inner = settings["layers"]?.list {
                work = inner + work
            } else if kind == "TimeDistributed", let inner = settings["layer"] {
                work.insert(inner, at: 0)
            } else {
                try take(kind, name, settings)
            }
        }
    }

    private mutating func take(_ kind: String, _ name: String, _ settings: JSONValue) throws(WeightFileError) {
        func refusal(_ found: String, _ expected: String) -> WeightFileError {
            WeightFileError(
                "config.json: found \(found) in the layer \(WeightFileError.quoted(name)); expected \(expected)")
        }
        switch kind {
        case "SimpleRNN", "LSTM", "GRU":
            guard settings["go_backwards"]?.bool != true else {
                throw refusal("go_backwards", "forwards: a forecast knows no later values")
            }
            try takeCell(kind, name, settings)
        case "RNN":
            let cell = settings["cell"] ?? .null
            let cells = cell["config"]?["cells"]?.list ?? [cell]
            for cell in cells {
                guard let kind = cell["class_name"]?.text, ["SimpleRNNCell", "LSTMCell", "GRUCell"].contains(kind)
                else {
                    throw refusal(
                        "the cell \(WeightFileError.quoted(cell["class_name"]?.text ?? ""))", "SimpleRNN, LSTM or GRU")
                }
                try takeCell(String(kind.dropLast(4)), name, cell["config"] ?? .null)
            }
        case "Dense":
            let function = settings["activation"]?.text ?? "linear"
            guard function == "linear" else {
                throw refusal(
                    "the activation \(WeightFileError.quoted(function))", "linear, as seqcast's last layer is")
            }
        case "Bidirectional":
            throw refusal("a layer that reads both directions", "forwards alone: a forecast knows no later values")
        case _ where Self.idle.contains(kind): break
        case "Activation" where settings["activation"]?.text == "linear": break
        default:
            throw refusal(
                "the class \(WeightFileError.quoted(kind))",
                "SimpleRNN, LSTM or GRU, and one Dense; seqcast has no such layer")
        }
    }

    private mutating func takeCell(_ kind: String, _ name: String, _ settings: JSONValue) throws(WeightFileError) {
        let functions = kind == "SimpleRNN" ? ["tanh", "relu"] : ["tanh"]
        let function = settings["activation"]?.text ?? "tanh"
        func refusal(_ key: String, _ found: String, _ expected: String) -> WeightFileError {
            WeightFileError(
                "config.json: found the \(key) \(WeightFileError.quoted(found)) in the layer \(WeightFileError.quoted(name)); "
                    + "expected \(expected); seqcast has no such cell")
        }
        guard functions.contains(function) else {
            throw refusal("activation", function, functions.joined(separator: " or "))
        }
        let gates = settings["recurrent_activation"]?.text ?? "sigmoid"
        guard kind == "SimpleRNN" || gates == "sigmoid" else { throw refusal("recurrent_activation", gates, "sigmoid") }
        let type = settings["dtype"]?["config"]?["name"]?.text ?? settings["dtype"]?.text ?? "float32"
        if type.utf8.suffix(7).elementsEqual("float16".utf8), notes.isEmpty {
            notes.append(
                "the layers compute in \(WeightFileError.quoted(type)); here in float32, so that numbers differ from the third digit on"
            )
        }
        recurrent.append(Recurrent(name: name, kind: kind, settings: settings))
    }

    /// Gives the layers found in the weights what is said of them here.
    ///
    /// - Throws: `WeightFileError` where there are others here than there.
    func apply(to layers: inout [LayerWeights]) throws(WeightFileError) {
        guard recurrent.count == layers.count else {
            throw WeightFileError(
                "config.json: found \(recurrent.count) recurrent layers, but the weights of \(layers.count); expected as many"
            )
        }
        for (index, said) in recurrent.enumerated() {
            switch said.kind {
            case "SimpleRNN":
                layers[index].activation = Activation(rawValue: said.settings["activation"]?.text ?? "tanh")
            case "GRU":
                // Without a bias the weights do not show it.
                let isAfter = said.settings["reset_after"]?.bool ?? true
                if layers[index].cell == .gru, !isAfter { layers[index].cell = .gruV1 }
                guard (layers[index].cell == .gru) == isAfter else {
                    throw WeightFileError(
                        "config.json: found reset_after in \(WeightFileError.quoted(said.name)), but one bias; expected two"
                    )
                }
            default: break
            }
        }
    }
}

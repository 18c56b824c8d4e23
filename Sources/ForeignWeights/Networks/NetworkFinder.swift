import RecurrentNets
import Texts
import WeightFiles

/// Finds the one network in the tensors of a file: recurrent layers on top of each other, and a linear layer or none.
struct NetworkFinder {
    private let file: ForeignFile
    private let settings: ForeignNetworkSettings
    private var tensors: [ForeignTensor]
    private var names: [[String]]
    private var used: Set<Int> = []
    private var notes: [String] = []
    /// Whether linear layers have their inputs in rows under PyTorch's names, as Paddle's do.
    private var isPaddle = false

    private struct Found {
        let path: [String]
        var layer: LayerWeights
    }

    /// Takes the tensors of `file`, some of them by other names.
    ///
    /// - Throws: `WeightFileError` where a name is not there, or is one that another has.
    init(_ file: ForeignFile, _ settings: ForeignNetworkSettings) throws(WeightFileError) {
        (self.file, self.settings) = (file, settings)
        var tensors = file.tensors
        for (old, new) in settings.renames {
            let isPrefix = old.utf8.last == UInt8(ascii: ".") || old.utf8.last == UInt8(ascii: "/")
            let places = tensors.indices.filter { index in
                let name = tensors[index].name.utf8
                return isPrefix ? name.starts(with: old.utf8) : name.elementsEqual(old.utf8)
            }
            guard !places.isEmpty else {
                throw WeightFileError(
                    "--rename: found no tensor \(WeightFileError.quoted(old)); there are: \(Self.list(tensors.map(\.name)))"
                )
            }
            for index in places {
                let rest = String(decoding: tensors[index].name.utf8.dropFirst(old.utf8.count), as: UTF8.self)
                tensors[index].name = new + rest
            }
        }
        self.tensors = tensors
        names = tensors.map { TensorName($0.name).parts }
        var seen: Set<[String]> = []
        for (index, name) in names.enumerated() where !seen.insert(name).inserted {
            throw WeightFileError(
                tensor: tensors[index].name, "found two tensors that stand for this name; expected one; give --rename")
        }
    }

    static func list(_ names: [String]) -> String {
        let shown = names.prefix(20).map(WeightFileError.quoted) + (names.count > 20 ? ["…"] : [])
        return shown.isEmpty ? "none" : shown.joined(separator: ", ")
    }

    /// The network.
    ///
    /// - Throws: `WeightFileError` that says what the file has that seqcast's networks do not.
    mutating func find() throws(WeightFileError) -> ForeignNetwork {
        let layersOfKeras = try file.configuration.map { configuration throws(WeightFileError) in
            try KerasLayers(configuration)
        }
        leaveOutOptimizer()
        var found = try recurrentLayers()
        if found.isEmpty {
            if let network = try ShapeFinder(remaining, settings)?.network() { return network }
            throw WeightFileError(
                "found no recurrent layer among the tensors \(Self.list(tensors.map(\.name))); expected names as one of "
                    + "PyTorch, Keras, Flax, MLX, Equinox, Haiku, Chainer or DeZero has them; give --rename OLD=NEW, such as "
                    + "--rename OLD=rnn.weight_ih_l0")
        }
        leaveOutSecondNames(&found)
        found = try chain(found)
        var layers = found.map(\.layer)
        try layersOfKeras?.apply(to: &layers)
        notes += layersOfKeras?.notes ?? []
        let head = try linearLayer(after: layers[layers.count - 1], inputs: layers[0].inputSize)
        try requireNothingElse()
        if file.kind == .hdf5 || file.kind == .keras, layersOfKeras == nil {
            notes.append(
                "the file has weights alone: taken for layers with Keras' own functions, tanh and sigmoid"
                    + (layers[0].cell == .gru && layers[0].inputBias.values.isEmpty ? "" : ", and a linear Dense"))
        }
        return ForeignNetwork(
            layers: layers, head: head.weight, headBias: head.bias, elementType: elementType, notes: notes)
    }

    private var elementType: ElementType { used.contains { tensors[$0].type == .float64 } ? .float64 : .float32 }
    private var remaining: [ForeignTensor] { tensors.indices.filter { !used.contains($0) }.map { tensors[$0] } }

    /// What an optimiser remembers is no part of a network.
    private mutating func leaveOutOptimizer() {
        for index in tensors.indices where file.kind == .keras || file.kind == .hdf5 {
            if names[index].first == "optimizer" || names[index].first == "optimizer_weights" { used.insert(index) }
        }
    }

    /// The modules of the file: every beginning of a name, with the tensors under it that lie at most three parts deeper.
    private func modules() -> [(path: [String], tensors: ByteDictionary<Int>)] {
        var modules: [[ByteText]: ByteDictionary<Int>] = [:]
        for (index, name) in names.enumerated() where !used.contains(index) {
            for depth in max(0, name.count - 3)..<max(name.count, 1) {
                modules[name[..<depth].map(ByteText.init), default: [:]][name[depth...].joined(separator: "/")] = index
            }
        }
        return modules.map { ($0.key.map(\.text), $0.value) }.sorted { TensorName.isBefore($0.path, $1.path) }
    }

    private mutating func recurrentLayers() throws(WeightFileError) -> [Found] {
        var found: [Found] = []
        for (path, places) in modules() {
            let module = ModuleTensors(
                name: path.joined(separator: "."), path: path, places.mapValues { tensors[$0] })
            guard
                let form = CellForm.all.first(where: { $0.needed.allSatisfy { places[$0] != nil } && $0.fits(module) })
            else {
                continue
            }
            let own = (form.needed + form.optional).compactMap { places[$0] }
            guard own.allSatisfy({ !used.contains($0) }) else { continue }
            used.formUnion(own)
            found.append(Found(path: path, layer: try form.read(module)))
        }
        return found
    }

    /// Paddle writes each layer twice: as PyTorch does, `weight_ih_l0`, and under `0.cell.weight_ih`.
    private mutating func leaveOutSecondNames(_ found: inout [Found]) {
        let layers = Dictionary(found.map { ($0.path, $0.layer) }, uniquingKeysWith: { first, _ in first })
        let count = found.count
        found.removeAll { item in
            guard item.path.last == "cell", item.path.count > 1 else { return false }
            let first = item.path.dropLast(2) + ["l" + item.path[item.path.count - 2]]
            return layers[Array(first)].map { $0.input == item.layer.input && $0.hidden == item.layer.hidden } ?? false
        }
        isPaddle = found.count < count
    }

    /// The layers in the order in which each reads the one before.
    private mutating func chain(_ found: [Found]) throws(WeightFileError) -> [Found] {
        var found = found
        guard found.count <= NetworkShape.mostLayers else {
            throw WeightFileError("found \(found.count) layers; expected at most \(NetworkShape.mostLayers)")
        }
        if file.isInOrder {
            let places = found.map { item in names.firstIndex { $0.starts(with: item.path) } ?? 0 }
            found = found.indices.sorted { places[$0] < places[$1] }.map { found[$0] }
        }
        guard let first = found.first?.layer else { return found }
        if let other = found.first(where: { $0.layer.cell != first.cell })?.layer {
            throw WeightFileError(
                "found a \(first.cell.rawValue) in \(WeightFileError.quoted(first.name)) and a \(other.cell.rawValue) in "
                    + "\(WeightFileError.quoted(other.name)); expected layers of one cell")
        }
        if let other = found.first(where: { $0.layer.hiddenSize != first.hiddenSize })?.layer {
            throw WeightFileError(
                "found layers of \(first.hiddenSize) units in \(WeightFileError.quoted(first.name)) and \(other.hiddenSize) in "
                    + "\(WeightFileError.quoted(other.name)); expected all of one width")
        }
        let size = first.hiddenSize
        // Names may not tell which is the first; that alone may read something else than a layer.
        let starts = found.indices.filter { found[$0].layer.inputSize != size }
        if starts.count == 1, starts[0] != 0 { found.insert(found.remove(at: starts[0]), at: 0) }
        if let wrong = found.dropFirst().first(where: { $0.layer.inputSize != size })?.layer {
            throw WeightFileError(
                "found the layer \(WeightFileError.quoted(wrong.name)) of \(wrong.inputSize) inputs after one of \(size) units; "
                    + "expected \(size); "
                    + (wrong.inputSize == 2 * size || found.contains { $0.layer.inputSize == 2 * size }
                        ? "the one before it reads both directions, of which seqcast has no such layer"
                        : wrong.inputSize == found[0].layer.inputSize
                            ? "they read the same side by side, as the two of both directions do, and not one the other"
                            : "they are no layers on top of each other"))
        }
        return found
    }

    /// The linear layer that reads the last recurrent one; without one, the units themselves.
    private mutating func linearLayer(
        after last: LayerWeights, inputs: Int
    ) throws(WeightFileError) -> (weight: Matrix, bias: Matrix) {
        struct Dense { let module: ModuleTensors, weight: String, bias: String?, own: [Int] }
        var found: [Dense] = []
        for (path, places) in modules() {
            let weights = ["weight", "kernel", "w", "W", "vars/0"].filter { name in
                places[name].map { tensors[$0].shape.count == 2 && tensors[$0].isReal } == true
            }
            guard let weight = weights.first, let place = places[weight], !used.contains(place) else { continue }
            let biases = weight == "vars/0" ? ["vars/1"] : ["bias", "b"]
            let bias = biases.first { name in places[name].map { tensors[$0].shape.count == 1 } == true }
            let own = [weight, bias].compactMap { $0.flatMap { places[$0] } }
            guard !found.contains(where: { !$0.own.allSatisfy { !own.contains($0) } }) else { continue }
            let module = ModuleTensors(name: path.joined(separator: "."), path: path, places.mapValues { tensors[$0] })
            found.append(Dense(module: module, weight: weight, bias: bias, own: own))
        }
        let size = last.hiddenSize
        guard let dense = found.first else {
            notes.append("found no linear layer: the outputs are the \(size) units themselves")
            return (.identity(size), .zeros(size, 1))
        }
        guard found.count == 1 else {
            let list = found.map { WeightFileError.quoted($0.module.name) }.joined(separator: ", ")
            throw WeightFileError(
                "found \(found.count) linear layers, \(list), between which the file does not say what stands; expected one, after the "
                    + "recurrent layers; fold them into one, or give --rename")
        }
        let isTurned: Bool
        switch dense.weight {
        case "weight":
            let shape = dense.module["weight"]?.shape ?? []
            isTurned = isPaddle || shape.first == size && shape.last != size
        case "W":
            let shape = dense.module["W"]?.shape ?? []
            isTurned = shape.first == shape.last ? last.framework == "DeZero" : shape.first == size
        default: isTurned = true
        }
        let weight = try dense.module.matrix(dense.weight, turned: isTurned)
        guard weight.columnCount == size else {
            throw WeightFileError(
                "found the linear layer \(dense.module.shown) of \(weight.columnCount) inputs; expected \(size), the units of "
                    + "\(WeightFileError.quoted(last.name)); "
                    + (weight.rowCount == inputs
                        ? "a layer before the recurrent ones is none of seqcast's"
                        : "something stands between them that seqcast does not have"))
        }
        used.formUnion(dense.own)
        let bias = try dense.bias.map { name throws(WeightFileError) in try dense.module.vector(name, weight.rowCount) }
        return (weight, bias ?? .zeros(weight.rowCount, 1))
    }

    /// Checks that every tensor of real numbers has its place.
    private mutating func requireNothingElse() throws(WeightFileError) {
        let idle = UntrainedNorms.names(in: remaining.map { ($0.name, $0.values) })
        if !idle.isEmpty {
            notes.append("\(Self.list(idle)): a batch norm that has never seen a batch; passed over")
        }
        let others = remaining.filter { $0.isReal && !idle.contains($0.name) }.map(\.name)
        guard !others.isEmpty else { return }
        guard settings.ignoresOthers else {
            throw WeightFileError(
                "found \(Self.list(others)), which no recurrent or linear layer of seqcast's has a place for; expected nothing "
                    + "besides these layers; if they are not used when the network forecasts, give --ignore-tensors")
        }
        notes.append("passed over: \(Self.list(others))")
    }
}

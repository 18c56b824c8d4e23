import RecurrentNets
import Texts
import WeightFiles

/// Finds a network in arrays whose names say nothing, by their shapes alone.
///
/// Arrays that stand in the order of their making (`arr_0`, `arr_1`, …) are a layer after the other: the weights of the input,
/// those of the state, biases, and at last a linear layer. Others have to be told by their sizes, which must leave no choice.
struct ShapeFinder {
    private static let mostArrays = 1000

    private var arrays: [ForeignTensor]
    private let settings: ForeignNetworkSettings
    private let isTurned: Bool

    /// Takes arrays; nil where their shapes do not tell.
    init?(_ tensors: [ForeignTensor], _ settings: ForeignNetworkSettings) {
        var arrays = tensors.filter { $0.isReal && !$0.shape.isEmpty && $0.count > 0 }
        guard (2...Self.mostArrays).contains(arrays.count), arrays.allSatisfy({ $0.shape.count <= 2 }) else {
            return nil
        }
        self.settings = settings
        if tensors.allSatisfy({ $0.name.begins(with: "arr_") }) {
            arrays.sort { TensorName.isBefore([$0.name], [$1.name]) }
        } else {
            guard let ordered = Self.ordered(arrays) else { return nil }
            arrays = ordered
        }
        self.arrays = arrays
        guard arrays.count > 1, let isTurned = Self.orientation(arrays[0].shape, arrays[1].shape) else { return nil }
        self.isTurned = isTurned
    }

    /// Whether the inputs stand in rows, by the weights of input and state; nil where they fit no cell.
    private static func orientation(_ input: [Int], _ hidden: [Int]) -> Bool? {
        guard input.count == 2, hidden.count == 2 else { return nil }
        func isCell(_ gates: Int, _ size: Int) -> Bool { [1, 3, 4].contains { gates == $0 * size } }
        if isCell(hidden[0], hidden[1]), input[0] == hidden[0] { return false }
        if isCell(hidden[1], hidden[0]), input[1] == hidden[1] { return true }
        return nil
    }

    /// The arrays of one layer in the order of the others, where their sizes leave no choice.
    private static func ordered(_ arrays: [ForeignTensor]) -> [ForeignTensor]? {
        let matrices = arrays.filter { $0.shape.count == 2 }
        let vectors = arrays.filter { $0.shape.count == 1 }
        guard (2...3).contains(matrices.count) else { return nil }
        var fits: [[ForeignTensor]] = []
        for a in matrices.indices {
            for b in matrices.indices where a != b {
                guard let isTurned = orientation(matrices[a].shape, matrices[b].shape) else { continue }
                let shape = isTurned ? matrices[b].shape.reversed() : matrices[b].shape
                let rest = matrices.indices.first { $0 != a && $0 != b }
                if let rest {
                    let linear = isTurned ? matrices[rest].shape.reversed() : matrices[rest].shape
                    guard linear[1] == shape[1] else { continue }
                    let biases = vectors.filter { $0.shape[0] == shape[0] }
                    let others = vectors.filter { $0.shape[0] != shape[0] }
                    guard biases.count <= 1, others.count <= 1, others.allSatisfy({ $0.shape[0] == linear[0] }) else {
                        continue
                    }
                    fits.append([matrices[a], matrices[b]] + biases + [matrices[rest]] + others)
                } else if vectors.count <= 1 {
                    fits.append([matrices[a], matrices[b]] + vectors)
                }
            }
        }
        return fits.count == 1 ? fits[0] : nil
    }

    /// The network that the arrays are.
    ///
    /// - Throws: `WeightFileError` where they are none.
    func network() throws(WeightFileError) -> ForeignNetwork {
        var layers: [LayerWeights] = []
        var place = 0
        let framework = isTurned ? "Keras" : "PyTorch or Equinox"
        while place + 1 < arrays.count, Self.orientation(arrays[place].shape, arrays[place + 1].shape) == isTurned,
            layers.last.map({ inputs(place) == $0.hiddenSize }) ?? true,
            layers.isEmpty || !isLinearLayer(at: place, after: layers[layers.count - 1])
        {
            layers.append(try layer(at: &place))
        }
        guard let last = layers.last else { throw WeightFileError("found no recurrent layer; expected one") }
        var head = (weight: Matrix.identity(last.hiddenSize), bias: Matrix.zeros(last.hiddenSize, 1))
        var notes = [
            "the names say nothing: taken by the shapes for \(layers.count) \(last.cell.rawValue) of \(last.hiddenSize) units, in "
                + "the order of \(framework)"
        ]
        if place < arrays.count, arrays[place].shape.count == 2 {
            let module = module(place, place + 1 < arrays.count ? 2 : 1)
            head.weight = try module.matrix("0", turned: isTurned)
            guard head.weight.columnCount == last.hiddenSize else {
                throw WeightFileError(
                    tensor: arrays[place].name,
                    "found the shape \(arrays[place].shape) after the recurrent layers; expected a linear layer of \(last.hiddenSize) inputs"
                )
            }
            head.bias = try module.optionalVector("1", head.weight.rowCount) ?? .zeros(head.weight.rowCount, 1)
            place += module.has("1") ? 2 : 1
        } else {
            notes.append("found no linear layer: the outputs are the \(last.hiddenSize) units themselves")
        }
        guard place == arrays.count else {
            throw WeightFileError(
                tensor: arrays[place].name,
                "found the shape \(arrays[place].shape), which has no place after the layers before; expected recurrent layers of one "
                    + "cell and a linear one; give --rename OLD=NEW to say what each is")
        }
        guard layers.allSatisfy({ $0.cell == last.cell && $0.hiddenSize == last.hiddenSize }) else {
            throw WeightFileError("found layers of different cells or widths; expected all of one")
        }
        let isDouble = arrays.contains { $0.type == .float64 }
        return ForeignNetwork(
            layers: layers, head: head.weight, headBias: head.bias, elementType: isDouble ? .float64 : .float32,
            notes: notes)
    }

    private func inputs(_ place: Int) -> Int { arrays[place].shape[isTurned ? 0 : 1] }

    /// Whether what fits a layer of one gate is rather a linear one: it and what follows end the file.
    private func isLinearLayer(at place: Int, after last: LayerWeights) -> Bool {
        last.cell == .rnn && arrays.count - place <= 2 && arrays.last?.shape.count == 1
    }

    private func module(_ place: Int, _ count: Int) -> ModuleTensors {
        let parts = (0..<count).map { (String($0), arrays[place + $0]) }
        return ModuleTensors(name: arrays[place].name, path: [], ByteDictionary(parts))
    }

    /// One layer: two matrices, and the vectors that follow them.
    private func layer(at place: inout Int) throws(WeightFileError) -> LayerWeights {
        let first = place
        var count = 2
        let hidden = try module(first, 2).matrix("1", turned: isTurned)
        let (rows, size) = (hidden.rowCount, hidden.columnCount)
        func isBias(_ index: Int) -> Bool {
            guard index < arrays.count else { return false }
            let shape = arrays[index].shape
            return shape == [rows] || shape == [2, rows] && isTurned
                || index == first + 3 && shape == [size] && rows == 3 * size
        }
        while count < (isTurned ? 3 : 4), isBias(first + count) { count += 1 }
        place += count
        let module = module(first, count)
        let input = try module.matrix("0", turned: isTurned)
        if isTurned {
            return try CellForm.kerasInOrder(module)
        }
        let bias = try module.optionalVector("2", rows)
        var hiddenBias: Matrix?
        if module.has("3") {
            hiddenBias =
                module["3"]?.shape == [rows]
                ? try module.vector("3", rows) : try CellForm.biasOfCandidate(module, "3", hidden)
        }
        return try CellForm.layer(
            input: input, hidden: hidden, bias: bias, hiddenBias: hiddenBias, of: module, "PyTorch or Equinox")
    }
}

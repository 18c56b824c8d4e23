/// A recurrent layer: any cell, and the state between calls.
///
/// The book's layers `RNN` and `LSTM` are this layer over their cells. The input size may be left open until the first
/// call, as in the book.
public final class Recurrent<Cell: RecurrentCell>: RecurrentLayer {
    public let hiddenSize: Int
    private let elementType: ElementType
    private var random: SeededGenerator
    // Unchecked for the same reason as the properties of ``Variable``.
    @exclusivity(unchecked) private var cell: Cell?
    @exclusivity(unchecked) private var cellState: Cell.State?
    /// What is remembered where it is known as numbers alone; empty where ``cellState`` knows it, or nothing was seen.
    @exclusivity(unchecked) private var restored: [Tensor] = []

    /// Makes the layer; its parameters are drawn here, or at the first call where the input size is left open.
    public init(
        hiddenSize: Int, inputSize: Int? = nil, elementType: ElementType = .float32,
        using random: inout SeededGenerator
    ) {
        self.hiddenSize = hiddenSize
        self.elementType = elementType
        self.random = random.split()
        if let inputSize {
            cell = drawCell(inputSize: inputSize)
        }
    }

    /// Makes the layer from its cell.
    public init(_ cell: Cell) {
        self.cell = cell
        hiddenSize = cell.hiddenSize
        elementType = cell.elementType
        random = SeededGenerator(seed: 0)
    }

    public var parameters: [NamedParameter] { cell?.parameters ?? [] }

    public func resetState() {
        cellState = nil
        restored = []
    }

    public func detachState() {
        guard cellState != nil else { return }
        restored = state
        cellState = nil
    }

    public var state: [Tensor] {
        guard let cell, let cellState else { return restored }
        return cell.variables(of: cellState).map(\.value)
    }

    public func restoreState(_ tensors: [Tensor]) {
        precondition(
            tensors.isEmpty || tensors.count == Cell.stateCount,
            "restoreState: \(tensors.count) tensors; expected \(Cell.stateCount)")
        cellState = nil
        restored = tensors
    }

    public func callAsFunction(_ x: Variable) -> Variable {
        let cell = cell ?? drawCell(inputSize: x.shape.last ?? 0)
        let state = cell.step(x, cellState ?? firstState(of: cell, batchSize: x.shape[0]))
        cellState = state
        return cell.output(of: state)
    }

    public func window(_ xs: Variable) -> Variable {
        precondition(xs.shape.count == 3, "window: found the shape \(xs.shape); expected [time, batch, inputSize]")
        let cell = cell ?? drawCell(inputSize: xs.shape[2])
        let (outputs, state) = cell.unroll(xs, from: cellState ?? firstState(of: cell, batchSize: xs.shape[1]))
        cellState = state
        return outputs
    }

    /// The state as a leaf of a new graph: what is known as numbers, else zeros.
    private func firstState(of cell: Cell, batchSize: Int) -> Cell.State {
        restored.isEmpty ? cell.initialState(batchSize: batchSize) : cell.state(of: restored.map(Variable.constant))
    }

    public func advance(_ x: Tensor, _ state: inout [Tensor]) -> Tensor {
        let cell = cell ?? drawCell(inputSize: x.shape.last ?? 0)
        if state.isEmpty {
            state = cell.variables(of: cell.initialState(batchSize: x.shape[0])).map(\.value)
        }
        return cell.advance(x, &state)
    }

    private func drawCell(inputSize: Int) -> Cell {
        let cell = Cell(inputSize: inputSize, hiddenSize: hiddenSize, elementType: elementType, using: &random)
        self.cell = cell
        return cell
    }
}

extension Recurrent: PlannedLayer where Cell: FusedCell {
    func makeWindow(steps: Int, batch: Int) -> (any CellWindow)? { cell?.makeWindow(steps: steps, batch: batch) }

    func initialState(batchSize: Int) -> [Tensor] {
        cell.map { $0.variables(of: $0.initialState(batchSize: batchSize)).map(\.value) } ?? []
    }
}

/// The book's `RNN`: an Elman layer that remembers its hidden state between calls.
public typealias RNN = Recurrent<ElmanCell>

/// The book's `LSTM`: a layer of gated cells that remembers their state between calls.
public typealias LSTM = Recurrent<LSTMCell>

/// A layer of gated recurrent units that remembers their state between calls.
public typealias GRU = Recurrent<GRUCell>

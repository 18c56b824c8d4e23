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
    }

    public func detachState() {
        guard let cell else { return }
        cellState = cellState.map { state in
            cell.state(of: cell.variables(of: state).map { Variable($0.value, requiresGradient: false) })
        }
    }

    public var state: [Tensor] {
        guard let cell, let cellState else { return [] }
        return cell.variables(of: cellState).map(\.value)
    }

    public func restoreState(_ tensors: [Tensor]) {
        guard let cell, !tensors.isEmpty else { return resetState() }
        precondition(
            tensors.count == Cell.stateCount, "restoreState: \(tensors.count) tensors; expected \(Cell.stateCount)")
        cellState = cell.state(of: tensors.map { Variable($0, requiresGradient: false) })
    }

    public func callAsFunction(_ x: Variable) -> Variable {
        let cell = cell ?? drawCell(inputSize: x.shape.last ?? 0)
        let state = cell.step(x, cellState ?? cell.initialState(batchSize: x.shape[0]))
        cellState = state
        return cell.output(of: state)
    }

    public func window(_ xs: Variable) -> Variable {
        precondition(xs.shape.count == 3, "window: found the shape \(xs.shape); expected [time, batch, inputSize]")
        let cell = cell ?? drawCell(inputSize: xs.shape[2])
        let (outputs, state) = cell.unroll(xs, from: cellState ?? cell.initialState(batchSize: xs.shape[1]))
        cellState = state
        return outputs
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

/// The book's `RNN`: an Elman layer that remembers its hidden state between calls.
public typealias RNN = Recurrent<ElmanCell>

/// The book's `LSTM`: a layer of gated cells that remembers their state between calls.
public typealias LSTM = Recurrent<LSTMCell>

/// A layer of gated recurrent units that remembers their state between calls.
public typealias GRU = Recurrent<GRUCell>

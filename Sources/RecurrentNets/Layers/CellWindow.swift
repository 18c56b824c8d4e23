import CKernels

/// A window of a cell as kernels on memory of its own: what ``RecurrentCell/unroll(_:from:)`` is made of, and what a ``WindowPlan``
/// repeats window after window.
///
/// Inputs are `[steps, batch, inputSize]`, outputs `[steps, batch, hiddenSize]`; `steps` is at most the number that the memory was
/// made for.
protocol CellWindow: AnyObject {
    /// The sizes of a window, and its number type.
    var sizes: WindowSizes { get }
    /// The cell's parameters, in its order: the weight of the input, that of the state, and biases.
    var parameters: [Parameter] { get }
    /// The outputs before the first step and after all, `[time + 1, batch, hiddenSize]`, and what else comes after.
    var states: Tensor { get }
    /// The gradients of what the inputs and their bias add up to.
    var sums: Tensor { get }

    /// Computes the outputs of all steps from `state`, tensors in the cell's order.
    func forward(_ xs: UnsafeRawPointer, steps: Int, from state: [Tensor])

    /// What is remembered after the last step, copied, in the cell's order.
    func state(after steps: Int) -> [Tensor]

    /// Computes the gradients before the cell's functions from those of the outputs; the others follow from them.
    func backward(_ dOutputs: UnsafeRawPointer, steps: Int)

    /// The gradients of what the parameter at `index` is multiplied into, or added to.
    func gradientBehind(_ index: Int) -> Tensor
}

extension CellWindow {
    /// The outputs of all steps, until the next ``forward(_:steps:from:)``.
    var outputs: UnsafeRawPointer { states.address + sizes.stateByteCount }

    /// The outputs of as many steps as there is memory for, as a tensor that shares it.
    var allOutputs: Tensor { states.steps(1..<(sizes.steps + 1)) }

    func state(after steps: Int) -> [Tensor] { [sizes.state(at: states.address + steps * sizes.stateByteCount)] }

    func gradientBehind(_ index: Int) -> Tensor { sums }

    /// The gradient of the inputs.
    func writeInputGradient(steps: Int, to dxs: UnsafeMutableRawPointer) {
        sizes.inputGradient(sums.address, parameters[0], steps: steps, to: dxs)
    }

    /// The gradient of the parameter at `index`.
    func writeGradient(
        ofParameter index: Int, inputs xs: UnsafeRawPointer, steps: Int, to gradient: UnsafeMutableRawPointer
    ) {
        let (parameter, dz) = (parameters[index], gradientBehind(index).address)
        if parameter.value.rank == 1 {
            sizes.biasGradient(dz, of: parameter, steps: steps, to: gradient)
        } else {
            sizes.weightGradient(index == 0 ? xs : states.address, dz, of: parameter, steps: steps, to: gradient)
        }
    }

    /// The gradients of the inputs, of the state that a window began from, and of the parameters, as variables; nil where one is
    /// not needed.
    func gradients(of xs: Variable, _ state: [Variable?]) -> [Variable?] {
        let (steps, inputs) = (xs.shape[0], xs.value.address)
        let ofInputs = needed(
            by: xs,
            .constant(
                Tensor(shape: xs.shape, elementType: xs.elementType) { writeInputGradient(steps: steps, to: $0) }))
        let ofParameters = parameters.enumerated().map { index, parameter in
            needed(
                by: parameter,
                .constant(
                    Tensor(shape: parameter.shape, elementType: parameter.elementType) {
                        writeGradient(ofParameter: index, inputs: inputs, steps: steps, to: $0)
                    }))
        }
        return [ofInputs] + state + ofParameters
    }
}

/// A cell whose window is a ``CellWindow``.
protocol FusedCell: RecurrentCell {
    /// The kernels of a window of at most `steps` steps.
    func makeWindow(steps: Int, batch: Int) -> any CellWindow
}

/// Sizes of a window, and what the gradients of all cells' weights have in common.
struct WindowSizes {
    let type: ElementType
    let steps: Int
    let batch: Int
    let inputs: Int
    let hidden: Int

    /// The sizes for windows of `steps` steps of a cell.
    init(_ cell: some RecurrentCell, steps: Int, batch: Int) {
        (type, self.steps, self.batch) = (cell.elementType, steps, batch)
        (inputs, hidden) = (cell.inputSize, cell.hiddenSize)
    }

    /// The bytes of a state `[batch, hiddenSize]`.
    var stateByteCount: Int { batch * hidden * type.byteCount }

    /// Memory for `count` steps of `width` numbers each.
    func memory(_ count: Int, _ width: Int) -> Tensor { Tensor(unset: [count, batch, width], elementType: type) }

    /// dz·wᵀ for the rows of `count` steps.
    func inputGradient(_ dz: UnsafeRawPointer, _ w: Parameter, steps count: Int, to dxs: UnsafeMutableRawPointer) {
        ck_matmul(
            type.kernel, 0, 1, count * batch, w.value.shape[0], w.value.shape[1], dz, w.value.address, dxs)
    }

    /// Σ x[t]ᵀ·dz[t]: of a weight that `x`, rows of as many numbers as it has rows, is multiplied with.
    func weightGradient(
        _ xs: UnsafeRawPointer, _ dz: UnsafeRawPointer, of w: Parameter, steps count: Int,
        to gradient: UnsafeMutableRawPointer
    ) {
        ck_matmul(type.kernel, 1, 0, w.value.shape[0], w.value.shape[1], count * batch, xs, dz, gradient)
    }

    /// Σ dz[t].
    func biasGradient(
        _ dz: UnsafeRawPointer, of b: Parameter, steps count: Int, to gradient: UnsafeMutableRawPointer
    ) {
        ck_fill(type.kernel, 0, gradient, b.value.count)
        ck_reduce_rows(type.kernel, CK_REDUCE_SUM, dz, count * batch, b.value.count, gradient)
    }

    /// Numbers `[batch, hiddenSize]` in a tensor of their own.
    func state(at bytes: UnsafeRawPointer) -> Tensor {
        Tensor(shape: [batch, hidden], elementType: type) {
            $0.copyMemory(from: bytes, byteCount: stateByteCount)
        }
    }
}

import CKernels

/// A window of a cell as kernels on memory of its own: what ``RecurrentCell/unroll(_:from:)`` is made of, and what a ``WindowPlan``
/// repeats window after window.
///
/// Inputs are `[steps, batch, inputSize]`, outputs `[steps, batch, hiddenSize]`; `steps` is at most the number that the memory was
/// made for.
protocol CellWindow: AnyObject {
    /// Computes the outputs of all steps from `state`, tensors in the cell's order.
    func forward(_ xs: UnsafeRawPointer, steps: Int, from state: [Tensor])

    /// The outputs of all steps, until the next ``forward(_:steps:from:)``.
    var outputs: UnsafeRawPointer { get }

    /// What is remembered after the last step, copied, in the cell's order.
    func state(after steps: Int) -> [Tensor]

    /// Computes the gradients before the cell's functions from those of the outputs; the others follow from them.
    func backward(_ dOutputs: UnsafeRawPointer, steps: Int)

    /// The gradient of the inputs.
    func writeInputGradient(steps: Int, to dxs: UnsafeMutableRawPointer)

    /// The gradient of the parameter that is at `index` of the cell's.
    func writeGradient(
        ofParameter index: Int, inputs xs: UnsafeRawPointer, steps: Int, to gradient: UnsafeMutableRawPointer)
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

    /// x·w + b for the rows of `count` steps.
    func project(
        _ xs: UnsafeRawPointer, _ w: Parameter, _ b: Parameter, steps count: Int, to z: UnsafeMutableRawPointer
    ) {
        ck_affine(
            type.kernel, count * batch, w.value.shape[1], inputs, xs, w.value.address, b.value.address, z)
    }

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

extension CellWindow {
    /// The gradient of the parameter at `index` of the cell's as a variable; nil where it is not needed.
    func gradient(
        of parameter: Variable, _ index: Int, inputs xs: UnsafeRawPointer, steps: Int
    ) -> Variable? {
        needed(
            by: parameter,
            .constant(
                Tensor(shape: parameter.shape, elementType: parameter.elementType) {
                    writeGradient(ofParameter: index, inputs: xs, steps: steps, to: $0)
                }))
    }

    /// The gradient of the inputs as a variable; nil where it is not needed.
    func inputGradient(of xs: Variable) -> Variable? {
        needed(
            by: xs,
            .constant(
                Tensor(shape: xs.shape, elementType: xs.elementType) {
                    writeInputGradient(steps: xs.shape[0], to: $0)
                }))
    }
}

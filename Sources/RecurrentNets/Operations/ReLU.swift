/// Every element where it is above 0, else 0, in the shape of `x`.
///
/// Gradient: dx = dy where x > 0, else 0.
public func relu(_ x: Variable) -> Variable {
    Variable(Tensor.relu(x.value), by: "relu", of: x) { _, dy in
        [dy * .constant(.greater(x.value, Tensor(0, elementType: x.elementType)))]
    }
}

import RecurrentNets

/// A value of one step of a recurrent layer that a graph spells out, as what it is made of.
enum ONNXTerm {
    /// An input of the step, by its place.
    case input(Int)
    /// Numbers that stand in the file, of so many lengths.
    case constant([Double], shape: [Int])
    /// Products of inputs with matrices, and a bias.
    case affine(ONNXAffine)
    /// A function of each number of a value, by its place among the terms.
    case function(Function, of: Int)
    /// Two values put together, by their places among the terms.
    case pair(Pair, Int, Int)
    /// A value times a matrix whose rows are the outputs.
    case product(of: Int, Matrix)

    enum Function: String {
        case sigmoid = "Sigmoid"
        case tanh = "Tanh"
        case relu = "Relu"
        case negation = "Neg"
    }

    enum Pair: String {
        case sum = "Add"
        case difference = "Sub"
        case product = "Mul"
    }
}

/// W·x + U·h + b of the inputs of a step: the matrices by input, their rows the outputs.
struct ONNXAffine {
    var matrices: [Int: Matrix]
    var bias: [Double]

    var rowCount: Int { bias.count }

    func rows(_ range: Range<Int>) -> ONNXAffine {
        ONNXAffine(matrices: matrices.mapValues { $0.rows(range) }, bias: Array(bias[range]))
    }

    func scaled(by factor: Double) -> ONNXAffine {
        ONNXAffine(matrices: matrices.mapValues { $0.mapped { $0 * factor } }, bias: bias.map { $0 * factor })
    }

    /// Both together; nil where they are of other lengths.
    static func + (a: ONNXAffine, b: ONNXAffine) -> ONNXAffine? {
        let fits =
            a.rowCount == b.rowCount
            && b.matrices.allSatisfy { a.matrices[$0]?.columnCount ?? $1.columnCount == $1.columnCount }
        guard fits else { return nil }
        return ONNXAffine(matrices: a.matrices.merging(b.matrices) { $0 + $1 }, bias: zip(a.bias, b.bias).map(+))
    }

    func plus(_ numbers: [Double]) -> ONNXAffine? {
        guard numbers.count == rowCount || numbers.count == 1 else { return nil }
        return ONNXAffine(matrices: matrices, bias: bias.enumerated().map { $1 + numbers[numbers.count == 1 ? 0 : $0] })
    }
}

extension ONNXTerm.Function {
    /// The function of each number.
    func of(_ values: [Double]) -> [Double] {
        func each(_ function: (Variable) -> Variable) -> [Double] {
            withoutGradients { function(Variable(Tensor(values, elementType: .float64))).value.scalars }
        }
        switch self {
        case .sigmoid: return each(RecurrentNets.sigmoid)
        case .tanh: return each(RecurrentNets.tanh)
        case .relu: return values.map { max($0, 0) }
        case .negation: return values.map(-)
        }
    }
}

extension ONNXTerm.Pair {
    /// Two values element by element, a single number with each; nil where they are of other lengths.
    func of(_ a: [Double], _ b: [Double]) -> [Double]? {
        let count = max(a.count, b.count)
        guard [1, count].contains(a.count), [1, count].contains(b.count) else { return nil }
        return (0..<count).map { place in
            let (x, y) = (a[a.count == 1 ? 0 : place], b[b.count == 1 ? 0 : place])
            return switch self {
            case .sum: x + y
            case .difference: x - y
            case .product: x * y
            }
        }
    }
}

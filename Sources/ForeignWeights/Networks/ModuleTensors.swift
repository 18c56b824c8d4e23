import Texts
import WeightFiles

/// The tensors of a module in a file: of all whose names begin with its name, the rest of their names.
struct ModuleTensors {
    /// The module's name as the file has it, for messages; empty for the whole file.
    let name: String
    /// The parts of the module's name.
    let path: [String]
    private let tensors: ByteDictionary<ForeignTensor>

    init(name: String, path: [String], _ tensors: ByteDictionary<ForeignTensor>) {
        (self.name, self.path, self.tensors) = (name, path, tensors)
    }

    func has(_ names: String...) -> Bool { has(all: names) }
    func has(all names: [String]) -> Bool { names.allSatisfy { tensors[$0] != nil } }

    subscript(_ name: String) -> ForeignTensor? { tensors[name] }

    var shown: String { WeightFileError.quoted(name.isEmpty ? tensors.keys.sorted().first ?? "" : name) }

    private func values(_ name: String) throws(WeightFileError) -> (tensor: ForeignTensor, values: [Double]) {
        guard let tensor = tensors[name] else {
            throw WeightFileError("found \(shown) without its '\(name)'; expected it beside the others")
        }
        guard let values = tensor.values, tensor.isReal else {
            throw WeightFileError(
                tensor: tensor.name,
                "found elements of type \(VisibleText.of(tensor.typeName)); expected F32, F64, F16 or BF16, as weights are"
            )
        }
        return (tensor, values)
    }

    /// A matrix; one that is `turned` has its inputs in rows, and is turned so that they are columns.
    func matrix(_ name: String, turned: Bool = false) throws(WeightFileError) -> Matrix {
        let (tensor, values) = try values(name)
        guard tensor.shape.count == 2, tensor.count > 0 else {
            throw WeightFileError(tensor: tensor.name, "found the shape \(tensor.shape); expected a matrix")
        }
        let matrix = Matrix(tensor.shape[0], tensor.shape[1], values)
        return turned ? matrix.transposed : matrix
    }

    /// A vector, as a matrix of one column.
    func vector(_ name: String, _ count: Int) throws(WeightFileError) -> Matrix {
        let (tensor, values) = try values(name)
        guard tensor.shape == [count] else {
            throw WeightFileError(tensor: tensor.name, "found the shape \(tensor.shape); expected [\(count)]")
        }
        return Matrix(count, 1, values)
    }

    /// The same; nil where there is none.
    func optionalVector(_ name: String, _ count: Int) throws(WeightFileError) -> Matrix? {
        tensors[name] == nil ? nil : try vector(name, count)
    }

    /// Matrices that belong together below each other, all of as many rows and columns as the first.
    func stack(_ names: [String], turned: Bool = false) throws(WeightFileError) -> Matrix {
        var parts: [Matrix] = []
        for name in names {
            let part = try matrix(name, turned: turned)
            if let first = parts.first, first.rowCount != part.rowCount || first.columnCount != part.columnCount {
                throw WeightFileError(
                    tensor: tensors[name]?.name,
                    "found a matrix of another shape than \(WeightFileError.quoted(names[0])); expected the same")
            }
            parts.append(part)
        }
        return .stack(parts)
    }

    /// Vectors of `count` below each other, zeros where one is missing.
    func stackVectors(_ names: [String], _ count: Int) throws(WeightFileError) -> Matrix {
        var parts: [Matrix] = []
        for name in names { parts.append(try optionalVector(name, count) ?? .zeros(count, 1)) }
        return .stack(parts)
    }

    /// An error about the module.
    func refusal(_ found: String, expected: String) -> WeightFileError {
        WeightFileError("found \(found) in \(shown); expected \(expected)")
    }
}

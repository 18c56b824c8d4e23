import RecurrentNets
import Texts

/// A graph that is being written: nodes and constants are added, and each gives the name of its value.
///
/// Source: ONNX, `onnx.proto3`; IR version 8, operators of version 18.
package struct ONNXGraph {
    static let (irVersion, operatorVersion) = (8, 18)
    /// More nodes than a program should be asked to run for one step.
    package static let mostNodes = 20_000

    /// The type of a value.
    package enum Element: Int, Sendable {
        case float = 1
        case int64 = 7
        case double = 11

        package init(_ type: ElementType) { self = type == .float32 ? .float : .double }
    }

    /// The length of an axis: a number, or a name for any.
    package enum Length: Sendable {
        case fixed(Int)
        case any(String)
    }

    enum Attribute {
        case integer(Int)
        case integers([Int])
        case texts([String])
        case graph(ONNXGraph)
    }

    private var contents = ProtobufWriter()
    package private(set) var nodeCount = 0
    private var nameCount = 0
    /// What the names of the graph's own values begin with.
    private let prefix: String
    private var constants: [[UInt64]: String] = [:]

    package init(prefix: String = "") {
        self.prefix = prefix
    }

    private mutating func newName(_ stem: String) -> String {
        nameCount += 1
        return "\(prefix)\(stem)_\(nameCount)"
    }

    /// Adds a node of one result.
    package mutating func node(_ operation: String, _ inputs: [String]) -> String { node(operation, inputs, [:]) }

    /// Adds a node that changes the last axis, or another, to or by whole numbers.
    package mutating func node(_ operation: String, _ inputs: [String], integers: [String: Int]) -> String {
        node(operation, inputs, integers.mapValues { .integer($0) })
    }

    mutating func node(_ operation: String, _ inputs: [String], _ attributes: [String: Attribute]) -> String {
        let name = newName(operation.lowercased())
        node(operation, inputs, attributes, results: [name])
        return name
    }

    /// Adds a node whose results have these names.
    mutating func node(
        _ operation: String, _ inputs: [String], _ attributes: [String: Attribute] = [:], results: [String]
    ) {
        nodeCount += 1
        contents.message(1) { node in
            for input in inputs { node.text(1, input) }
            for result in results { node.text(2, result) }
            node.text(4, operation)
            for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
                node.message(5) { $0.attribute(name, value) }
            }
        }
    }

    /// Adds the numbers along the last axis, of which there are `count`, in ascending order.
    package mutating func smallest(_ count: Int, of value: String) -> String {
        let name = newName("sorted")
        node(
            "TopK", [value, integers([count])], ["axis": .integer(-1), "largest": .integer(0), "sorted": .integer(1)],
            results: [name, name + "_places"])
        return name
    }

    /// Adds steps along the first axis: `step` has the states and then a part of each sequence as its inputs, and the states and
    /// what is gathered as its outputs.
    package mutating func scan(
        _ states: [String], _ sequences: [String], by step: ONNXGraph, gathered: Int
    ) -> (states: [String], gathered: [String]) {
        let name = newName("scan")
        let results = (0..<states.count + gathered).map { "\(name)_\($0)" }
        node(
            "Scan", states + sequences, ["body": .graph(step), "num_scan_inputs": .integer(sequences.count)],
            results: results)
        return (Array(results[..<states.count]), Array(results[states.count...]))
    }

    /// Adds a choice between two graphs without inputs, of as many outputs each.
    package mutating func choice(_ condition: String, _ then: ONNXGraph, _ otherwise: ONNXGraph, outputs: Int)
        -> [String]
    {
        let name = newName("choice")
        let results = (0..<outputs).map { "\(name)_\($0)" }
        node(
            "If", [condition], ["then_branch": .graph(then), "else_branch": .graph(otherwise)], results: results)
        return results
    }

    /// Gives the value called `name` another name, that of an output.
    package mutating func rename(_ value: String, to name: String) {
        node("Identity", [value], results: [name])
    }

    /// Adds a constant; the same numbers in the same shape are one.
    package mutating func constant(_ values: [Double], shape: [Int], _ element: Element) -> String {
        let key = [UInt64(element.rawValue), UInt64(shape.count)] + shape.map(UInt64.init) + values.map(\.bitPattern)
        if let name = constants[key] { return name }
        let name = newName("constant")
        contents.message(5) { tensor in
            for length in shape { tensor.number(1, length) }
            tensor.number(2, element.rawValue)
            tensor.text(8, name)
            tensor.bytes(9, values.flatMap { Self.bytes($0, element) })
        }
        constants[key] = name
        return name
    }

    package mutating func integers(_ values: [Int]) -> String {
        constant(values.map(Double.init), shape: [values.count], .int64)
    }

    /// A whole number that has no axis.
    package mutating func scalarInteger(_ value: Int) -> String {
        constant([Double(value)], shape: [], .int64)
    }

    /// Adds a change of the order of axes.
    package mutating func transposed(_ value: String, _ axes: [Int]) -> String {
        node("Transpose", [value], ["perm": .integers(axes)])
    }

    package mutating func scalar(_ value: Double, _ element: Element) -> String {
        constant([value], shape: [1], element)
    }

    private static func bytes(_ value: Double, _ element: Element) -> [UInt8] {
        func little<Bits: FixedWidthInteger>(_ bits: Bits) -> [UInt8] {
            (0..<Bits.bitWidth / 8).map { UInt8(truncatingIfNeeded: bits >> Bits(8 * $0)) }
        }
        return switch element {
        case .float: little(Float(value).bitPattern)
        case .double: little(value.bitPattern)
        // Ends of slices are far beyond any double's whole numbers.
        case .int64: little(UInt64(bitPattern: value >= 9.2e18 ? Int64.max : Int64(value)))
        }
    }

    package mutating func input(_ name: String, _ element: Element, _ shape: [Length]) {
        value(11, name, element, shape)
    }
    package mutating func output(_ name: String, _ element: Element, _ shape: [Length]) {
        value(12, name, element, shape)
    }

    private mutating func value(_ field: Int, _ name: String, _ element: Element, _ shape: [Length]) {
        contents.message(field) { info in
            info.text(1, name)
            info.message(2) { type in
                type.message(1) { tensor in
                    tensor.number(1, element.rawValue)
                    tensor.message(2) { shapes in
                        for length in shape {
                            shapes.message(1) { dimension in
                                switch length {
                                case .fixed(let count): dimension.number(1, count)
                                case .any(let name): dimension.text(2, name)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The graph as a message.
    func message(named name: String) -> [UInt8] {
        var message = contents
        message.text(2, name)
        return message.bytes
    }

    /// The bytes of a model with this graph and texts about it.
    package func model(producer: String, metadata: ByteDictionary<String>) -> [UInt8] {
        var model = ProtobufWriter()
        model.number(1, Self.irVersion)
        model.text(2, producer)
        model.bytes(7, message(named: "forecast"))
        model.message(8) { $0.number(2, Self.operatorVersion) }
        for (key, value) in metadata.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            model.message(14) { entry in
                entry.text(1, key)
                entry.text(2, value)
            }
        }
        return model.bytes
    }
}

extension ProtobufWriter {
    fileprivate mutating func attribute(_ name: String, _ value: ONNXGraph.Attribute) {
        text(1, name)
        switch value {
        case .integer(let value):
            number(3, value)
            number(20, 2)
        case .integers(let values):
            for value in values { number(8, value) }
            number(20, 7)
        case .texts(let values):
            for value in values { text(9, value) }
            number(20, 8)
        case .graph(let graph):
            bytes(6, graph.message(named: "step"))
            number(20, 5)
        }
    }
}

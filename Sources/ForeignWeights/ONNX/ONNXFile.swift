import Texts
import WeightFiles

/// What of an ONNX model is needed to tell which network it is: its nodes, its constants, its inputs and outputs.
///
/// Source: ONNX, `onnx.proto3`.
struct ONNXFile {
    static let kind = "onnx"
    private static let mostNodes = 100_000

    /// A step of the graph.
    struct Node {
        var name = ""
        var operation = ""
        var domain = ""
        var inputs: [String] = []
        var outputs: [String] = []
        var attributes = ByteDictionary<Attribute>()

        /// Its name for messages.
        var shown: String { operation + (name.isEmpty ? "" : " " + WeightFileError.quoted(name)) }
    }

    /// What an attribute of a node holds.
    struct Attribute {
        var integer: Int?
        var number: Double?
        var text: String?
        var integers: [Int] = []
        var numbers: [Double] = []
        var texts: [String] = []
        var tensor: ForeignTensor?
        /// The steps that a node runs: at most one; none within those of another.
        var graphs: [Graph] = []
    }

    /// Nodes, and the constants that they read.
    struct Graph {
        var nodes: [Node] = []
        var constants: [ForeignTensor] = []
        /// The names of the graph's inputs that are no constants.
        var inputs: [String] = []
        var outputs: [String] = []
    }

    private(set) var graph = Graph()
    var nodes: [Node] { graph.nodes }
    var constants: [ForeignTensor] { graph.constants }
    /// The constants, then those of each node's own step, under the number of that node among those that have one.
    var allConstants: [ForeignTensor] {
        let steps = nodes.flatMap { node in
            node.attributes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.flatMap(\.value.graphs).map {
                (node.operation, $0)
            }
        }
        return constants
            + steps.enumerated().flatMap { number, step in
                step.1.constants.map { tensor in
                    var tensor = tensor
                    tensor.name = "\(step.0) \(number + 1)/\(tensor.name)"
                    return tensor
                }
            }
    }
    var inputs: [String] { graph.inputs }
    var outputs: [String] { graph.outputs }
    /// Names of the file beside this one in which external data are, of constants; the part of it.
    private let external: (String, Int, Int?) throws(WeightFileError) -> [UInt8]

    /// Reads a whole model.
    ///
    /// `external`: gives bytes of another file beside this one: its name, the place, and how many; nil for all.
    /// - Throws: `WeightFileError`.
    init(
        _ bytes: [UInt8], external: @escaping (String, Int, Int?) throws(WeightFileError) -> [UInt8]
    ) throws(WeightFileError) {
        self.external = external
        var reader = ProtobufReader(bytes, 0..<bytes.count)
        var hasGraph = false
        while let (field, value) = try reader.next() {
            if case (7, .bytes(let range)) = (field, value) {
                hasGraph = true
                try readGraph(bytes, range, into: &graph, isInner: false)
            }
        }
        guard hasGraph else { throw reader.error("found no graph; expected an ONNX model") }
    }

    /// Adds what a graph has; one that is inner has no graphs in its nodes.
    private func readGraph(
        _ bytes: [UInt8], _ range: Range<Int>, into graph: inout Graph, isInner: Bool
    ) throws(WeightFileError) {
        var reader = ProtobufReader(bytes, range)
        while let (field, value) = try reader.next() {
            guard case .bytes(let range) = value else { continue }
            switch field {
            case 1: graph.nodes.append(try node(bytes, range, isInner: isInner))
            case 5: graph.constants.append(try tensor(bytes, range))
            case 11: graph.inputs.append(try name(bytes, range))
            case 12: graph.outputs.append(try name(bytes, range))
            case 15: throw reader.error("found sparse constants; expected dense ones")
            default: break
            }
            guard graph.nodes.count <= Self.mostNodes, graph.constants.count <= ForeignFile.mostTensors else {
                throw reader.error("found more than \(Self.mostNodes) nodes or \(ForeignFile.mostTensors) constants")
            }
        }
        // A constant may stand as a node.
        for node in graph.nodes where node.operation == "Constant" {
            guard let name = node.outputs.first else { continue }
            if var tensor = node.attributes["value"]?.tensor {
                tensor.name = name
                graph.constants.append(tensor)
            } else if let number = node.attributes["value_float"]?.number {
                graph.constants.append(ForeignTensor(name, .float32, [], [number]))
            } else if let number = node.attributes["value_int"]?.integer {
                graph.constants.append(ForeignTensor(name, .int64, [], [Double(number)]))
            } else if let numbers = node.attributes["value_ints"]?.integers {
                graph.constants.append(ForeignTensor(name, .int64, [numbers.count], numbers.map(Double.init)))
            }
        }
        let names = Set(graph.constants.map(\.name))
        graph.inputs.removeAll(where: names.contains)
    }

    /// The name of an input or output.
    private func name(_ bytes: [UInt8], _ range: Range<Int>) throws(WeightFileError) -> String {
        var reader = ProtobufReader(bytes, range)
        while let (field, value) = try reader.next() {
            if case (1, .bytes(let range)) = (field, value) { return reader.text(range) }
        }
        return ""
    }

    private func node(_ bytes: [UInt8], _ range: Range<Int>, isInner: Bool) throws(WeightFileError) -> Node {
        var reader = ProtobufReader(bytes, range)
        var node = Node()
        while let (field, value) = try reader.next() {
            guard case .bytes(let range) = value else { continue }
            switch field {
            case 1: node.inputs.append(reader.text(range))
            case 2: node.outputs.append(reader.text(range))
            case 3: node.name = reader.text(range)
            case 4: node.operation = reader.text(range)
            case 7: node.domain = reader.text(range)
            case 5:
                let (name, attribute) = try attribute(bytes, range, isInner: isInner)
                node.attributes[name] = attribute
            default: break
            }
        }
        return node
    }

    private func attribute(
        _ bytes: [UInt8], _ range: Range<Int>, isInner: Bool
    ) throws(WeightFileError) -> (String, Attribute) {
        var reader = ProtobufReader(bytes, range)
        var (name, attribute) = ("", Attribute())
        func integer(_ number: UInt64) -> Int { Int(Int64(bitPattern: number)) }
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (1, .bytes(let range)): name = reader.text(range)
            case (2, .bits32(let bits)): attribute.number = Double(Float(bitPattern: bits))
            case (3, .number(let number)): attribute.integer = integer(number)
            case (4, .bytes(let range)): attribute.text = reader.text(range)
            case (5, .bytes(let range)): attribute.tensor = try tensor(bytes, range)
            case (6, .bytes(let range)) where !isInner && attribute.graphs.isEmpty:
                attribute.graphs.append(Graph())
                try readGraph(bytes, range, into: &attribute.graphs[0], isInner: true)
            case (7, .bits32(let bits)): attribute.numbers.append(Double(Float(bitPattern: bits)))
            case (7, .bytes(let range)):
                var inner = ByteReader(bytes, range, kind: Self.kind)
                while inner.remaining >= 4 {
                    attribute.numbers.append(SafetensorsType.float32.number(ofBits: try inner.unsigned(4, "a number")))
                }
            case (8, .number(let number)): attribute.integers.append(integer(number))
            case (8, .bytes(let range)): attribute.integers += try ProtobufReader.packed(bytes, range).map(integer)
            case (9, .bytes(let range)): attribute.texts.append(reader.text(range))
            default: break
            }
        }
        return (name, attribute)
    }

    private static let types: [UInt64: SafetensorsType] = [
        1: .float32, 2: .uint8, 3: .int8, 4: .uint16, 5: .int16, 6: .int32, 7: .int64, 9: .bool, 10: .float16,
        11: .float64, 12: .uint32, 13: .uint64, 16: .bfloat16,
    ]

    private func tensor(_ bytes: [UInt8], _ range: Range<Int>) throws(WeightFileError) -> ForeignTensor {
        var reader = ProtobufReader(bytes, range)
        var (name, code, shape) = ("", UInt64(0), [UInt64]())
        var raw: Range<Int>?
        var numbers: [Double] = []
        var outside: ByteDictionary<String> = [:]
        var isOutside = false
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (1, .number(let number)): shape.append(number)
            case (1, .bytes(let range)): shape += try ProtobufReader.packed(bytes, range)
            case (2, .number(let number)): code = number
            case (4, .bits32(let bits)): numbers.append(Double(Float(bitPattern: bits)))
            case (4, .bytes(let range)):
                var inner = ByteReader(bytes, range, kind: Self.kind)
                while inner.remaining >= 4 {
                    numbers.append(SafetensorsType.float32.number(ofBits: try inner.unsigned(4, "a number")))
                }
            case (5, .number(let number)), (7, .number(let number)):
                numbers.append(Self.whole(number, code))
            case (5, .bytes(let range)), (7, .bytes(let range)):
                numbers += try ProtobufReader.packed(bytes, range).map { Self.whole($0, code) }
            case (8, .bytes(let range)): name = reader.text(range)
            case (9, .bytes(let range)): raw = range
            case (10, .bits64(let bits)): numbers.append(Double(bitPattern: bits))
            case (10, .bytes(let range)):
                var inner = ByteReader(bytes, range, kind: Self.kind)
                while inner.remaining >= 8 { numbers.append(Double(bitPattern: try inner.unsigned(8, "a number"))) }
            case (13, .bytes(let range)):
                let (key, value) = try entry(bytes, range)
                outside[key] = value
            case (14, .number(let number)): isOutside = number == 1
            default: break
            }
        }
        let lengths = shape.compactMap { Int(exactly: $0) }
        guard lengths.count == shape.count, let count = ForeignTensor.count(of: lengths) else {
            throw reader.error(
                "found the constant \(WeightFileError.quoted(name)) of the shape \(shape); expected one that a file can have"
            )
        }
        guard let type = Self.types[code] else { return ForeignTensor(name, ofUnread: "ONNX type \(code)", lengths) }
        if isOutside {
            guard let file = outside["location"], let offset = Int(outside["offset"] ?? "0"),
                outside["length"] == nil || outside["length"].flatMap({ Int($0) }) != nil
            else {
                throw reader.error(
                    "found the constant \(WeightFileError.quoted(name)) in another file without its place; expected location, offset, length"
                )
            }
            let (size, overflow) = count.multipliedReportingOverflow(by: type.bitCount / 8)
            guard !overflow else { throw reader.error("found a shape of more bytes than a file has; expected fewer") }
            let part = try external(file, offset, outside["length"].flatMap { Int($0) } ?? size)
            return try ForeignTensor(name, type, lengths, in: part, from: 0, to: part.count, kind: Self.kind)
        }
        if let raw {
            return try ForeignTensor(
                name, type, lengths, in: bytes, from: raw.lowerBound, to: raw.upperBound, kind: Self.kind)
        }
        guard numbers.count == count else {
            throw reader.error(
                "found \(numbers.count) elements of the constant \(WeightFileError.quoted(name)); expected \(count) for the shape \(lengths)"
            )
        }
        guard let place = numbers.firstIndex(where: { !$0.isFinite }) else {
            return ForeignTensor(name, type, lengths, type.isReal || type.isInteger ? numbers : nil)
        }
        throw reader.error(
            "found in the constant \(WeightFileError.quoted(name)) a value that is not finite, at element \(place)")
    }

    /// What a field of whole numbers means for a type: half precision stands in its bits there.
    private static func whole(_ number: UInt64, _ code: UInt64) -> Double {
        switch types[code] {
        case .float16, .bfloat16: types[code]?.number(ofBits: number) ?? .nan
        default: Double(Int64(bitPattern: number))
        }
    }

    private func entry(_ bytes: [UInt8], _ range: Range<Int>) throws(WeightFileError) -> (String, String) {
        var reader = ProtobufReader(bytes, range)
        var (key, text) = ("", "")
        while let (field, value) = try reader.next() {
            guard case .bytes(let range) = value else { continue }
            if field == 1 { key = reader.text(range) } else if field == 2 { text = reader.text(range) }
        }
        return (key, text)
    }
}

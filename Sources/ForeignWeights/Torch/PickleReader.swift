import WeightFiles

/// Reads the pickle of a `.pt` file by a fixed list of opcodes and names: nothing is ever run.
///
/// Source: Python, `pickletools.py`; PyTorch, `torch/_weights_only_unpickler.py`.
struct PickleReader {
    static let kind = "pickle"
    /// More steps, values or views than any dictionary of weights takes.
    private static let mostSteps = 5_000_000
    private static let mark = 0x28

    private var reader: ByteReader
    private var stack: [PickleValue] = []
    private var marks: [Int] = []
    private var memo: [Int: PickleValue] = [:]
    /// What has to be held as long as what was read is used.
    let containers = PickleContainers()
    /// Makes a tensor of a storage, an offset, a shape and strides.
    private let makeTensor: (TorchStorage, Int, [Int], [Int]) throws(WeightFileError) -> ForeignTensor

    /// Takes the bytes of a pickle.
    init(
        _ bytes: [UInt8],
        makeTensor: @escaping (TorchStorage, Int, [Int], [Int]) throws(WeightFileError) -> ForeignTensor
    ) {
        reader = ByteReader(bytes, kind: Self.kind)
        self.makeTensor = makeTensor
    }

    /// What the pickle makes.
    ///
    /// - Throws: `WeightFileError`, naming the first opcode or name that is not on the list.
    mutating func read() throws(WeightFileError) -> PickleValue {
        for _ in 0..<Self.mostSteps {
            let start = reader.place
            let opcode = try reader.byte("the next step")
            if opcode == UInt8(ascii: ".") {
                let result = try pop(start)
                guard stack.isEmpty, marks.isEmpty else {
                    throw reader.error("found values left over at its end", at: start)
                }
                return result
            }
            try take(opcode, start)
        }
        throw reader.error("found more than \(Self.mostSteps) steps; expected a dictionary of tensors")
    }

    private mutating func take(_ opcode: UInt8, _ start: Int) throws(WeightFileError) {
        switch opcode {
        case 0x80:
            let version = try reader.byte("the protocol")
            guard (2...5).contains(version) else {
                throw reader.error("found protocol \(version); expected 2 to 5", at: start)
            }
        case 0x95: _ = try reader.take(8, "the length of a frame")
        case UInt8(ascii: "("): marks.append(stack.count)
        case UInt8(ascii: "N"): stack.append(.none)
        case 0x88, 0x89: stack.append(.bool(opcode == 0x88))
        case UInt8(ascii: "K"): stack.append(.integer(Int(try reader.byte("a number"))))
        case UInt8(ascii: "M"): stack.append(.integer(try reader.count(2, "a number")))
        case UInt8(ascii: "J"):
            stack.append(.integer(Int(Int32(truncatingIfNeeded: try reader.unsigned(4, "a number")))))
        case 0x8a: stack.append(try long(start))
        case UInt8(ascii: "G"):
            stack.append(.number(Double(bitPattern: try reader.unsigned(8, "a number", bigEndian: true))))
        case UInt8(ascii: "X"): stack.append(.text(try text(4)))
        case 0x8c: stack.append(.text(try text(1)))
        case UInt8(ascii: "C"): stack.append(.bytes(Array(try reader.take(reader.count(1, "a length"), "bytes"))))
        case UInt8(ascii: "B"): stack.append(.bytes(Array(try reader.take(reader.count(4, "a length"), "bytes"))))
        case UInt8(ascii: "}"): stack.append(.dictionary(containers.keep(PickleDictionary())))
        case UInt8(ascii: "]"): stack.append(.list(containers.keep(PickleList())))
        case UInt8(ascii: ")"): stack.append(tuple([]))
        case UInt8(ascii: "t"): stack.append(tuple(try popToMark(start)))
        case 0x85...0x87:
            var items: [PickleValue] = []
            for _ in 0...(opcode - 0x85) { items.insert(try pop(start), at: 0) }
            stack.append(tuple(items))
        case UInt8(ascii: "0"): _ = try pop(start)
        case UInt8(ascii: "q"): memo[Int(try reader.byte("a place"))] = try top(start)
        case UInt8(ascii: "r"): memo[try reader.count(4, "a place")] = try top(start)
        case 0x94: memo[memo.count] = try top(start)
        case UInt8(ascii: "h"): stack.append(try remembered(Int(reader.byte("a place")), start))
        case UInt8(ascii: "j"): stack.append(try remembered(reader.count(4, "a place"), start))
        case UInt8(ascii: "a"), UInt8(ascii: "e"):
            let items = opcode == UInt8(ascii: "a") ? [try pop(start)] : try popToMark(start)
            guard case .list(let list) = try top(start) else {
                throw misfit("something that is no list to add to", start)
            }
            list.items += items
        case UInt8(ascii: "s"), UInt8(ascii: "u"): try setItems(opcode == UInt8(ascii: "s"), start)
        case UInt8(ascii: "c"): stack.append(try name(try line(), try line(), start))
        case 0x93:
            guard case .text(let name) = try pop(start), case .text(let module) = try pop(start) else {
                throw misfit("a name that is no text", start)
            }
            stack.append(try self.name(module, name, start))
        case UInt8(ascii: "Q"): stack.append(try storage(try pop(start), start))
        case UInt8(ascii: "R"):
            let arguments = try pop(start)
            stack.append(try call(try pop(start), arguments, start))
        case UInt8(ascii: "b"): try build(start)
        default:
            throw reader.error(
                "found the opcode 0x\(String(opcode, radix: 16)); expected one of those that write a dictionary of tensors; save "
                    + "model.state_dict() alone", at: start)
        }
    }

    private func tuple(_ items: [PickleValue]) -> PickleValue { .tuple(containers.keep(PickleTuple(items))) }

    private func misfit(_ found: String, _ start: Int) -> WeightFileError {
        reader.error("found \(found); the file is damaged, or no dictionary of tensors", at: start)
    }

    private func top(_ start: Int) throws(WeightFileError) -> PickleValue {
        guard let value = stack.last, stack.count > marks.last ?? 0 else { throw misfit("nothing on the stack", start) }
        return value
    }

    private mutating func pop(_ start: Int) throws(WeightFileError) -> PickleValue {
        let value = try top(start)
        stack.removeLast()
        return value
    }

    private mutating func popToMark(_ start: Int) throws(WeightFileError) -> [PickleValue] {
        guard let mark = marks.popLast() else { throw misfit("no mark", start) }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    private func remembered(_ place: Int, _ start: Int) throws(WeightFileError) -> PickleValue {
        guard let value = memo[place] else {
            throw misfit("the number \(place) of something that was not remembered", start)
        }
        return value
    }

    private mutating func text(_ size: Int) throws(WeightFileError) -> String {
        try reader.text(reader.count(size, "the length of a text"), "a text")
    }

    /// A line, without its end.
    private mutating func line() throws(WeightFileError) -> String {
        let start = reader.place
        guard let end = reader.bytes[start...].prefix(300).firstIndex(of: 0x0a) else {
            throw reader.error("found a name of more than 300 bytes; expected a short one")
        }
        defer { _ = try? reader.byte("the end of a line") }
        return try reader.text(end - start, "a name")
    }

    private mutating func long(_ start: Int) throws(WeightFileError) -> PickleValue {
        let size = try reader.count(1, "the length of a number")
        guard size <= 8 else {
            throw reader.error("found a whole number of \(size) bytes; expected at most 8", at: start)
        }
        let bits = try reader.unsigned(size, "a number")
        let unused = UInt64(64 - 8 * size)
        return .integer(size == 0 ? 0 : Int(Int64(bitPattern: bits << unused) >> Int64(unused)))
    }

    private mutating func setItems(_ isOne: Bool, _ start: Int) throws(WeightFileError) {
        var items: [PickleValue]
        if isOne {
            let value = try pop(start)
            items = [try pop(start), value]
        } else {
            items = try popToMark(start)
        }
        guard case .dictionary(let dictionary) = try top(start), items.count % 2 == 0 else {
            throw misfit("something that is no dictionary to add to", start)
        }
        for index in stride(from: 0, to: items.count, by: 2) {
            dictionary.pairs.append((items[index], items[index + 1]))
        }
    }

    private func name(_ module: String, _ name: String, _ start: Int) throws(WeightFileError) -> PickleValue {
        switch (module, name) {
        case ("collections", "OrderedDict"): return .name(.orderedDictionary)
        case ("torch._utils", "_rebuild_tensor_v2"): return .name(.rebuildTensor)
        case ("torch._utils", "_rebuild_parameter"): return .name(.rebuildParameter)
        case ("torch", "Size"): return .name(.size)
        case ("torch", "device"): return .name(.device)
        case ("torch", "float16"), ("torch", "bfloat16"), ("torch", "float32"), ("torch", "float64"),
            ("torch", "int64"):
            return .name(.elementType)
        default: break
        }
        if module == "torch", let type = Self.storages[name] { return .name(.storage(type)) }
        throw reader.error(
            "found the name \(WeightFileError.quoted(module + "." + name)), which only running its code could make; expected a "
                + "dictionary of tensors; save model.state_dict() alone", at: start)
    }

    private static let storages: [String: SafetensorsType] = [
        "FloatStorage": .float32, "DoubleStorage": .float64, "HalfStorage": .float16, "BFloat16Storage": .bfloat16,
        "LongStorage": .int64, "IntStorage": .int32, "ShortStorage": .int16, "CharStorage": .int8,
        "ByteStorage": .uint8,
        "BoolStorage": .bool, "ComplexFloatStorage": .complex64,
    ]

    private func storage(_ identifier: PickleValue, _ start: Int) throws(WeightFileError) -> PickleValue {
        guard case .tuple(let tuple) = identifier, case let parts = tuple.items, parts.count == 5,
            case .text("storage") = parts[0],
            case .name(.storage(let type)) = parts[1], case .text(let key) = parts[2], case .text = parts[3],
            case .integer(let count) = parts[4], count >= 0
        else {
            throw misfit("a reference to something outside that is no storage of numbers", start)
        }
        return .storage(TorchStorage(key: key, type: type, count: count))
    }

    /// What the call of a name on the list comes to.
    private func call(_ function: PickleValue, _ arguments: PickleValue, _ start: Int) throws(WeightFileError)
        -> PickleValue
    {
        guard case .name(let name) = function, case .tuple(let tuple) = arguments else {
            throw misfit("a call of \(function.kind)", start)
        }
        let parts = tuple.items
        switch (name, parts.first) {
        case (.orderedDictionary, nil): return .dictionary(containers.keep(PickleDictionary()))
        case (.orderedDictionary, .list(let list)?):
            let dictionary = containers.keep(PickleDictionary())
            for item in list.items {
                guard case .tuple(let pair) = item, pair.items.count == 2 else {
                    throw misfit("a pair that is none", start)
                }
                dictionary.pairs.append((pair.items[0], pair.items[1]))
            }
            return .dictionary(dictionary)
        case (.rebuildParameter, .tensor(let tensor)?): return .tensor(tensor)
        case (.size, .some(let sizes)): return sizes
        case (.device, .some(let device)): return device
        case (.rebuildTensor, .storage(let storage)?):
            guard parts.count >= 4, case .integer(let offset) = parts[1], let shape = Self.integers(parts[2]),
                let strides = Self.integers(parts[3])
            else { break }
            return .tensor(try makeTensor(storage, offset, shape, strides))
        default: break
        }
        throw misfit("a call of a name with other values than it takes", start)
    }

    private static func integers(_ value: PickleValue) -> [Int]? {
        guard case .tuple(let tuple) = value else { return nil }
        let items = tuple.items
        let numbers = items.compactMap { if case .integer(let number) = $0 { number } else { nil } }
        return numbers.count == items.count ? numbers : nil
    }

    /// What is set on an object: only that of an ordered dictionary, PyTorch's `_metadata`, which says nothing of weights.
    private mutating func build(_ start: Int) throws(WeightFileError) {
        _ = try pop(start)
        guard case .dictionary = try top(start) else {
            throw misfit("something that is no dictionary to set things on", start)
        }
    }
}

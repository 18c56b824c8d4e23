import Files
import RecurrentNets
import Texts

/// Named tensors and texts: a safetensors file in memory.
package struct WeightFile {
    /// The tensors of real numbers, sorted by name; those of half precision are widened, which is exact.
    package let tensors: [NamedTensor]
    /// The arrays of other types, which no weights can be, sorted by name.
    package let others: [NamedArray]
    package let metadata: ByteDictionary<String>
    /// Where it was read from; nil where it was made here.
    package let path: String?
    /// The checksum of the tensors' bytes that the file carried, which then was right.
    package let checksum: String?

    package init(tensors: [NamedTensor], metadata: ByteDictionary<String>) {
        self.tensors = tensors.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        self.metadata = metadata
        others = []
        path = nil
        checksum = nil
    }

    /// Reads the weight file at `path`.
    ///
    /// - Throws: `FileError` where it cannot be read, ``WeightFileError`` where it is not as the format says, where its
    ///   checksum does not match, or where a number is not finite.
    package init(at path: String) throws {
        do {
            try self.init(SafetensorsFile.bytes(of: path), path: path)
        } catch let error as WeightFileError {
            throw error.file == nil ? error.inFile(path) : error
        }
    }

    /// Reads the contents of a weight file, which is at `path`.
    package init(_ bytes: [UInt8], path: String? = nil) throws(WeightFileError) {
        let file: SafetensorsFile
        do throws(WeightFileError) {
            file = try SafetensorsFile(bytes)
        } catch {
            throw path.map(error.inFile) ?? error
        }
        let arrays = file.arrays
        tensors = arrays.filter(\.elementType.isReal).map { NamedTensor($0.name, Tensor($0)) }
        others = arrays.filter { !$0.elementType.isReal }
        metadata = file.metadata
        checksum = file.isVerified ? file.header.metadata[Checksum.dataKey] : nil
        self.path = path
    }

    /// The bytes of the file.
    ///
    /// - Throws: ``WeightFileError`` for what could not be read back.
    package func encoded() throws(WeightFileError) -> [UInt8] {
        try SafetensorsWriter.bytes(of: tensors.map { NamedArray($0.name, $0.tensor) }, metadata: metadata)
    }

    /// A digest of the tensors: their names, types, shapes and numbers.
    package var digest: Digest {
        var hash = SHA256()
        for named in tensors {
            let heading = "\(named.name) \(named.tensor.elementType.rawValue) \(named.tensor.shape)\n"
            Array(heading.utf8).withUnsafeBytes { hash.update($0) }
            named.tensor.withBytes { hash.update(UnsafeRawBufferPointer(start: $0, count: named.tensor.byteCount)) }
        }
        return hash.finalize()
    }

    /// The tensor called `name`; nil where there is none.
    package subscript(_ name: String) -> Tensor? {
        // They are sorted by the bytes of their names.
        var (low, high) = (0, tensors.count)
        while low < high {
            let middle = (low + high) / 2
            let isBefore = tensors[middle].name.utf8.lexicographicallyPrecedes(name.utf8)
            (low, high) = isBefore ? (middle + 1, high) : (low, middle)
        }
        guard low < tensors.count, tensors[low].name.utf8.elementsEqual(name.utf8) else { return nil }
        return tensors[low].tensor
    }

    /// The tensor called `name`.
    ///
    /// - Throws: ``WeightFileError`` where there is none.
    package func tensor(_ name: String) throws(WeightFileError) -> Tensor {
        if let tensor = self[name] { return tensor }
        if let other = others.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
            throw error(
                "tensor '\(name)': found elements of type \(other.elementType.rawValue); expected F32, F64, F16 or BF16, as weights are"
            )
        }
        throw error("found no tensor '\(name)'; there are: \(Self.list(tensors.map(\.name)))")
    }

    /// Names for a message.
    package static func list(_ names: [String]) -> String {
        let shown = names.prefix(20).map(WeightFileError.quoted) + (names.count > 20 ? ["…"] : [])
        return shown.isEmpty ? "none" : shown.joined(separator: ", ")
    }

    /// The tensor called `name`, of `shape`.
    ///
    /// - Throws: ``WeightFileError`` where there is none, or its shape is another.
    package func tensor(_ name: String, shape: [Int]) throws(WeightFileError) -> Tensor {
        let tensor = try tensor(name)
        guard tensor.shape == shape else {
            throw error("tensor '\(name)': found the shape \(tensor.shape); expected \(shape)")
        }
        return tensor
    }

    /// The tensors whose names begin with `prefix`, without it.
    package func tensors(under prefix: String) -> [NamedTensor] {
        tensors.filter { $0.name.begins(with: prefix) }
            .map { NamedTensor($0.name.without(firstBytes: prefix.utf8.count), $0.tensor) }
    }

    /// The text under the key `name`.
    ///
    /// - Throws: ``WeightFileError`` where there is none.
    package func metadata(named name: String) throws(WeightFileError) -> String {
        if let text = metadata[name] { return text }
        throw error("found no '\(name)' in the metadata; expected a file that seqcast wrote for this purpose")
    }

    /// Whether its metadata describe a model that seqcast trained.
    package var isModel: Bool { metadata["model"] != nil }

    /// What is wrong with this file.
    package func error(_ problem: String) -> WeightFileError {
        let error = WeightFileError(problem)
        return path.map(error.inFile) ?? error
    }
}

extension Tensor {
    /// The numbers of `array`.
    fileprivate init(_ array: NamedArray) {
        switch array.elementType {
        case .float32, .float64:
            let type: ElementType = array.elementType == .float32 ? .float32 : .float64
            self = array.bytes.withUnsafeBytes { Tensor(bytes: $0, shape: array.shape, elementType: type) }
        default: self = Tensor(array.numbers ?? [], shape: array.shape, elementType: .float32)
        }
    }

    fileprivate var byteCount: Int { count * elementType.byteCount }

    /// The place of the first element that is infinite or NaN; nil if all are finite.
    var firstNotFinite: Int? {
        withBytes { bytes in
            NamedArray.firstNotFinite(
                in: UnsafeRawBufferPointer(start: bytes, count: byteCount), SafetensorsType(elementType))
        }
    }
}

extension SafetensorsType {
    fileprivate init(_ type: ElementType) {
        self = type == .float32 ? .float32 : .float64
    }
}

extension NamedArray {
    /// The numbers of `tensor`, under `name`.
    fileprivate init(_ name: String, _ tensor: Tensor) {
        let bytes = tensor.withBytes { Array(UnsafeRawBufferPointer(start: $0, count: tensor.byteCount)) }
        self.init(
            name: name, elementType: SafetensorsType(tensor.elementType), shape: tensor.shape, bytes: bytes)
    }
}

import CKernels

/// An array of numbers with a shape, in row-major order.
///
/// The element type is a value, as in NumPy and PyTorch; two tensors that meet in an operation must have the same one.
/// Tensors are values: a copy shares its memory until one of the two is written.
///
/// Unchecked: bytes are written before a storage is shared, and after that only by an owner that is alone.
public struct Tensor: @unchecked Sendable {
    /// The size along each axis; empty for a single number.
    public let shape: [Int]
    /// The type of the elements.
    public let elementType: ElementType
    private var storage: TensorStorage
    /// Where in the storage the elements begin: a part along the first axis shares the memory of the whole.
    private var start: UnsafeMutableRawPointer

    /// Makes a tensor whose elements `initialize` sets, all of them.
    init(shape: [Int], elementType: ElementType, initialize: (UnsafeMutableRawPointer) -> Void) {
        self.shape = shape
        self.elementType = elementType
        storage = .allocate(byteCount: Shape.count(shape) * elementType.byteCount)
        start = storage.bytes
        initialize(start)
    }

    /// Makes a tensor whose elements are not set yet.
    init(unset shape: [Int], elementType: ElementType) {
        self.init(shape: shape, elementType: elementType) { _ in }
    }

    private init(shape: [Int], of whole: Tensor, from start: Int = 0) {
        self.shape = shape
        elementType = whole.elementType
        storage = whole.storage
        self.start = whole.start + start
    }

    /// Makes a tensor from its elements in row-major order.
    ///
    /// - Parameters:
    ///   - scalars: The elements, as many as `shape` has room for.
    ///   - shape: The size along each axis; by default that of a vector.
    ///   - elementType: The type that they are rounded to.
    public init(_ scalars: [Double], shape: [Int]? = nil, elementType: ElementType = .float32) {
        let shape = shape ?? [scalars.count]
        precondition(
            Shape.count(shape) == scalars.count, "Tensor: \(scalars.count) scalars do not fill the shape \(shape)")
        self.init(shape: shape, elementType: elementType) { bytes in
            scalars.withUnsafeBytes { source in
                if let start = source.baseAddress {
                    ck_convert(CK_FLOAT64, start, elementType.kernel, bytes, scalars.count)
                }
            }
        }
    }

    /// Makes a tensor from the bytes of its elements, in row-major order and the machine's byte order.
    public init(bytes source: UnsafeRawBufferPointer, shape: [Int], elementType: ElementType) {
        precondition(
            source.count == Shape.count(shape) * elementType.byteCount,
            "Tensor: \(source.count) bytes do not fill the shape \(shape) with \(elementType)")
        self.init(shape: shape, elementType: elementType) { bytes in
            UnsafeMutableRawBufferPointer(start: bytes, count: source.count).copyMemory(from: source)
        }
    }

    /// Makes a tensor of a single number, with the empty shape.
    public init(_ scalar: Double, elementType: ElementType = .float32) {
        self.init(repeating: scalar, shape: [], elementType: elementType)
    }

    /// Makes a tensor with all elements equal.
    public init(repeating value: Double, shape: [Int], elementType: ElementType = .float32) {
        self.init(shape: shape, elementType: elementType) { bytes in
            ck_fill(elementType.kernel, value, bytes, Shape.count(shape))
        }
    }

    /// Makes a tensor of zeros.
    public static func zeros(_ shape: [Int], elementType: ElementType = .float32) -> Tensor {
        Tensor(repeating: 0, shape: shape, elementType: elementType)
    }

    /// The number of axes.
    public var rank: Int { shape.count }

    /// The number of elements.
    public var count: Int { Shape.count(shape) }

    /// The elements in row-major order.
    public var scalars: [Double] {
        [Double](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            initializedCount = count
            guard let start = buffer.baseAddress else { return }
            withBytes { ck_convert(elementType.kernel, $0, CK_FLOAT64, start, count) }
        }
    }

    /// Puts the elements in row-major order into `scalars`, which has room for as many.
    public func copyScalars(to scalars: inout [Double]) {
        precondition(
            scalars.count == count, "copyScalars: found room for \(scalars.count); the shape \(shape) has \(count)")
        scalars.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            withBytes { ck_convert(elementType.kernel, $0, CK_FLOAT64, start, count) }
        }
    }

    /// The only element.
    public var scalar: Double {
        precondition(count == 1, "Tensor.scalar: the shape \(shape) has \(count) elements; 1 is needed")
        return withBytes { bytes in
            switch elementType {
            case .float32: Double(bytes.load(as: Float.self))
            case .float64: bytes.load(as: Double.self)
            }
        }
    }

    /// Whether no element is infinite or NaN.
    public var isFinite: Bool {
        withBytes { ck_all_finite(elementType.kernel, $0, count) != 0 }
    }

    /// The same elements in another type, rounded to nearest.
    public func converted(to type: ElementType) -> Tensor {
        guard type != elementType else { return self }
        return Tensor(shape: shape, elementType: type) { bytes in
            withBytes { ck_convert(elementType.kernel, $0, type.kernel, bytes, count) }
        }
    }

    /// The same elements in another shape; nothing is copied.
    public func reshaped(_ shape: [Int]) -> Tensor {
        precondition(
            Shape.count(shape) == count, "reshaped: \(self.shape) has \(count) elements; \(shape) has another number")
        return Tensor(shape: shape, of: self)
    }

    /// The part within `bounds` of the first axis; nothing is copied.
    func steps(_ bounds: Range<Int>) -> Tensor {
        precondition(
            rank > 0 && bounds.lowerBound >= 0 && bounds.upperBound <= shape[0],
            "sliced: the bounds \(bounds) do not lie in the first axis of \(shape)")
        var part = shape
        part[0] = bounds.count
        let size = shape[0] == 0 ? 0 : count / shape[0] * elementType.byteCount
        return Tensor(shape: part, of: self, from: bounds.lowerBound * size)
    }

    /// The part at `index` of the first axis, without that axis; nothing is copied.
    func step(_ index: Int) -> Tensor {
        precondition(
            rank > 0 && index >= 0 && index < shape[0], "[\(index)]: there is no such step in the shape \(shape)")
        return Tensor(
            shape: Array(shape.dropFirst()), of: self, from: index * (count / shape[0]) * elementType.byteCount)
    }

    /// Calls `body` with the elements' bytes.
    public func withBytes<Result>(_ body: (UnsafeRawPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawPointer(start))
    }

    /// Calls `body` with the elements' bytes to change them in place.
    ///
    /// When another tensor shares the memory, it is copied first.
    mutating func withMutableBytes<Result>(_ body: (UnsafeMutableRawPointer) throws -> Result) rethrows -> Result {
        if !isKnownUniquelyReferenced(&storage) {
            let byteCount = count * elementType.byteCount
            let copy = TensorStorage.allocate(byteCount: byteCount)
            copy.bytes.copyMemory(from: start, byteCount: byteCount)
            storage = copy
            start = copy.bytes
        }
        return try body(start)
    }

    /// Where the elements are, for kernels that take many tensors: only for as long as the caller holds the tensor.
    var address: UnsafeRawPointer { withBytes { $0 } }

    /// Where the elements are, to be changed in place: only for as long as the caller holds the tensor.
    mutating func mutableAddress() -> UnsafeMutableRawPointer { withMutableBytes { $0 } }
}

import WeightFiles

/// An array of numbers in a file of another program.
package struct ForeignTensor: Sendable {
    package var name: String
    /// nil for elements of a type that weight files have no name for.
    package let type: SafetensorsType?
    /// The type in the words of weight files, or in those of the file where these have none.
    package let typeName: String
    package let shape: [Int]
    /// The elements, the last index running fastest; nil where their type cannot be that of weights.
    package let values: [Double]?

    package init(_ name: String, _ type: SafetensorsType, _ shape: [Int], _ values: [Double]?) {
        (self.name, self.type, self.shape, self.values) = (name, type, shape, values)
        typeName = type.rawValue
    }

    /// An array whose elements are of a type that only its file has a name for, and are not read.
    init(_ name: String, ofUnread typeName: String, _ shape: [Int]) {
        (self.name, self.typeName, self.shape, type, values) = (name, typeName, shape, nil, nil)
    }

    /// Whether its elements can be weights.
    var isReal: Bool { type?.isReal == true }

    package var count: Int { shape.reduce(1, *) }

    /// More dimensions than any weight has.
    static let mostDimensions = 32

    /// How many elements `shape` has; nil where that is not a number that can be, or a length is below 0.
    static func count(of shape: [Int]) -> Int? {
        var count = 1
        guard shape.count <= mostDimensions else { return nil }
        for length in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            if length < 0 || overflow { return nil }
            count = product
        }
        return count
    }

    /// Takes the elements out of bytes of which each has its place.
    ///
    /// Whole numbers are taken too, where a double holds them; what is neither whole nor real has no values.
    /// They lie between the places `start` and `end` of the whole file's bytes. `strides` are how many elements lie between
    /// neighbours, by dimension; nil where the last index runs fastest.
    /// - Throws: ``WeightFileError`` where an element does not lie in the bytes, or is infinite or NaN.
    init(
        _ name: String, _ type: SafetensorsType, _ shape: [Int], in bytes: [UInt8], from start: Int, to end: Int,
        strides: [Int]? = nil, bigEndian: Bool = false, kind: String
    ) throws(WeightFileError) {
        func fault(_ problem: String) -> WeightFileError {
            WeightFileError(offset: start, tensor: name, "\(kind): \(problem)")
        }
        guard let count = Self.count(of: shape), start >= 0, start <= end, end <= bytes.count else {
            throw fault(
                "found the shape \(shape); expected one of at most \(Self.mostDimensions) lengths that a file can have")
        }
        let size = type.bitCount / 8
        guard size > 0, count <= (end - start) / size || count == 0 else {
            throw fault(
                "found \(end - start) bytes; expected \(count) elements of \(type.rawValue) for the shape \(shape)")
        }
        (self.name, self.type, self.shape, typeName) = (name, type, shape, type.rawValue)
        guard type.isReal || type.isInteger else {
            values = nil
            return
        }
        let steps = strides ?? Self.packed(shape)
        guard steps.count == shape.count, steps.allSatisfy({ $0 >= 0 }) else {
            throw fault("found the strides \(steps) for the shape \(shape); expected one of each, none below 0")
        }
        // The last element is the farthest.
        var last = 0
        for (length, step) in zip(shape, steps) where count > 0 {
            let (reach, overflow) = (length - 1).multipliedReportingOverflow(by: step)
            let (sum, overflows) = last.addingReportingOverflow(reach)
            guard !overflow, !overflows, sum < (end - start) / size else {
                throw fault(
                    "found the strides \(steps) for the shape \(shape); expected all elements in the \(end - start) bytes"
                )
            }
            last = sum
        }
        var values: [Double] = []
        values.reserveCapacity(count)
        var index = [Int](repeating: 0, count: shape.count)
        var place = 0
        for number in 0..<count {
            let first = start + place * size
            var bits: UInt64 = 0
            for byte in 0..<size {
                bits |= UInt64(bytes[first + (bigEndian ? size - 1 - byte : byte)]) << UInt64(8 * byte)
            }
            let value = type.isReal ? type.number(ofBits: bits) : Self.whole(bits, type)
            guard value.isFinite else {
                throw fault("found a value that is not finite, at element \(number); expected numbers")
            }
            values.append(value)
            // On to the next one, the last index first.
            var axis = shape.count - 1
            while axis >= 0 {
                index[axis] += 1
                place += steps[axis]
                if index[axis] < shape[axis] { break }
                place -= steps[axis] * shape[axis]
                index[axis] = 0
                axis -= 1
            }
        }
        self.values = values
    }

    /// The strides of an array whose last index runs fastest.
    static func packed(_ shape: [Int]) -> [Int] {
        var (strides, step) = ([Int](repeating: 0, count: shape.count), 1)
        for axis in shape.indices.reversed() {
            strides[axis] = step
            // Beyond the numbers there are only where a length is 0, and then no element is looked for.
            step &*= shape[axis]
        }
        return strides
    }

    private static func whole(_ bits: UInt64, _ type: SafetensorsType) -> Double {
        let unused = UInt64(64 - type.bitCount)
        return switch type {
        case .int8, .int16, .int32, .int64: Double(Int64(bitPattern: bits << unused) >> Int64(unused))
        default: Double(bits)
        }
    }
}

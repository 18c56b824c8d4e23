import WeightFiles

/// What the header of an array says: a Python dictionary of `descr`, `fortran_order` and `shape`.
struct NPYHeader {
    let shape: [Int]
    let isFortranOrder: Bool
    let isBigEndian: Bool
    /// nil for elements that are neither whole nor real numbers.
    let type: SafetensorsType?
    /// The type as the header says it: `<f4`.
    let description: String
    /// The bytes of an element.
    let size: Int

    /// NumPy has no bfloat16: arrays of it (JAX, ml_dtypes, MLX) are written as elements of two bytes without a meaning, which
    /// MLX reads so too.
    private static let types: [String: SafetensorsType] = [
        "V2": .bfloat16, "f2": .float16, "f4": .float32, "f8": .float64, "i1": .int8, "i2": .int16, "i4": .int32,
        "i8": .int64,
        "u1": .uint8, "u2": .uint16, "u4": .uint32, "u8": .uint64, "b1": .bool,
    ]

    /// Reads the text of a header, which stands at `offset` in its file.
    ///
    /// - Throws: `WeightFileError`.
    init(_ text: ArraySlice<UInt8>, at offset: Int) throws(WeightFileError) {
        var words = Words(text: Array(text), offset: offset)
        try words.expect("{")
        var (description, order, shape): (String?, Bool?, [Int]?)
        while try !words.skip("}") {
            let key = try words.quoted()
            try words.expect(":")
            switch key {
            case "descr" where description == nil: description = try words.quoted()
            case "fortran_order" where order == nil: order = try words.truth()
            case "shape" where shape == nil: shape = try words.tuple()
            default:
                throw words.error(
                    "found the key \(WeightFileError.quoted(key)); expected descr, fortran_order and shape")
            }
            if try !words.skip(",") {
                try words.expect("}")
                break
            }
        }
        guard let description, let order, let shape else {
            throw words.error("found a header without descr, fortran_order or shape; expected all three")
        }
        let digits = description.utf8.drop { !(48...57).contains($0) }
        guard let mark = description.utf8.first, let size = Int(String(decoding: digits, as: UTF8.self)),
            (1...1024).contains(size),
            [0x3c, 0x3e, 0x7c, 0x3d].contains(mark)
        else {
            throw words.error(
                "found elements of type \(WeightFileError.quoted(description)); expected numbers such as '<f4'; Python's objects "
                    + "are not read, as that would run their code")
        }
        type = Self.types[String(description.dropFirst())]
        (isBigEndian, isFortranOrder, self.shape, self.size) = (mark == 0x3e, order, shape, size)
        self.description = description
    }

    /// The words of such a text.
    private struct Words {
        let text: [UInt8]
        let offset: Int
        var next = 0

        func error(_ problem: String) -> WeightFileError {
            WeightFileError(offset: offset + next, "\(NPYArray.kind): \(problem)")
        }

        private mutating func skipSpaces() {
            while next < text.count, text[next] == 0x20 || text[next] == 0x0a { next += 1 }
        }

        mutating func skip(_ word: String) throws(WeightFileError) -> Bool {
            skipSpaces()
            guard text[next...].starts(with: word.utf8) else { return false }
            next += word.utf8.count
            return true
        }

        mutating func expect(_ word: String) throws(WeightFileError) {
            guard try skip(word) else { throw error("found something else in the header; expected '\(word)'") }
        }

        mutating func quoted() throws(WeightFileError) -> String {
            skipSpaces()
            guard next < text.count, text[next] == 0x27 || text[next] == 0x22,
                let end = text[(next + 1)...].firstIndex(of: text[next])
            else {
                throw error("found a header whose types are not one text; expected one type, as of an array of numbers")
            }
            defer { next = end + 1 }
            return String(decoding: text[(next + 1)..<end], as: UTF8.self)
        }

        mutating func truth() throws(WeightFileError) -> Bool {
            if try skip("True") { return true }
            try expect("False")
            return false
        }

        mutating func tuple() throws(WeightFileError) -> [Int] {
            try expect("(")
            var numbers: [Int] = []
            while try !skip(")") {
                skipSpaces()
                let digits = text[next...].prefix { (48...57).contains($0) }
                guard let number = Int(String(decoding: digits, as: UTF8.self)),
                    numbers.count < ForeignTensor.mostDimensions
                else {
                    throw error(
                        "found a shape with something else than lengths in it; expected whole numbers, at most "
                            + "\(ForeignTensor.mostDimensions)")
                }
                numbers.append(number)
                next += digits.count
                if try !skip(",") {
                    try expect(")")
                    break
                }
            }
            return numbers
        }
    }
}

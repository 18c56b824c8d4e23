extension Tensor: Equatable {
    /// Whether shape, element type and all elements are equal; NaN equals nothing.
    public static func == (a: Tensor, b: Tensor) -> Bool {
        a.shape == b.shape && a.elementType == b.elementType && a.scalars == b.scalars
    }
}

extension Tensor: CustomStringConvertible {
    /// The elements in nested brackets; of a long axis the first and last three.
    public var description: String {
        guard rank > 0 else { return Self.text(scalar) }
        let scalars = scalars
        var lines: [String] = scalars.map(Self.text)
        for size in shape.reversed() {
            lines = stride(from: 0, to: lines.count, by: max(size, 1)).map { start in
                let part = Array(lines[start..<min(start + size, lines.count)])
                let shown = part.count > 8 ? part.prefix(3) + ["…"] + part.suffix(3) : part[...]
                return "[" + shown.joined(separator: ", ") + "]"
            }
        }
        return lines.first ?? "[]"
    }

    private static func text(_ value: Double) -> String {
        let short = Double(Float(value))
        return value == short ? "\(Float(value))" : "\(value)"
    }
}

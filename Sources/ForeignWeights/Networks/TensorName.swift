import Texts

/// The name of a tensor in parts, as the frameworks' different ways of writing one become alike.
///
/// Parts are split at points and slashes. `weight_ih_l0_reverse` of PyTorch becomes the tensor `weight_ih` of the module
/// `l0_reverse`; `if_` of Flax nnx becomes `if`; a last part `value`, as of Flax's variables, and `:0`, as of TensorFlow's,
/// are left out.
struct TensorName {
    let parts: [String]

    init(_ name: String) {
        var parts = name.utf8.split { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }.map {
            String(decoding: $0, as: UTF8.self)
        }
        if let last = parts.last, last.utf8.suffix(2).elementsEqual(":0".utf8) {
            parts[parts.count - 1] = last.without(lastBytes: 2)
        }
        if parts.count > 1, let last = parts.last, ["value", "_value", "raw_value"].contains(last) {
            parts.removeLast()
        }
        if let last = parts.popLast() { parts += Self.split(last) }
        self.parts = parts.map { $0 == "if_" ? "if" : $0 == "in_" ? "in" : $0 }
    }

    /// The layer and the tensor of PyTorch's `weight_ih_l0`.
    private static func split(_ name: String) -> [String] {
        let stems = ["weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l", "weight_hr_l"]
        guard let stem = stems.first(where: { name.utf8.starts(with: $0.utf8) }) else { return [name] }
        let layer = name.without(firstBytes: stem.utf8.count)
        guard layer.utf8.first.map({ (48...57).contains($0) }) == true else { return [name] }
        return ["l" + layer, String(stem.dropLast(2))]
    }

    /// Whether `a` comes before `b`, numbers in them by their size.
    static func isBefore(_ a: [String], _ b: [String]) -> Bool {
        for (x, y) in zip(a, b) where x != y {
            let (left, right) = (pieces(x), pieces(y))
            for (p, q) in zip(left, right) where p != q {
                if let m = Int(p), let n = Int(q) { return m < n }
                return p.utf8.lexicographicallyPrecedes(q.utf8)
            }
            return left.count < right.count
        }
        return a.count < b.count
    }

    /// A text in runs of digits and of other letters.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [[UInt8]] = []
        var isNumber = false
        for byte in text.utf8 {
            let digit = (48...57).contains(byte)
            if digit != isNumber || pieces.isEmpty { pieces.append([]) }
            isNumber = digit
            pieces[pieces.count - 1].append(byte)
        }
        return pieces.map { String(decoding: $0, as: UTF8.self) }
    }
}

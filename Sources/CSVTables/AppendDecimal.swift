/// Adds `value` to `bytes` as the shortest decimal that reads back to the same Double.
///
/// The format is that of Swift (and of Python), but whole numbers have no point: `0.1`, `-3`, `0.0001`, `1e-05`,
/// `2.5e+20`, `-0`. A NaN is written as nothing, as a missing value is; an infinity as `inf`, which no reader here takes.
package func appendDecimal(_ value: Double, to bytes: inout [UInt8]) {
    if value.isNaN { return }
    var text = value.description
    text.withUTF8 { digits in
        let isWhole =
            digits.count > 2 && digits[digits.count - 1] == UInt8(ascii: "0")
            && digits[digits.count - 2] == UInt8(ascii: ".")
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits.dropLast(isWhole ? 2 : 0)))
    }
}

/// The text of `value` as ``appendDecimal(_:to:)`` writes it.
package func decimalText(_ value: Double) -> String {
    var bytes: [UInt8] = []
    appendDecimal(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}

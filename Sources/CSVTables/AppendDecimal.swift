/// The most bytes that ``writeDecimal(_:to:)`` writes.
///
/// It may write over what stands behind the number, up to there.
let longestDecimal = 64

/// Adds `value` to `bytes` as the shortest decimal that reads back to the same Double.
///
/// The format is that of Swift (and of Python), but whole numbers have no point: `0.1`, `-3`, `0.0001`, `1e-05`,
/// `2.5e+20`, `-0`. A NaN is written as nothing, as a missing value is; an infinity as `inf`, which no reader here takes.
package func appendDecimal(_ value: Double, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longestDecimal) { buffer in
        guard let start = buffer.baseAddress else { return }
        bytes += UnsafeBufferPointer(start: start, count: writeDecimal(value, to: start))
    }
}

/// The text of `value` as ``appendDecimal(_:to:)`` writes it.
package func decimalText(_ value: Double) -> String {
    var bytes: [UInt8] = []
    appendDecimal(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}

/// Writes what ``appendDecimal(_:to:)`` adds to where there is room for ``longestDecimal`` bytes.
///
/// - Returns: How many bytes.
@inline(__always)
func writeDecimal(_ value: Double, to start: UnsafeMutablePointer<UInt8>) -> Int {
    // Whole numbers that have all their digits.
    if value.magnitude < 0x1p53, value != 0 {
        let whole = Int(value)
        if Double(whole) == value { return writeWhole(whole, to: start) }
    }
    guard let decimal = ShortestDecimal(value) else { return writeDescription(of: value, to: start) }
    start[0] = UInt8(ascii: "-")
    let next = value < 0 ? start + 1 : start
    let digits = DigitBytes(decimal.digits)
    // The digits before the point.
    let point = digits.count &+ decimal.exponent
    if point < -3 || value.magnitude > 0x1p53 {
        return next - start + writeScientific(digits, exponent: point &- 1, to: next)
    }
    if point <= 0 {
        let zeros = 2 &- point
        UnsafeMutableRawPointer(next).storeBytes(of: 0x3030_3030_3030_2e30, as: UInt64.self)
        digits.write(to: next + zeros)
        return next - start &+ zeros &+ digits.count
    }
    digits.write(to: next)
    if point >= digits.count {
        for index in digits.count..<point { next[index] = UInt8(ascii: "0") }
        return next - start &+ point
    }
    next[point] = UInt8(ascii: ".")
    digits.write(from: point, to: next + point + 1)
    return next - start &+ digits.count &+ 1
}

/// Writes a whole number to where there is room for ``longestDecimal`` bytes.
///
/// - Returns: How many bytes.
@inline(__always)
func writeWhole(_ value: Int, to start: UnsafeMutablePointer<UInt8>) -> Int {
    start[0] = UInt8(ascii: "-")
    let next = value < 0 ? start + 1 : start
    let digits = DigitBytes(UInt64(value.magnitude))
    digits.write(to: next)
    return next - start &+ digits.count
}

/// Writes a number as `1.25e-07`.
private func writeScientific(_ digits: DigitBytes, exponent: Int, to start: UnsafeMutablePointer<UInt8>) -> Int {
    digits.write(to: start)
    var next = start + 1
    if digits.count > 1 {
        next[0] = UInt8(ascii: ".")
        digits.write(from: 1, to: next + 1)
        next += digits.count
    }
    next[0] = UInt8(ascii: "e")
    next[1] = UInt8(ascii: exponent < 0 ? "-" : "+")
    let size = exponent.magnitude
    precondition(size < 100, "an exponent of \(exponent)")
    next[2] = UInt8(ascii: "0") + UInt8(size / 10)
    next[3] = UInt8(ascii: "0") + UInt8(size % 10)
    return next + 4 - start
}

/// By the standard library: 0, what is not finite, and numbers of an exponent far from zero.
private func writeDescription(of value: Double, to start: UnsafeMutablePointer<UInt8>) -> Int {
    if value.isNaN { return 0 }
    var text = value.description
    return text.withUTF8 { digits in
        let isWhole =
            digits.count > 2 && digits[digits.count - 1] == UInt8(ascii: "0")
            && digits[digits.count - 2] == UInt8(ascii: ".")
        let count = digits.count - (isWhole ? 2 : 0)
        for index in 0..<count { start[index] = digits[index] }
        return count
    }
}

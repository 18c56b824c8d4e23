/// Reads a decimal number: an optional sign, digits with or without a point, and perhaps an exponent; nothing else.
///
/// - Returns: The nearest Double; nil where `text` is anything else (hexadecimal, `nan`, spaces, more text after the
///   number) or too large for a Double.
package func decimal(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { parseDecimal($0) }
}

/// Reads a decimal number as ``decimal(_:)`` does, from UTF-8.
package func parseDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard case .number(let value) = scanDecimal(bytes) else { return nil }
    return value
}

/// What a text is, when it is read as a decimal number.
enum DecimalScan {
    case number(Double)
    case tooLarge
    case notDecimal
}

/// Reads all of `bytes` as a decimal number.
func scanDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> DecimalScan {
    guard var next = bytes.baseAddress else { return .notDecimal }
    let end = next + bytes.count
    let scan = scanDecimal(&next, to: end)
    return next == end ? scan : .notDecimal
}

/// Reads the longest decimal number at the start of a text in one pass, and puts `next` after it.
@inline(__always)
func scanDecimal(_ next: inout UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) -> DecimalScan {
    let start = next
    guard start < end else { return .notDecimal }
    let isNegative = next.pointee == UInt8(ascii: "-")
    if isNegative || next.pointee == UInt8(ascii: "+") { next += 1 }

    // Overflow is harmless: a number of more than 19 digits goes the slow way.
    var digits: UInt64 = 0
    let firstDigit = next
    scanDigits(&next, to: end, into: &digits)
    var digitCount = next - firstDigit
    var exponent = 0
    if next < end, next.pointee == UInt8(ascii: ".") {
        next += 1
        let afterPoint = next
        scanDigits(&next, to: end, into: &digits)
        exponent = afterPoint - next
        digitCount -= exponent
    }
    if digitCount == 0 { return .notDecimal }
    if next < end, next.pointee | 0x20 == UInt8(ascii: "e") { exponent += scanExponent(&next, to: end) }
    if digitCount > 19, significantCount(from: firstDigit, to: next) > 19 {
        return slowDecimal(UnsafeBufferPointer(start: start, count: next - start))
    }
    guard let magnitude = nearestDouble(to: digits, timesTenTo: exponent) else {
        return slowDecimal(UnsafeBufferPointer(start: start, count: next - start))
    }
    return .number(isNegative ? -magnitude : magnitude)
}

@inline(__always)
private func scanDigits(_ next: inout UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, into digits: inout UInt64) {
    while end - next >= 8 {
        let eight = UInt64(littleEndian: UnsafeRawPointer(next).loadUnaligned(as: UInt64.self))
        guard let value = eightDigits(eight) else { break }
        digits = digits &* 100_000_000 &+ value
        next += 8
    }
    while next < end {
        let digit = next.pointee &- UInt8(ascii: "0")
        if digit > 9 { break }
        digits = digits &* 10 &+ UInt64(digit)
        next += 1
    }
}

/// The number that eight digits write, the first in the lowest byte; nil if one of the bytes is no digit.
///
/// Source: D. Lemire, “Number Parsing at a Gigabyte per Second”, 2021: pairs of digits, then of pairs, then of fours.
@inline(__always)
private func eightDigits(_ bytes: UInt64) -> UInt64? {
    let isNotDigit = (bytes &+ 0x4646_4646_4646_4646) | (bytes &- 0x3030_3030_3030_3030)
    if isNotDigit & 0x8080_8080_8080_8080 != 0 { return nil }
    var value = bytes &- 0x3030_3030_3030_3030
    value = value &* 10 &+ (value >> 8)
    let low = (value & 0x0000_00ff_0000_00ff) &* (100 + 1_000_000 << 32)
    let high = ((value >> 16) & 0x0000_00ff_0000_00ff) &* (1 + 10_000 << 32)
    return (low &+ high) >> 32
}

/// Reads an exponent, `e-12`, cut short where it is beyond any use; without digits, nothing is read.
private func scanExponent(_ next: inout UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) -> Int {
    var digit = next + 1
    guard digit < end else { return 0 }
    let isNegative = digit.pointee == UInt8(ascii: "-")
    if isNegative || digit.pointee == UInt8(ascii: "+") { digit += 1 }
    var exponent = 0
    while digit < end, digit.pointee &- UInt8(ascii: "0") <= 9 {
        exponent = min(exponent * 10 + Int(digit.pointee &- UInt8(ascii: "0")), 1_000_000)
        digit += 1
        next = digit
    }
    return isNegative ? -exponent : exponent
}

/// How many digits are left without the zeros at the front.
private func significantCount(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) -> Int {
    var count = 0
    var next = start
    while next < end {
        let digit = next.pointee &- UInt8(ascii: "0")
        if digit <= 9 {
            if count > 0 || digit > 0 { count += 1 }
        } else if next.pointee != UInt8(ascii: ".") {
            break
        }
        next += 1
    }
    return count
}

/// Reads a text already known to be a decimal number, however long it is; the standard library knows no locales.
private func slowDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> DecimalScan {
    guard let value = Double(String(decoding: bytes, as: UTF8.self)) else { return .notDecimal }
    return value.isFinite ? .number(value) : .tooLarge
}

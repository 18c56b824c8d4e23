/// Says why `bytes`, which are no decimal number, are none, and what to do.
func explainCell(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    "found \(CSVError.quoted(bytes)); expected a decimal number; " + advice(for: Array(bytes.prefix(1000)))
}

private func advice(for bytes: [UInt8]) -> String {
    if case .tooLarge = scan(bytes) { return "it is too large: the greatest is about 1.8e308" }
    let comma = UInt8(ascii: ",")
    if isNumber(bytes.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) { return "remove the spaces" }
    if isNumber(replacing([0xe2, 0x88, 0x92], in: bytes)) || isNumber(replacing([0xe2, 0x80, 0x93], in: bytes)) {
        return "write the minus sign as '-'"
    }
    let commas = bytes.filter { $0 == comma }.count
    if commas == 1, isNumber(bytes.map { $0 == comma ? UInt8(ascii: ".") : $0 }) {
        return "write a point for the decimals, and no thousands separator"
    }
    let separators = Array(",_'".utf8)
    if isNumber(bytes.filter { !separators.contains($0) }) { return "remove the thousands separators" }
    let word = String(decoding: bytes, as: UTF8.self).lowercased()
    if ["nan", "na", "n/a", "null", "none", "-", "?", "."].contains(word) {
        return "leave the cell empty if the value is missing"
    }
    if ["inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"].contains(word) {
        return "an infinite value cannot be used"
    }
    if word.hasPrefix("0x") { return "write it with decimal digits" }
    if bytes.contains(UInt8(ascii: ";")) || bytes.contains(UInt8(ascii: "\t")) {
        return "separate the cells with commas"
    }
    return "correct it, leave the cell empty if the value is missing, or use another column"
}

/// `bytes` with a minus sign for `sign` at the front.
private func replacing(_ sign: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: sign) ? [UInt8(ascii: "-")] + bytes.dropFirst(sign.count) : []
}

private func isNumber(_ bytes: [UInt8]) -> Bool {
    if case .number = scan(bytes) { true } else { false }
}

private func scan(_ bytes: [UInt8]) -> DecimalScan {
    bytes.withUnsafeBufferPointer { scanDecimal($0) }
}

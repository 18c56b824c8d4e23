#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `value` with so many digits after the point, as C's `%.6f` writes it: `0.290638`.
package func fixedDecimal(_ value: Double, digits: Int) -> String {
    formatted("%.*f", Int32(digits), value)
}

/// `value` with so many significant digits, as C's `%.6g` writes it: `1.2e-05`.
package func significantDecimal(_ value: Double, digits: Int) -> String {
    formatted("%.*g", Int32(digits), value)
}

private func formatted(_ format: String, _ digits: Int32, _ value: Double) -> String {
    withVaList([digits, value]) { arguments in
        var buffer = [CChar](repeating: 0, count: 400)
        let length = vsnprintf(&buffer, buffer.count, format, arguments)
        return String(decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

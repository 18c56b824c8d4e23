import CSVTables
import SeriesData

extension ValueKind where Value == Double {
    /// A time as `90`, `90s`, `15m` or `2h`, in seconds.
    package static var duration: Self {
        ValueKind(
            name: "time", expected: "a time above 0 in seconds, or as 90s, 15m, 2h", choices: [], schemaType: "string"
        ) { text in
            let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
            let unit = text.last.flatMap { units[$0] }
            let number = decimal(unit == nil ? text : String(text.dropLast()))
            return number.map { $0 * (unit ?? 1) }.flatMap { $0 > 0 && $0 <= 1e9 ? $0 : nil }
        } format: {
            decimalText($0)
        }
    }
}

extension ValueKind where Value == Int {
    /// An amount of memory as `500M` or `2G`, in bytes.
    package static var byteCount: Self {
        ValueKind(
            name: "memory", expected: "an amount of memory as 500M or 2G", choices: [], schemaType: "string"
        ) { text in
            let units: [Character: Int] = ["M": 1 << 20, "G": 1 << 30]
            guard let unit = text.last.flatMap({ units[$0] }), let number = decimal(String(text.dropLast())) else {
                return nil
            }
            let bytes = number * Double(unit)
            return bytes >= 1 && bytes < 1e18 ? Int(bytes) : nil
        } format: {
            "\($0 >> 20)M"
        }
    }
}

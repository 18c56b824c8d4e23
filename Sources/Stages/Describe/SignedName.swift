/// Names of columns whose numbers may go below 0, though those of a file happen not to.
enum SignedName {
    /// Whether one of the words of a name says a temperature, an angle, a balance, a change or the like: `temp_c`, `tempMax`.
    static func isOne(_ name: String) -> Bool {
        if name.unicodeScalars.contains("°") { return true }
        // Scripts that write words without spaces.
        let scalars = Array(name.unicodeScalars)
        if unspaced.contains(where: { holds(scalars, Array($0.unicodeScalars)) }) { return true }
        return parts(of: name).contains { words.contains($0) }
    }

    private static func holds(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)].elementsEqual(part) }
    }

    /// The words in small letters: letters up to another sign, or to a large letter behind a small one.
    private static func parts(of name: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var isAfterSmall = false
        for character in name {
            if !character.isLetter || (character.isUppercase && isAfterSmall) {
                parts.append(part)
                part = ""
            }
            isAfterSmall = character.isLowercase
            if character.isLetter { part.append(character) }
        }
        return (parts + [part]).map { $0.lowercased() }.filter { !$0.isEmpty }
    }

    private static let unspaced = ["기온", "온도", "수온", "气温", "温度", "気温", "水温", "温差"]

    private static let words = Set(
        ("temp temps tmp temperature temperatures temperatur température temperatura tmin tmax tavg tmean tmed tempc tempf "
            + "tempmin tempmax mintemp maxtemp avgtemp airtemp dewpoint dewp dew windchill chill celsius fahrenheit degree degrees deg degc "
            + "degf "
            + "angle angles azimuth bearing heading direction pitch roll yaw tilt latitude lat longitude lon lng elevation altitude "
            + "balance balances saldo net profit profits pnl margin surplus deficit "
            + "change changes delta diff difference differences return returns anomaly anomalies residual residuals deviation "
            + "deviations offset bias spread index indices")
            .split(separator: " ").map(String.init))
}

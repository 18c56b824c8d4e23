/// Units of one column that are the same but for a prefix, as panels show them: `980 MiB` and `1.2 GiB`, `30 ms` and `1.5 s`.
struct UnitPrefixes {
    /// The unit without a prefix.
    let base: String
    /// By what a number in each unit is multiplied to be one in ``base``.
    let factors: [String: Double]

    /// Nil where one is no such unit, or they are not all of one base.
    init?(_ units: Set<String>) {
        guard units.count > 1 else { return nil }
        for base in Self.bases {
            var factors: [String: Double] = [:]
            for unit in units { factors[unit] = Self.factor(of: unit, base) }
            if factors.count == units.count {
                (self.base, self.factors) = (base, factors)
                return
            }
        }
        return nil
    }

    private static let bases = [
        "B", "b", "bit", "bits", "B/s", "b/s", "bit/s", "bits/s", "bps", "Bps", "W", "Wh", "J", "V", "A", "Hz", "Pa",
        "g", "s",
    ]
    private static let prefixes: [(text: String, factor: Double)] = [
        ("", 1), ("n", 1e-9), ("µ", 1e-6), ("μ", 1e-6), ("u", 1e-6), ("m", 1e-3), ("k", 1e3), ("K", 1e3), ("M", 1e6),
        ("G", 1e9),
        ("T", 1e12), ("P", 1e15), ("Ki", 1024), ("ki", 1024), ("Mi", 1_048_576), ("Gi", 1_073_741_824),
        ("Ti", 1_099_511_627_776),
    ]
    private static let times: [String: Double] = [
        "min": 60, "mins": 60, "h": 3600, "hr": 3600, "hour": 3600, "hours": 3600, "day": 86_400, "days": 86_400,
    ]

    private static func factor(of unit: String, _ base: String) -> Double? {
        if base == "s", let factor = times[unit] { return factor }
        return prefixes.first { unit.utf8.elementsEqual(($0.text + base).utf8) }?.factor
    }
}

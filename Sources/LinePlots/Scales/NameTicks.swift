/// The ticks of an axis of names: one at each whole number from 0, as many of them as have room.
struct NameTicks {
    let names: [String]

    /// The shortest names that are tried, in characters.
    private static let shortest = 4

    /// All names; where they do not `fit`, cut ones; where these do not either, every second, third and so on.
    func find(_ fit: (AxisTicks) -> Bool) -> AxisTicks? {
        let longest = names.map(\.count).max() ?? 0
        var length = longest
        while length > 0 {
            let ticks = ticks(every: 1, length: length)
            if fit(ticks) { return ticks }
            if length <= Self.shortest { break }
            length = max(Self.shortest, length * 3 / 4)
        }
        var step = 2
        while step < names.count {
            for length in [longest, 12, 6] where length <= longest {
                let ticks = ticks(every: step, length: length)
                if fit(ticks) { return ticks }
            }
            step += max(1, step / 4)
        }
        let first = ticks(every: max(1, names.count), length: longest)
        return fit(first) ? first : AxisTicks(values: [], labels: TickLabels([]))
    }

    /// Whether `ticks` has all names whole.
    func areWhole(in ticks: AxisTicks) -> Bool { ticks.labels.labels == names }

    private func ticks(every step: Int, length: Int) -> AxisTicks {
        let places = Array(stride(from: 0, to: names.count, by: step))
        return AxisTicks(
            values: places.map(Double.init),
            labels: TickLabels(places.map { [TextSpan(text: Self.cut(names[$0], to: length))] }))
    }

    private static func cut(_ name: String, to length: Int) -> String {
        name.count <= length ? name : String(name.prefix(max(1, length - 1))) + "…"
    }
}

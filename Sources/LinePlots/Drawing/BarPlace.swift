/// How wide bars are and on which side of their x they stand.
struct BarPlace: Equatable, Sendable {
    /// From x to the left and the right side of a bar, in units of x, before the axis transforms them.
    let left: Double
    let right: Double

    /// The share of the distance between neighbours that bars fill.
    private static let share = 0.8

    /// The place of the bars of the curve at `index` of `curves`, which stand side by side.
    init(index: Int, of curves: [Curve]) {
        if let width = curves[index].barWidth {
            (left, right) = (-width / 2, width / 2)
            return
        }
        let bars = curves.indices.filter { curves[$0].kind == .bars && curves[$0].barWidth == nil }
        let width = Self.share * Self.leastDistance(bars.map { curves[$0] })
        let number = Double(bars.firstIndex(of: index) ?? 0)
        let count = Double(max(1, bars.count))
        left = -width / 2 + width * number / count
        right = -width / 2 + width * (number + 1) / count
    }

    /// The sides of the bar at a value of x.
    func sides(of value: Double, on scale: AxisScale) -> (left: Double, right: Double) {
        guard scale.transform == .identity else {
            // Where distances are no differences, bars are as wide as the axis allows 40 of them.
            let half = abs(scale.end - scale.start) / 80
            let middle = scale.position(of: value)
            let reach = max(abs(left), abs(right))
            guard reach > 0 else { return (middle - half, middle + half) }
            return (middle + left / reach * half, middle + right / reach * half)
        }
        return (scale.position(of: value + left), scale.position(of: value + right))
    }

    /// The least distance of two values of x; 1 where there is but one.
    private static func leastDistance(_ curves: [Curve]) -> Double {
        let values = curves.flatMap(\.x).filter(\.isFinite).sorted()
        var least = Double.infinity
        for (one, next) in zip(values, values.dropFirst()) where next > one { least = min(least, next - one) }
        return least.isFinite ? least : 1
    }
}

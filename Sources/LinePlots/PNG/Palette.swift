/// At most 256 colours that stand for all colours of a picture.
struct Palette: Sendable {
    let colors: [Color]
    /// For each pixel, the place of its colour in `colors`.
    let indices: [UInt8]

    private static let mostColors = 256
    /// How far a colour may be from the one that stands for it, in each channel; each is tried in turn.
    ///
    /// Such colours are found only where lines are blended with each other or the paper, and no eye can tell.
    private static let tolerances = [0, 2, 4, 6, 8, 10, 12]

    /// The palette of a picture, exact where it has few enough colours; nil when there are far too many.
    ///
    /// The commonest colours are chosen first, so those of paper, text and lines are always exact.
    init?(_ canvas: Canvas) {
        guard let runs = ColorRuns(canvas) else { return nil }
        let ranked = runs.counts.sorted { ($0.value, $1.key.code) > ($1.value, $0.key.code) }.map(\.key)
        for tolerance in Self.tolerances {
            guard let chosen = Self.chosen(ranked, tolerance) else { continue }
            colors = chosen
            indices = runs.indices(Self.places(of: ranked, in: chosen))
            return
        }
        return nil
    }

    /// Colours such that all are within the tolerance of one of them; nil when that takes too many.
    private static func chosen(_ ranked: [Color], _ tolerance: Int) -> [Color]? {
        var chosen: [Color] = []
        for color in ranked where !chosen.contains(where: { $0.distance(to: color) <= tolerance }) {
            if chosen.count == mostColors { return nil }
            chosen.append(color)
        }
        return chosen
    }

    private static func places(of colors: [Color], in chosen: [Color]) -> [Color: UInt8] {
        var places: [Color: UInt8] = [:]
        for color in colors {
            var nearest = (place: 0, distance: Int.max)
            for (place, candidate) in chosen.enumerated() {
                let distance = candidate.distance(to: color)
                if distance < nearest.distance { nearest = (place, distance) }
            }
            places[color] = UInt8(truncatingIfNeeded: nearest.place)
        }
        return places
    }
}

/// A picture as stretches of one colour, row by row: most of a figure is paper.
private struct ColorRuns {
    private var runs: [Run] = []
    private(set) var counts: [Color: Int] = [:]

    private struct Run {
        let color: Color
        var length: UInt32
    }

    /// The stretches of a picture; nil where they are so short or of so many colours that no palette would be found.
    init?(_ canvas: Canvas) {
        let mostRuns = canvas.width * canvas.height / 4 + 1000
        var current = Run(color: canvas.color(x: 0, y: 0), length: 0)
        for y in 0..<canvas.height {
            for x in 0..<canvas.width {
                let color = canvas.color(x: x, y: y)
                if color != current.color {
                    guard runs.count < mostRuns else { return nil }
                    runs.append(current)
                    current = Run(color: color, length: 0)
                }
                current.length += 1
            }
        }
        runs.append(current)
        for run in runs {
            counts[run.color, default: 0] += Int(run.length)
            guard counts.count <= Self.mostColors else { return nil }
        }
    }

    private static let mostColors = 50_000

    /// The picture again, each colour replaced by its place.
    func indices(_ places: [Color: UInt8]) -> [UInt8] {
        runs.flatMap { repeatElement(places[$0.color] ?? 0, count: Int($0.length)) }
    }
}

extension Color {
    fileprivate var code: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }

    /// The largest difference of a channel.
    fileprivate func distance(to other: Color) -> Int {
        max(
            abs(Int(red) - Int(other.red)), abs(Int(green) - Int(other.green)), abs(Int(blue) - Int(other.blue)))
    }
}

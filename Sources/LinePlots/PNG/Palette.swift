/// At most 256 colours that stand for all colours of a picture.
struct Palette: Sendable {
    let colors: [ClearColor]
    /// For each pixel, the place of its colour in `colors`.
    let indices: [UInt8]

    private static let mostColors = 256
    /// How far a colour may be from the one that stands for it, in each channel; each is tried in turn.
    ///
    /// Such colours are found only where lines are blended with each other or the paper, and no eye can tell.
    private static let tolerances: [Int16] = [0, 2, 4, 6, 8, 10, 12, 16, 20, 24]

    /// The palette of a picture, exact where it has few enough colours; nil when there are far too many.
    ///
    /// The commonest colours are chosen first, so those of paper, text and lines are always exact.
    init?(_ pixels: [ClearColor]) {
        guard let runs = ColorRuns(pixels) else { return nil }
        let ranked = runs.counts.sorted { ($0.value, $1.key.code) > ($1.value, $0.key.code) }.map(\.key)
        let looks = ranked.map(\.looks)
        for tolerance in Self.tolerances {
            guard let chosen = Self.chosen(looks, tolerance) else { continue }
            colors = chosen.map { ranked[$0] }
            indices = runs.indices(Self.places(of: ranked, looks, in: chosen.map { looks[$0] }))
            return
        }
        return nil
    }

    /// The numbers of colours such that all are within the tolerance of one of them; nil when that takes too many.
    private static func chosen(_ looks: [SIMD8<Int16>], _ tolerance: Int16) -> [Int]? {
        var chosen: [Int] = []
        for (index, look) in looks.enumerated()
        where !chosen.contains(where: { looks[$0].distance(to: look) <= tolerance }) {
            if chosen.count == mostColors { return nil }
            chosen.append(index)
        }
        return chosen
    }

    private static func places(
        of colors: [ClearColor], _ looks: [SIMD8<Int16>], in chosen: [SIMD8<Int16>]
    ) -> [ClearColor: UInt8] {
        var places: [ClearColor: UInt8] = [:]
        for (color, look) in zip(colors, looks) {
            var nearest = (place: 0, distance: Int16.max)
            for (place, candidate) in chosen.enumerated() {
                let distance = candidate.distance(to: look)
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
    private(set) var counts: [ClearColor: Int] = [:]

    private struct Run {
        let color: ClearColor
        var length: UInt32
    }

    private static let mostColors = 50_000

    /// The stretches of a picture; nil where they are so short or of so many colours that no palette would be found.
    init?(_ pixels: [ClearColor]) {
        let mostRuns = pixels.count / 2 + 1000
        guard var current = pixels.first.map({ Run(color: $0, length: 0) }) else { return nil }
        for color in pixels {
            if color != current.color {
                guard runs.count < mostRuns else { return nil }
                runs.append(current)
                current = Run(color: color, length: 0)
            }
            current.length += 1
        }
        runs.append(current)
        for run in runs {
            counts[run.color, default: 0] += Int(run.length)
            guard counts.count <= Self.mostColors else { return nil }
        }
    }

    /// The picture again, each colour replaced by its place.
    func indices(_ places: [ClearColor: UInt8]) -> [UInt8] {
        runs.flatMap { repeatElement(places[$0.color] ?? 0, count: Int($0.length)) }
    }
}

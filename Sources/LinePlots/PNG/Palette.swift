/// At most 256 colours that stand for all colours of a picture.
struct Palette: Sendable {
    let colors: [Color]
    /// For each pixel, the place of its colour in `colors`.
    let indices: [UInt8]

    private static let mostColors = 256
    /// Colours that differ by less than this in each channel may be taken as one; each is tried in turn.
    private static let cellSizes: [UInt8] = [1, 4, 8]

    /// The palette of a picture, exact where it has few enough colours, else with neighbouring colours as one, which
    /// no eye can tell; nil when that is not enough. The commonest colour stands for its neighbours, so the colours of
    /// lines, text and paper are always exact.
    init?(_ canvas: Canvas) {
        let counts = Self.counts(canvas)
        for cellSize in Self.cellSizes {
            var best: [Color: (color: Color, count: Int)] = [:]
            for (color, count) in counts {
                let cell = color.cell(cellSize)
                if let known = best[cell], (known.count, color.code) >= (count, known.color.code) { continue }
                best[cell] = (color, count)
                if best.count > Self.mostColors { break }
            }
            guard best.count <= Self.mostColors else { continue }
            colors = best.values.sorted { ($0.count, $1.color.code) > ($1.count, $0.color.code) }.map(\.color)
            var places: [Color: UInt8] = [:]
            for (place, color) in colors.enumerated() { places[color.cell(cellSize)] = UInt8(place) }
            indices = Self.indices(canvas) { places[$0.cell(cellSize)] ?? 0 }
            return
        }
        return nil
    }

    private static func counts(_ canvas: Canvas) -> [Color: Int] {
        var counts: [Color: Int] = [:]
        var current = canvas.color(x: 0, y: 0)
        var length = 0
        for y in 0..<canvas.height {
            for x in 0..<canvas.width {
                let color = canvas.color(x: x, y: y)
                if color != current {
                    counts[current, default: 0] += length
                    current = color
                    length = 0
                }
                length += 1
            }
        }
        counts[current, default: 0] += length
        return counts
    }

    private static func indices(_ canvas: Canvas, place: (Color) -> UInt8) -> [UInt8] {
        var current = canvas.color(x: 0, y: 0)
        var index = place(current)
        var result: [UInt8] = []
        result.reserveCapacity(canvas.width * canvas.height)
        for y in 0..<canvas.height {
            for x in 0..<canvas.width {
                let color = canvas.color(x: x, y: y)
                if color != current {
                    current = color
                    index = place(color)
                }
                result.append(index)
            }
        }
        return result
    }
}

extension Color {
    /// The same for all colours of one cell of the colour space.
    fileprivate func cell(_ size: UInt8) -> Color {
        Color(red: red / size, green: green / size, blue: blue / size)
    }

    fileprivate var code: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }
}

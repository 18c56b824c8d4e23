@testable import LinePlots

/// Draws a figure that bytes describe, as a picture and on a terminal: any kinds, scales, limits and numbers.
func drawFigure(_ bytes: [UInt8]) {
    var source = FigureSource(bytes)
    let figure = source.figure()
    _ = try? figure.png()
    _ = try? figure.pdfWithRemarks()
    let size = (columns: Int(source.byte()), rows: Int(source.byte() % 64))
    _ = try? figure.terminalLines(on: TerminalScreen(columns: size.columns, rows: size.rows, colors: .none))
}

/// Reads choices and numbers from bytes; behind their end there are zeros.
private struct FigureSource {
    private var bytes: ArraySlice<UInt8>

    /// Numbers at the ends of what there is, and beside each other.
    private static let special: [Double] = [
        0, -0.0, 1, -1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 2.3e-308, 1e-300, 1e-290, 1e-15, 0.1, 0.3, 2,
        1e14, 1e14 + 1, 1e15, 1e15 + 0.125,
        9_007_199_254_740_992, 9_007_199_254_740_994, 1_704_067_200, 1_704_067_200.25, 568_971_820_799, 1e290, 1e299,
        1e300,
        -1e300, 1.000_000_1e300, 1e308, 1.797_693_134_862_315_7e308, -1.797_693_134_862_315_7e308, .infinity, .nan,
    ]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

    private mutating func choice<Value>(_ values: [Value]) -> Value { values[Int(byte()) % values.count] }

    mutating func number() -> Double {
        switch byte() % 4 {
        case 0: return Double(Int8(bitPattern: byte()))
        case 1:
            let number = choice(Self.special)
            return byte() % 2 == 0 ? number : number.nextUp
        case 2: return Double(Int8(bitPattern: byte())) * PowerOfTen.value(Int(byte()) * 5 / 2 - 320)
        default: return Double(bitPattern: (0..<8).reduce(0) { bits, _ in bits << 8 | UInt64(byte()) })
        }
    }

    private mutating func numbers(_ count: Int) -> [Double] {
        let first = number()
        return (0..<count).map { index in
            switch byte() % 3 {
            case 0: return first + Double(index)
            case 1: return first
            default: return number()
            }
        }
    }

    private mutating func axis(isX: Bool) -> Axis {
        let kinds: [Axis.Kind] = [
            .linear, .log, .symlog(threshold: nil), .symlog(threshold: threshold()), isX ? .date : .linear,
            isX ? .names((0..<Int(byte() % 9)).map { "name \($0)" }) : .log,
        ]
        return Axis(
            choice(kinds), low: byte() % 4 == 0 ? number() : nil, high: byte() % 4 == 0 ? number() : nil,
            hasMinorTicks: byte() % 2 == 0, isWhole: byte() % 2 == 0)
    }

    mutating func figure() -> Figure {
        var figure = Figure(
            panels: (0...Int(byte() % 3)).map { _ in panel() }, title: byte() % 2 == 0 ? "Title" : nil, xLabel: "x",
            xAxis: axis(isX: true), width: 150 + Int(byte()), height: 130 + Int(byte()))
        figure.look.theme = choice(Theme.allCases)
        figure.look.usesDashes = byte() % 2 == 0
        figure.look.hasGrid = byte() % 2 == 0
        figure.look.lineWidth = 0.1 + Double(byte() % 40) / 4
        figure.compressionLevel = 0
        return figure
    }

    /// A number above 0, as the option takes it.
    private mutating func threshold() -> Double {
        let size = abs(number())
        return size > 0 && size.isFinite ? size : 1
    }

    private mutating func panel() -> Panel {
        let count = Int(byte() % 12)
        let curves = (0..<Int(byte() % 4)).map { index in
            Curve(
                label: byte() % 2 == 0 ? "curve \(index)" : "", x: numbers(count), y: numbers(count),
                kind: choice(Curve.Kind.allCases), isRight: byte() % 4 == 0,
                barWidth: byte() % 4 == 0 ? threshold() : nil)
        }
        let bands = byte() % 3 == 0 ? [Band(label: "band", x: numbers(3), lower: numbers(3), upper: numbers(3))] : []
        let rules =
            byte() % 3 == 0 ? [Rule(.vertical, at: number(), label: "here"), Rule(.horizontal, at: number())] : []
        return Panel(
            curves, bands: bands, rules: rules, yLabel: "y", yAxis: axis(isX: false), rightLabel: "right",
            rightAxis: axis(isX: false))
    }
}

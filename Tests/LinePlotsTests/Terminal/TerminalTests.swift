import Testing

@testable import LinePlots

@Suite struct TerminalTests {
    private let screen = TerminalScreen(columns: 60, rows: 16, colors: .none)

    private func figure(_ y: [Double], label: String = "a") -> Figure {
        Figure([Curve(label: label, x: y.indices.map(Double.init), y: y)], title: "Title", xLabel: "time")
    }

    @Test func `a line becomes dots in axes with labels and a legend`() throws {
        let lines = try figure([0, 1, 2, 3, 4]).terminalLines(on: screen)
        #expect(lines.count <= 16)
        #expect(lines.allSatisfy { $0.count <= 60 })
        #expect(lines[0].contains("Title"))
        #expect(
            lines.contains { $0.contains("4 ┤") && $0.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) } }
        )
        #expect(lines.contains { $0.contains("└") && $0.contains("┬") })
        #expect(lines.contains { $0.hasSuffix("time") })
        #expect(lines.last == "  ⠒⠒ a")
    }

    @Test func `dashes are drawn where the look has them, each sample with its whole pattern`() throws {
        var figure = Figure(
            (0..<4).map { number in
                Curve(label: "c\(number)", x: [0, 1], y: [Double(number), Double(number)])
            })
        let solid = try figure.terminalLines(on: screen)
        figure.look.usesDashes = true
        let dashed = try figure.terminalLines(on: screen)
        func dots(_ lines: [String]) -> Int {
            lines.dropLast(2).joined().unicodeScalars.count { (0x2801...0x28FF).contains($0.value) }
        }
        #expect(dots(dashed) < dots(solid))
        let samples = (0..<4).map { BrailleCanvas.sample(dashes: figure.look.style($0).dashes) }
        #expect(Set(samples).count == 4)
        #expect(samples[1...].allSatisfy { sample in dashed.suffix(2).joined().contains(sample) })
    }

    @Test func `a diagonal goes from corner to corner`() throws {
        let lines = try figure([0, 1]).terminalLines(on: screen).filter { $0.contains("│") || $0.contains("┤") }
        let starts = lines.compactMap { line in line.firstIndex { $0 >= "\u{2801}" && $0 <= "\u{28FF}" } }
        let columns = zip(lines, starts).map { line, start in line.distance(from: line.startIndex, to: start) }
        #expect(columns == columns.sorted(by: >))
        #expect(columns.count > 5)
    }

    @Test func `colours are those of the terminal, and none where there are none`() throws {
        func text(_ colors: TerminalScreen.Colors) throws -> String {
            try figure([1, 2, 3]).terminalLines(on: TerminalScreen(columns: 60, rows: 16, colors: colors)).joined()
        }
        #expect(try !text(.none).contains("\u{1B}"))
        #expect(try text(.sixteen).contains("\u{1B}[34m"))
        #expect(try text(.manyFixed).contains("\u{1B}[38;5;68m"))
        #expect(try text(.all).contains("\u{1B}[38;2;31;119;180m"))
    }

    @Test func `names of columns cannot steer the terminal`() throws {
        let lines = try figure([1, 2], label: "a\u{1B}[2Jb\u{9B}c\n").terminalLines(on: screen)
        #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    }

    @Test func `powers of ten have raised digits`() throws {
        var figure = figure([1e-3, 1, 1e3])
        figure.panels[0].yAxis = Axis(.log)
        #expect(try figure.terminalLines(on: screen).contains { $0.contains("10⁻² ┤") || $0.contains("10⁻³ ┤") })
    }

    @Test func `a terminal without room is an error that says so`() {
        #expect {
            _ = try figure([1, 2]).terminalLines(on: TerminalScreen(columns: 10, rows: 5, colors: .none))
        } throws: {
            "\($0)"
                == "terminal: found 10 columns and 5 rows; expected room for axes and labels; make it larger, "
                + "or draw fewer panels"
        }
    }

    @Test func `each dot is one of eight, and every second of an area`() {
        for (x, y, character) in [(0, 0, "⠁"), (1, 0, "⠈"), (0, 2, "⠄"), (1, 2, "⠠"), (0, 3, "⡀"), (1, 3, "⢀")] {
            var canvas = BrailleCanvas(columns: 1, rows: 1)
            canvas.set(x: x, y: y, owner: 0)
            #expect(String(canvas.row(0).map(\.character)) == character)
        }
        for (isSparse, character) in [(false, "⣿"), (true, "⢕")] {
            var canvas = BrailleCanvas(columns: 1, rows: 1)
            canvas.fill(left: 0, top: 0, right: 2, bottom: 4, owner: 0, isSparse: isSparse)
            #expect(String(canvas.row(0).map(\.character)) == character)
        }
    }

    @Test func `any numbers, kinds and sizes give lines or an error, and never trap`() {
        var random = SeededNumbers(seed: 21)
        for round in 0..<60 {
            let count = Int.random(in: 0...30, using: &random)
            let numbers = (0..<2 * count).map { _ in Double(bitPattern: random.next()) }
            let kind = Curve.Kind.allCases[round % Curve.Kind.allCases.count]
            let (x, y) = (Array(numbers[..<count]), Array(numbers[count...]))
            let band = Band(label: "b", x: x, lower: y, upper: y.map { $0 * 1.01 })
            let panel = Panel(
                [Curve(label: "a", x: x, y: y, kind: kind)], bands: [band], rules: [Rule(.vertical, at: 3, label: "r")],
                yAxis: Axis([.linear, .symlog(threshold: nil), .log][round % 3]))
            let figure = Figure(panels: [panel, panel], xAxis: Axis(round.isMultiple(of: 2) ? .date : .linear))
            let size = (Int.random(in: 1...90, using: &random), Int.random(in: 1...40, using: &random))
            _ = try? figure.terminalLines(on: TerminalScreen(columns: size.0, rows: size.1, colors: .all))
            _ = try? figure.png()
        }
    }
}

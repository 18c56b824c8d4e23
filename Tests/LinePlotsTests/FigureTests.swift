import Testing

@testable import LinePlots

@Suite struct FigureTests {
    private func curve(_ label: String, _ y: (Double) -> Double) -> Curve {
        let x = (0..<100).map { Double($0) / 10 }
        return Curve(label: label, x: x, y: x.map(y))
    }

    @Test func `the same figure gives the same bytes`() throws {
        let figure = Figure(
            [curve("square") { $0 * $0 }, curve("line") { 3 * $0 }], title: "Title", xLabel: "x", yLabel: "y")
        #expect(try figure.png() == figure.png())
    }

    @Test func `a curve's colour is where the data is`() throws {
        let figure = Figure([curve("line") { 3 * $0 }])
        let layout = try figure.planned().layout
        let canvas = try figure.drawn()
        for step in stride(from: 0.0, through: 9.9, by: 0.3) {
            let x = Int(layout.x.position(of: step))
            let y = Int(layout.y.position(of: 3 * step))
            #expect(canvas.color(x: x, y: y) == Color(hex: 0x1F77B4), "\(step)")
        }
    }

    @Test func `nothing is drawn beyond the frame but ticks and text`() throws {
        let figure = Figure([curve("", { $0 * $0 })])
        let layout = try figure.planned().layout
        let canvas = try figure.drawn()
        for y in 0..<canvas.height {
            for x in layout.axes.right..<canvas.width { #expect(canvas.color(x: x, y: y) == .white) }
        }
    }

    @Test(
        arguments: [
            [], [.nan], [0], [5, 5, 5], [1e-9, 2e-9], [1e9, 3e9], [-1e300, 1e300], [.leastNonzeroMagnitude, 2e-308],
            [.infinity, 1, 2],
            [1, .nan, 2, .nan, 3],
        ] as [[Double]])
    func `any numbers give a picture`(values: [Double]) throws {
        let x = values.indices.map(Double.init)
        #expect(try Figure([Curve(label: "a", x: x, y: values)]).png().count > 1000)
        #expect(try Figure([Curve(label: "a", x: values, y: x)]).png().count > 1000)
    }

    @Test func `random bits as numbers and text give a picture or an error, and never trap`() {
        var random = SeededNumbers(seed: 9)
        for _ in 0..<40 {
            let count = Int.random(in: 0...20, using: &random)
            let numbers = (0..<2 * count).map { _ in Double(bitPattern: random.next()) }
            let scalars = (0..<12).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x3000, using: &random)) }
            let text = String(String.UnicodeScalarView(scalars))
            let curve = Curve(label: text, x: Array(numbers[..<count]), y: Array(numbers[count...]))
            let figure = Figure([curve], title: text, xLabel: text, yLabel: text, width: 250, height: 190)
            _ = try? figure.png()
        }
    }

    @Test func `errors say where, what was found, what was expected, what to do`() throws {
        func message(_ change: (inout Figure) -> Void) -> String? {
            var figure = Figure([curve("line") { $0 }], title: "Title")
            change(&figure)
            do throws(PlotError) {
                _ = try figure.png()
                return nil
            } catch {
                return error.description
            }
        }
        #expect(
            message { ($0.width, $0.height) = (20_000, 20_000) }
                == "size: found 20000x20000; expected sides from 1 to 65535 and at most 50000000 pixels in all; "
                + "choose another size")
        #expect(message { $0.width = 0 }?.hasPrefix("size: found 0x480; expected") == true)
        #expect(message { $0.height = -3 }?.hasPrefix("size: found 640x-3; ") == true)
        #expect(message { ($0.width, $0.height) = (.max, .max) }?.hasPrefix("size: found ") == true)
        #expect(
            message { ($0.width, $0.height) = (60, 40) }
                == "size 60x40: the text leaves the axes 0 pixels of height; expected room for labels and axes; "
                + "choose a larger size, a lower resolution, shorter labels or no legend")
        #expect(
            message { $0.dpi = .nan }
                == "dpi: found nan; expected a number from 10.0 to 2400.0; choose another resolution")
        #expect(
            message { $0.panels[0].curves[0].x.removeLast() }
                == "curve “line”: 99 values of x and 100 of y; expected as many of one as of the other; "
                + "mark missing values as NaN")
        #expect(
            message { $0.panels[0].curves[0].y[3] = 1.5e308 }
                == "curve “line”, row 3: found 1.5e+308; expected values from -1e+300 to 1e+300; scale the data")
        #expect(
            PlotError.noMemory(width: 3, height: 2, bytes: 60).description
                == "size 3x2: 60 bytes cannot be had; expected room for the pixels in memory; choose a smaller size")
        #expect(
            PlotError.badFont("no Unicode table (cmap 4)").description
                == "font: no Unicode table (cmap 4); expected a TrueType font with outlines; choose another font")
        #expect(
            PlotError.encoding("out of memory").description
                == "PNG: libpng says: out of memory; expected an encoded image; choose a smaller size")
    }
}

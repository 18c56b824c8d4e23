import CPNG
import Testing

@testable import LinePlots

@Suite struct LookTests {
    /// Relative luminance.
    ///
    /// Source: W3C, “Web Content Accessibility Guidelines 2.1”, 2018.
    private func luminance(_ color: Color) -> Double {
        func linear(_ part: UInt8) -> Double {
            let value = Double(part) / 255
            return value <= 0.03928
                ? value / 12.92 : Logarithm.tenToThe(2.4 * Logarithm.base10((value + 0.055) / 1.055))
        }
        return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }

    private func contrast(_ one: Color, _ other: Color) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    @Test(arguments: Theme.allCases) func `text has a contrast of 7 to 1, curves of 1.9 to 1`(theme: Theme) {
        #expect(contrast(theme.ink, theme.paper) >= 7)
        for color in theme.curveColors { #expect(contrast(color, theme.paper) >= 1.8, "\(color)") }
        for set in ColorSet.allCases {
            for color in set.colors(on: theme) { #expect(contrast(color, theme.paper) >= 1.8, "\(color)") }
        }
    }

    @Test(arguments: Theme.allCases) func `no two styles of a look are the same`(theme: Theme) {
        for colors in [nil] + ColorSet.allCases.map(Optional.some) {
            for usesDashes in [false, true] {
                let look = Look(theme: theme, colors: colors, usesDashes: usesDashes)
                let styles = (0..<30).map(look.style)
                for (index, style) in styles.enumerated() {
                    #expect(!styles[..<index].contains { $0.color == style.color && $0.dashes == style.dashes })
                }
                #expect(!usesDashes || styles[1].dashes != styles[0].dashes)
            }
        }
    }

    @Test func `a dark figure has dark paper and light ink`() throws {
        var figure = Figure([Curve(label: "a", x: [0, 1], y: [0, 1])], title: "T")
        figure.look.theme = .dark
        let canvas = try figure.drawn()
        #expect(canvas.color(x: 0, y: 0) == Theme.dark.paper)
        let axes = try figure.planned().layout.panels[0].axes
        #expect(canvas.color(x: axes.left, y: axes.bottom - 1) == Theme.dark.ink)
    }

    @Test func `a transparent figure is clear where paper was, and looks the same on white`() throws {
        var figure = Figure([Curve(label: "a", x: [0, 1, 2], y: [0, 1, 0])], title: "T", width: 300, height: 200)
        let opaque = try figure.drawn()
        figure.look.isTransparent = true
        let bytes = try figure.png()
        var result = cpng_result()
        try #require(cpng_decode(bytes, bytes.count, &result) == 1)
        defer { cpng_release(&result) }
        let samples = Array(UnsafeBufferPointer(start: result.bytes, count: result.count))
        #expect(samples[3] == 0)
        for pixel in 0..<300 * 200 {
            let opacity = Int(samples[pixel * 4 + 3])
            let color = opaque.color(x: pixel % 300, y: pixel / 300)
            for (channel, wanted) in [color.red, color.green, color.blue].enumerated() {
                let onWhite = (Int(samples[pixel * 4 + channel]) * opacity + 255 * (255 - opacity)) / 255
                guard abs(onWhite - Int(wanted)) > 3 else { continue }
                Issue.record("pixel \(pixel): \(onWhite) for \(wanted)")
            }
        }
    }

    @Test func `a grid is drawn under the curves, at the ticks`() throws {
        var figure = Figure([Curve(x: [0, 1], y: [0, 1])])
        figure.look.hasGrid = true
        let layout = try figure.planned().layout
        let canvas = try figure.drawn()
        let x = Int(layout.x.position(of: 0.2))
        #expect(canvas.color(x: x, y: layout.panels[0].axes.top + 5) == Theme.light.grid)
    }

    @Test func `wider lines cover more`() throws {
        func inked(_ width: Double) throws -> Int {
            var figure = Figure([Curve(x: [0, 1], y: [0, 1])])
            figure.look.lineWidth = width
            let canvas = try figure.drawn()
            return (0..<canvas.height).reduce(0) { sum, y in
                sum + (0..<canvas.width).filter { canvas.color(x: $0, y: y) == LineStyle.palette[0] }.count
            }
        }
        #expect(try inked(4) > 2 * inked(1.5))
    }

    @Test func `a legend stands where it is asked to, or nowhere`() throws {
        var figure = Figure([Curve(label: "a", x: [0, 1], y: [0, 1])])
        figure.look.legend = .right
        var layout = try figure.planned().layout
        #expect(try #require(layout.legends.first).frame.left > layout.panels[0].axes.right)
        figure.look.legend = .below
        layout = try figure.planned().layout
        #expect(try #require(layout.legends.first).frame.top > layout.panels[0].axes.bottom)
        figure.look.legend = .none
        #expect(try figure.planned().layout.legends.isEmpty)
    }

    @Test func `compression changes the size, not the picture`() throws {
        var figure = Figure([Curve(x: [0, 1], y: [0, 1])], width: 300, height: 200)
        figure.compressionLevel = 0
        let plain = try figure.png()
        figure.compressionLevel = 9
        #expect(try figure.png().count * 5 < plain.count)
    }

    @Test func `characters that the font lacks are named once`() throws {
        let figure = Figure([Curve(label: "世界 α", x: [0], y: [0])], title: "世 é\n")
        #expect(try figure.missingCharacters() == ["世", "界"])
    }
}

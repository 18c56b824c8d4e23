import Foundation
import Testing

@testable import LinePlots

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Figures as SVG: what is in the file, by a reader of XML that knows nothing of ours.
@Suite struct SVGTests {
    /// Elements by name, with their attributes and texts.
    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [(name: String, attributes: [String: String], text: String)] = []
        var open: [Int] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            elements.append((name, attributes, ""))
            open.append(elements.count - 1)
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            if let last = open.last { elements[last].text += text }
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) { open.removeLast() }
    }

    private func read(_ figure: Figure) throws -> Reader {
        let parser = XMLParser(data: Data(try figure.svgWithRemarks().text.utf8))
        let reader = Reader()
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        return reader
    }

    @Test func `a curve's path goes through the data, in the places of the pixels`() throws {
        let figure = Figure([Curve(label: "line", x: [0, 1, 2], y: [0, 4, 1])], title: "Title")
        let layout = try figure.planned().layout
        let reader = try read(figure)
        let path = try #require(reader.elements.first { $0.attributes["stroke"] == "#1f77b4" })
        let numbers = try #require(path.attributes["d"]).split { "MLZ ".contains($0) }.compactMap { Double($0) }
        let expected = zip([0.0, 1, 2], [0.0, 4, 1]).flatMap { [layout.x.position(of: $0), layout.y.position(of: $1)] }
        #expect(numbers.count == 6 && zip(numbers, expected).allSatisfy { abs($0 - $1) < 0.02 })
        #expect(path.attributes["stroke-width"] == "2.08")
        let title = try #require(reader.elements.first { $0.name == "title" })
        #expect(title.text == "Title")
        #expect(reader.elements[0].attributes["viewBox"] == "0 0 640 480")
    }

    @Test func `a value is told as its axis has it`() {
        #expect(ValueText.along(Axis(.date), 86_400 + 3 * 3600 + 65) == "1970-01-02 03:01:05")
        #expect(ValueText.along(Axis(.date), 86_400) == "1970-01-02")
        #expect(ValueText.along(Axis(.names(["a;b", "c"])), 0) == "a,b")
        #expect(ValueText.along(Axis(), 0.1234567) == "0.123457")
    }

    @Test func `names of columns are texts and never markup`() throws {
        let name = "</text><script>alert('1')</script> & \"<\u{0} \u{202E}x\u{301}"
        let figure = Figure([Curve(label: name, x: [0, 1], y: [1, 2])], title: name, xLabel: name, yLabel: name)
        let reader = try read(figure)
        #expect(!reader.elements.contains { $0.name == "script" })
        let kept = "</text><script>alert('1')</script> & \"< x\u{301}"
        #expect(reader.elements.contains { $0.name == "title" && $0.text.utf8.elementsEqual(kept.utf8) })
        #expect(try !figure.svgWithRemarks().text.contains("<script"))
    }

    @Test func `every kind, band, rule and panel is drawn, and nothing is loaded`() throws {
        let curves = Curve.Kind.allCases.enumerated().map { number, kind in
            Curve(label: kind.rawValue, x: [0, 1, 2, 3], y: [1, 3, .nan, 2].map { $0 + Double(number) }, kind: kind)
        }
        let band = Band(label: "band", x: [0, 1], lower: [0, 1], upper: [2, 3])
        var figure = Figure(panels: [
            Panel(curves, bands: [band], rules: [Rule(.vertical, at: 1, label: "here")]),
            Panel([Curve(x: [0, 3], y: [1, 100])], yAxis: Axis(.log)),
        ])
        figure.look.usesDashes = true
        figure.look.hasGrid = true
        let text = try figure.svgWithRemarks(prefix: "a-").text
        #expect(try figure.svgWithRemarks(prefix: "a-").text == text)
        let reader = try read(figure)
        #expect(reader.elements.filter { $0.name == "clipPath" }.count == 2)
        #expect(text.contains("id=\"a-axes-1\"") && text.contains("url(#a-axes-2)"))
        #expect(text.contains("fill-opacity=\"0.25\"") && text.contains("stroke-dasharray="))
        for name in Curve.Kind.allCases.map(\.rawValue) + ["band", "here"] {
            #expect(reader.elements.contains { $0.name == "tspan" && $0.text == name }, "\(name)")
        }
        #expect(!text.contains("href") && !text.contains("NaN") && !text.contains("inf\""))
        // 10² stands as a small 2 above the line.
        let raised = reader.elements.filter { $0.name == "tspan" && $0.text == "2" }
        #expect(raised.contains { $0.attributes["y"]?.hasPrefix("-") == true })
    }
}

import Files
import LinePlots

/// Draws columns of a CSV file: CSV in, PNG, SVG or PDF out, or a picture on the terminal.
package struct PlotStage: Stage {
    package static let name = "plot"
    package static let summary = "Draw columns of a CSV file as a PNG, SVG or PDF picture, or on the terminal."
    package static let example = "seqcast plot prediction.csv --preset forecast --output prediction.png"

    private let values: OptionValues

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        let problems = PlotCheck(values).problems
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
    }

    package func run(_ console: any Console) throws {
        let figure = try FigureMaker(values, console).figure()
        let missing = try figure.missingCharacters()
        if !missing.isEmpty {
            let shown = missing.prefix(10).joined(separator: " ") + (missing.count > 10 ? " …" : "")
            console.note("the font lacks \(shown), drawn as boxes; give another one with --font")
        }
        for text in figure.unreadMathematics() {
            console.note(
                "found \(text) in a text; expected mathematics as $x_i^2$, $10^{-3}$ or $\\mu$; it is drawn as it is written, "
                    + "and \\$ stands for a dollar sign")
        }
        if values[Self.terminal] {
            let screen = console.resultScreen ?? .standard
            for line in try figure.terminalLines(on: screen) { try console.exact(line) }
        }
        if let output = values[Self.output] {
            let (bytes, remarks): ([UInt8], [String])
            switch PictureForm(ofName: output) {
            case .svg:
                let drawing = try figure.svgWithRemarks()
                (bytes, remarks) = (Array(drawing.text.utf8), drawing.remarks)
            case .pdf: (bytes, remarks) = try figure.pdfWithRemarks()
            case .png, nil: (bytes, remarks) = try figure.pngWithRemarks()
            }
            for remark in remarks { console.note(remark) }
            try DurableFile.write(bytes, to: output)
        }
    }
}

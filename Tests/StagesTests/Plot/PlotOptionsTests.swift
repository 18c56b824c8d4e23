import Testing

@testable import Stages

@Suite struct PlotOptionsTests {
    /// All that is wrong with options, by option.
    private func problems(_ texts: [String: [String]]) -> [String] {
        do {
            let all = ["data": ["a.csv"], "output": ["a.png"]].merging(texts) { $1 }
            _ = try PlotStage(OptionValues(all.filter { !$0.value.isEmpty }, for: PlotStage.options))
            return []
        } catch {
            return error.problems.map { "\($0.option): \($0.problem)" }
        }
    }

    @Test func `every option has help`() {
        for option in PlotStage.options { #expect(option.help.hasSuffix("."), "\(option.name)") }
        #expect(Set(PlotStage.options.map(\.name)).count == PlotStage.options.count)
    }

    @Test func `a picture needs a place: a file or the terminal`() {
        #expect(problems(["output": []]) == ["output: missing; give a path, or --terminal"])
        #expect(problems(["output": [], "terminal": ["true"]]).isEmpty)
    }

    @Test func `the end of a name says the form, in any case; a name that says none is that of a PNG file`() {
        for name in ["plot", "a.svg/plot", "plot.", "plot.data", "plot.png", "plot.PNG"] {
            #expect(PictureForm(ofName: name) == .png, "\(name)")
        }
        #expect(PictureForm(ofName: "b/a.SVG") == .svg && PictureForm(ofName: "a.png.Pdf") == .pdf)
    }

    @Test func `a name that asks for another form of picture is refused, and a size of pixels for a terminal`() {
        for name in ["a.svgz", "b/a.EPS", "a.jpg", "a.b.jpeg"] {
            let problem = problems(["output": [name]])
            #expect(problem.count == 1 && problem[0].hasPrefix("output: found '\(name)', which asks for "), "\(name)")
        }
        for name in ["a.png", "a.PNG", "a", "svg", "a.svg", "a.svg.png", "b/a.PDF", "a.pdf/b"] {
            #expect(problems(["output": [name]]).isEmpty)
        }
        #expect(problems(["output": [], "terminal": ["true"], "size": ["800x600"]]).count == 1)
        #expect(problems(["terminal": ["true"], "size": ["800x600"]]).isEmpty)
        #expect(
            problems(["output": ["a.SVG"], "font": ["a.ttf"]])
                == ["font: is for PNG and PDF files, and says nothing with an SVG file"])
        #expect(problems(["output": ["a.pdf"], "font": ["a.ttf"], "level": ["9"], "size": ["19200x100"]]).isEmpty)
        #expect(
            problems(["output": ["a.pdf"], "size": ["100x19201"]]) == [
                "size: found 100x19201; expected sides of at most 19200 pixels in a PDF file, 200 inches, beyond which "
                    + "readers do not show it; choose a smaller size"
            ])
        #expect(
            problems(["output": ["a.eps"]]) == [
                "output: found 'a.eps', which asks for EPS; expected the name of a PNG, SVG or PDF file, as plot.png"
            ])
    }

    @Test(arguments: ["0x480", "640x0", "640", "x", "640x480x2", "-1x5"])
    func `a size has two sides, both above 0`(size: String) {
        #expect(problems(["size": [size]]).count == 1 && problems(["size": ["1x1"]]).isEmpty)
    }

    @Test func `counts that do not go together are refused`() {
        #expect(
            problems(["y": ["a", "b"], "label": ["one"]])
                == ["label: found 1 for 2 curves; give one for each --y, or none"])
        #expect(
            problems(["y": ["a", "b", "c"], "kind": ["line", "bars"]])
                == ["kind: found 2 for 3 curves; give one for all, or one for each"])
        #expect(problems(["y": ["a"], "right": ["b"], "label": ["one", "two"]]).isEmpty)
        #expect(
            problems(["band": ["a,b"], "band-label": ["one", "two"]])
                == ["band-label: found 2 for 1 bands; give one for each --band, or none"])
        #expect(
            problems(["panel": ["a"], "panel-label": ["one", "two"]])
                == ["panel-label: found 2 for 1 panels; give one for each --panel, or none"])
        #expect(
            problems(["y": ["a"], "residuals": ["true"]])
                == ["residuals: found 1 curves; give two with --y, of which the second is subtracted"])
    }

    @Test func `an option that would say nothing is refused`() {
        #expect(
            problems(["right-label": ["p"], "right-limits": ["0,1"]]) == [
                "right-label: says nothing without --right; give that too",
                "right-limits: says nothing without --right; give that too",
            ])
        #expect(problems(["bins": ["5"]]) == ["bins: says nothing without --kind histogram"])
        #expect(
            problems(["symlog-threshold": ["1"]])
                == ["symlog-threshold: says nothing without an axis with a scale of symlog"])
    }

    @Test func `a histogram stands alone`() {
        #expect(
            problems(["kind": ["histogram", "line"]])
                == ["kind: found histogram beside other kinds; a histogram stands alone"])
        let others: [String: [String]] = [
            "x": ["a"], "preset": ["loss"], "band": ["a,b"], "right": ["a"], "panel": ["a"], "log-x": ["true"],
            "x-scale": ["symlog"],
        ]
        for (name, texts) in others {
            #expect(
                problems(["kind": ["histogram"], name: texts])
                    .contains("\(name): does not go with --kind histogram; leave one out"), "\(name)")
        }
    }

    @Test func `scales say nothing without their axes, and are one for all panels or one for each`() {
        #expect(problems(["right-scale": ["log"]]) == ["right-scale: says nothing without --right; give that too"])
        #expect(problems(["panel-scale": ["log"]]) == ["panel-scale: says nothing without --panel; give that too"])
        #expect(
            problems(["panel": ["a", "b", "c"], "panel-scale": ["log", "linear"]])
                == ["panel-scale: found 2 for 3 panels; give one for all, or one for each"])
        #expect(
            problems(["panel": ["a", "b"], "panel-scale": ["symlog", "linear"], "symlog-threshold": ["2"]]).isEmpty)
        #expect(
            problems(["right": ["a"], "right-scale": ["log"], "right-limits": ["0,1"]])
                == ["right-limits: found '0,1'; expected numbers above 0 on a logarithmic axis"])
    }

    @Test func `two scales for one axis are refused`() {
        #expect(
            problems(["log-y": ["true"], "y-scale": ["symlog"]])
                == ["log-y: found beside --y-scale symlog; give one of them"])
        #expect(
            problems(["log-x": ["true"], "x-scale": ["linear"]])
                == ["log-x: found beside --x-scale linear; give one of them"])
        #expect(problems(["log-y": ["true"], "y-scale": ["log"]]).isEmpty)
    }

    @Test func `limits are pairs in order, and above 0 on a logarithmic axis`() {
        let expected = "expected two numbers, the lower first, as 0,10 or ,10"
        for text in ["5", "5,1", "1,1", "a,b", ",", "1,2,3", "2024-01-01,"] {
            #expect(problems(["limits": [text]]) == ["limits: found '\(text)'; \(expected)"])
        }
        for text in ["0,10", ",10", "-5,", "1e-3,2"] { #expect(problems(["limits": [text]]).isEmpty) }
        for text in ["2024-01-01,2024-02-01", ",2024-02-01 06:00", "1,2", "2019,2021"] {
            #expect(problems(["x-limits": [text]]).isEmpty, "\(text)")
        }
        #expect(!problems(["x-limits": ["2024-02-01,2024-01-01"]]).isEmpty)
        #expect(
            problems(["limits": ["0,10"], "log-y": ["true"]])
                == ["limits: found '0,10'; expected numbers above 0 on a logarithmic axis"])
    }

    @Test(arguments: [
        ("dpi", "5", "a number from 10 to 2400"), ("line-width", "0", "a number from 0.1 to 20"),
        ("level", "10", "a whole number from 0 to 9"), ("theme", "pink", "one of light, dark, print"),
        ("palette", "x", "one of tab10, okabe-ito"), ("legend", "left", "one of automatic, right, below, none"),
        ("preset", "x", "one of loss, forecast"), ("y-scale", "x", "one of linear, log, symlog"),
        ("kind", "x", "one of line, steps, points, line-points, bars, histogram"),
        ("bins", "0", "a whole number from 1 to 10000"), ("band", ",a", "two columns as lower,upper"),
        ("band", "a", "two columns as lower,upper"),
        ("panel", "", "one or more columns as a,b"), ("symlog-threshold", "0", "a number above 0"),
        ("x-rule", "x=label", "a number or date, and a label if wanted, as 100=limit"),
        ("y-rule", "2024-01-01", "a number, and a label if wanted, as 100=limit"),
    ])
    func `a wrong value is refused with what is expected`(option: String, text: String, expected: String) {
        #expect(problems([option: [text]]) == ["\(option): found '\(text)'; expected \(expected)"])
    }
}

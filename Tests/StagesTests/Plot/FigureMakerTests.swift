import Files
import LinePlots
import SeriesData
import TestSupport
import Testing

@testable import Stages

@Suite struct FigureMakerTests {
    /// Collects what a stage says.
    private final class Notes: Console {
        var results: [String] = []
        var notes: [String] = []

        func result(_ line: String) { results.append(line) }
        func note(_ line: String) { notes.append(line) }
        func progress(_ progress: Progress) {}
        var stopSignal: Int32? { nil }
    }

    private let console = Notes()

    private func values(_ csv: String, _ texts: [String: [String]], in directory: TemporaryDirectory) throws
        -> OptionValues
    {
        let data = try directory.write(csv, to: "data.csv")
        let all = ["data": [data], "output": [directory.file("out.png")]].merging(texts) { $1 }
        return try OptionValues(all, for: PlotStage.options)
    }

    private func figure(_ csv: String, _ texts: [String: [String]] = [:]) throws -> Figure {
        let directory = try TemporaryDirectory()
        return try FigureMaker(values(csv, texts, in: directory), console).figure()
    }

    /// The message of the error that a plot ends in, without the path of its file.
    private func message(_ csv: String, _ texts: [String: [String]] = [:]) -> String? {
        do {
            let figure = try figure(csv, texts)
            _ = try figure.png()
            return nil
        } catch {
            let text = "\(error)"
            return text.contains("data.csv") ? String(text.drop { $0 != "." }.dropFirst(4)) : text
        }
    }

    private let table = "t,a,b,c\n1,2,3,4\n2,3,4,5\n3,4,5,6\n"

    @Test func `by default the first column is x and all others are curves`() throws {
        let figure = try figure(table)
        #expect(figure.panels.count == 1)
        #expect(figure.panels[0].curves.map(\.label) == ["a", "b", "c"])
        #expect(figure.xLabel == "t")
        #expect(figure.xAxis == Axis(isWhole: true))
    }

    @Test func `bands, the axis at the right and panels take their columns from the curves`() throws {
        let csv = "t,a,low,high,r,p\n1,2,1,3,9,5\n2,3,2,4,8,6\n"
        let figure = try figure(csv, ["band": ["low,high"], "right": ["r"], "panel": ["p"], "limits": ["0,9"]])
        #expect(figure.panels[0].curves.map(\.label) == ["a", "r"])
        #expect(figure.panels[0].curves.map(\.isRight) == [false, true])
        #expect(figure.panels[0].bands.map(\.label) == ["low to high"])
        #expect(figure.panels[0].bands.map(\.curve) == [0])
        #expect(figure.panels[0].yAxis.low == 0 && figure.panels[0].yAxis.high == 9)
        #expect(figure.panels[0].rightLabel == "r")
        #expect(figure.panels[1].curves.map(\.y) == [[5, 6]])
        #expect(figure.panels[1].yLabel == "p")
    }

    @Test func `one band belongs to the last curve`() throws {
        let figure = try figure(table, ["y": ["a", "b"], "band": ["a,c"], "band-label": ["range"]])
        #expect(figure.panels[0].bands.map(\.curve) == [1])
        #expect(figure.panels[0].bands.map(\.label) == ["range"])
    }

    @Test func `names with commas are found in bands and panels`() throws {
        let csv = "t,\"a,b\",c\n1,2,3\n2,3,4\n"
        #expect(try figure(csv, ["y": ["c"], "band": ["a,b,c"]]).panels[0].bands.map(\.label) == ["a,b to c"])
        #expect(try figure(csv, ["y": ["c"], "panel": ["a,b"]]).panels[1].curves.count == 1)
        #expect(message(csv, ["band": ["a,b"]])?.contains("found the band 'a,b' of 1 columns; expected two") == true)
    }

    @Test func `kinds are one for all, or one for each`() throws {
        #expect(try figure(table, ["kind": ["steps"]]).panels[0].curves.map(\.kind) == [.steps, .steps, .steps])
        let each = try figure(table, ["kind": ["bars", "points", "line"]])
        #expect(each.panels[0].curves.map(\.kind) == [.bars, .points, .line])
        #expect(
            message(table, ["kind": ["bars", "line"]])
                == ": found 3 curves (a, b, c) and 2 kinds; expected one --kind for all, or one for each curve")
    }

    @Test(arguments: [("9e307", "-9e307"), ("1.7e308", "1.6e308"), ("1", "1e308")])
    func `a histogram of numbers beyond what is drawn is refused with the row`(_ a: String, _ b: String) throws {
        let message = try #require(self.message("a\n\(a)\n\(b)\n", ["kind": ["histogram"]]))
        #expect(message.contains("expected numbers from -1e+300 to 1e+300"), "\(message)")
    }

    @Test(arguments: [("1e299", "-1e299"), ("0", "5e-324"), ("-1e-310", "1e-310"), ("0", "1e-300")])
    func `a histogram of the farthest and the nearest numbers counts both`(_ a: String, _ b: String) throws {
        let numbers = try [a, b].map { try #require(Double($0)) }
        for count in [nil, 7] {
            let bins = HistogramBins([numbers], count: count)
            #expect(bins.counts(of: numbers).reduce(0, +) == 2 && bins.middles.allSatisfy(\.isFinite))
        }
        let far = HistogramBins([[9e307, -9e307, 1]], count: 3)
        #expect(far.counts(of: [9e307, -9e307, 1]) == [1, 1, 1] && far.middles.allSatisfy(\.isFinite))
        // What has no place on an axis is refused with its line.
        let isDrawn = numbers.allSatisfy { abs($0) <= Figure.largestValue }
        let found = message("a\n\(a)\n\(b)\n", ["kind": ["histogram"]])
        #expect(isDrawn ? found == nil : found?.contains("column 'a': found ") == true)
    }

    @Test func `a histogram counts every column`() throws {
        let figure = try figure("a,b\n0,5\n1,6\n2,\n10,7\n", ["kind": ["histogram"], "bins": ["5"]])
        let curves = figure.panels[0].curves
        #expect(curves.map(\.x) == [[1, 3, 5, 7, 9], [1, 3, 5, 7, 9]])
        #expect(curves.map(\.y) == [[2, 1, 0, 0, 1], [0, 0, 1, 2, 0]])
        #expect(curves[0].barWidth == 2)
        #expect(figure.panels[0].yLabel == "count")
        #expect(try self.figure("a\n3\n3\n", ["kind": ["histogram"]]).panels[0].curves[0].y == [2])
    }

    @Test func `bins follow the data where no number is given`() {
        // Two hundred even numbers: numpy.histogram_bin_edges(range(200), "auto") has 9 bins.
        #expect(HistogramBins([(0..<200).map(Double.init)], count: nil).count == 9)
        #expect(HistogramBins([[]], count: nil).count == 1)
        #expect(HistogramBins([[.nan, 4]], count: 3).counts(of: [4]).reduce(0, +) == 1)
    }

    @Test func `the preset of losses takes their columns, and a logarithmic axis where it can`() throws {
        let csv = "epoch,loss,learning_rate,validation_loss\n1,1,0.1,2\n2,0.5,0.1,1\n"
        let figure = try figure(csv, ["preset": ["loss"]])
        #expect(figure.panels[0].curves.map(\.label) == ["loss", "validation_loss"])
        #expect(figure.panels[0].yAxis.kind == .log)
        #expect(figure.xAxis.isWhole)
        #expect(figure.panels[0].yLabel == "loss")
        let zero = try self.figure("epoch,loss\n1,1\n2,0\n", ["preset": ["loss"]])
        #expect(zero.panels[0].yAxis.kind == .linear)
        #expect(
            console.notes.first?.hasSuffix("losses of 0 or less have no place on a logarithmic axis; it is linear")
                == true)
        #expect(
            message("epoch,error\n1,2\n", ["preset": ["loss"]])?.contains("expects a column of losses, as 'loss'")
                == true)
    }

    @Test func `the preset of forecasts has an interval, a rule where the data end, and residuals`() throws {
        let csv = "step,actual,prediction,lower,upper\n0,1,,,\n1,2,2.5,,\n2,,3,2,4\n3,,4,2,6\n"
        let figure = try figure(csv, ["preset": ["forecast"], "residuals": ["true"]])
        #expect(figure.panels[0].curves.map(\.label) == ["actual", "prediction"])
        #expect(figure.panels[0].bands.map(\.label) == ["interval"])
        #expect(figure.panels[0].rules == [Rule(.vertical, at: 1, label: "forecast")])
        #expect(figure.panels[1].curves[0].y[1] == -0.5)
        #expect(figure.panels[1].yLabel == "residual")
        let plain = try self.figure("step,actual,prediction\n0,1,\n1,2,2\n", ["preset": ["forecast"]])
        #expect(plain.panels[0].rules.isEmpty)
        #expect(message(table, ["preset": ["forecast"]])?.contains("expects the column 'actual'") == true)
        #expect(
            message(table, ["residuals": ["true"]])?.contains("found 3 curves (a, b, c); --residuals expects two")
                == true)
    }

    @Test func `the preset of forecasts takes times where every row has one`() throws {
        let csv = "time,series,step,actual,prediction,lower,upper,q0.1,q0.9\n"
        let first = "2024-01-01,a,0,1,,,,,\n2024-01-02,a,1,2,2.5,2,3,2.2,2.8\n"
        let figure = try figure(csv + first + "2024-01-03,a,2,,3,2,4,2.5,3.5\n", ["preset": ["forecast"]])
        #expect(figure.xAxis.kind == .date)
        #expect(figure.xLabel == "time")
        #expect(figure.panels[0].curves.map(\.label) == ["actual", "prediction"])
        #expect(figure.panels[0].bands.map { Array($0.upper.dropFirst()) } == [[3, 4]])
        #expect(figure.panels[0].bands.map(\.label) == ["interval"])
        #expect(figure.panels[0].rules == [Rule(.vertical, at: 1_704_153_600, label: "forecast")])
        // The times of what is to come are not known.
        let steps = try self.figure(csv + first + ",a,2,,3,2,4,2.5,3.5\n", ["preset": ["forecast"]])
        #expect(steps.xLabel == "step")
        #expect(steps.panels[0].rules.map(\.value) == [1])
        #expect(
            message("step,actual,prediction\n0,1,\n1,2,2\n0,5,\n", ["preset": ["forecast"]])
                == ":4: column 'step': found a value before that of the rows above, as where another series begins; "
                + "the preset forecast expects one series; name it with --where series=NAME")
    }

    @Test func `numbers that are dates are drawn as dates where the column is called so, or an option says so`() throws
    {
        let days = "20240229,1\n20240301,2\n"
        let moments: [Double] = [1_709_164_800, 1_709_251_200]
        for (name, options) in [("time", [:]), ("d", ["x-scale": ["date"]])] {
            let figure = try figure("\(name),y\n" + days, options)
            #expect(figure.xAxis.kind == .date && figure.panels[0].curves[0].x == moments)
        }
        #expect(try figure("d,y\n" + days).xAxis.kind == .linear)
        #expect(try figure("time,y\n" + days, ["x-scale": ["linear"]]).xAxis.kind == .linear)
        #expect(try figure("time,y\n0,1\n1,2\n").xAxis.kind == .linear)
        #expect(try figure("timestamp,y\n1709164800000,1\n1709251200000,2\n").panels[0].curves[0].x == moments)
        let limits = try figure("time,y\n" + days, ["x-limits": ["20240229,20240301"]]).xAxis
        #expect(limits.low == moments[0] && limits.high == moments[1])
        #expect(
            message("n,y\n1,2\n", ["x-scale": ["date"]])
                == ": column 'n': found plain numbers; expected dates, as 2024-03-05 or 20240305; leave date out")
    }

    @Test func `the rows of one series are drawn alone`() throws {
        let csv = "time,series,step,actual,prediction\n1,a,0,5,\n2,a,1,6,7\n1,b,0,8,\n2,b,1,9,8\n"
        let figure = try figure(csv, ["preset": ["forecast"], "where": ["series=b"]])
        #expect(figure.panels[0].curves.map { Array($0.y.suffix(1)) } == [[9], [8]])
        #expect(try self.figure("x,n,y\n1,01,5\n2,2,6\n", ["where": ["n=1"]]).panels[0].curves.map(\.y) == [[5]])
        #expect(
            try self.figure(csv, ["kind": ["histogram"], "y": ["actual"], "where": ["series=a"]]).panels[0].curves[0].y
                .reduce(0, +) == 2)
        #expect(
            message(csv, ["where": ["series=c"]])
                == ": column 'series': found no row with 'c'; there are: a, b; name one of these")
        #expect(
            message(csv, ["where": ["shop=c"]])
                == ":1: found no column 'shop'; there are: time, series, step, actual, prediction; name one of these")
    }

    @Test func `without lower and upper the outermost quantiles are the interval; targets have names`() throws {
        let quantiles = try figure(
            "step,actual,prediction,q0.05,q0.5,q0.95,quality\n0,1,2,1,2,3,9\n1,,3,2,3,4,9\n",
            ["preset": ["forecast"]])
        #expect(quantiles.panels[0].bands.map(\.label) == ["0.05 to 0.95 quantile"])
        #expect(quantiles.panels[0].bands.map(\.lower) == [[1, 2]])
        let csv =
            "step,actual_a,prediction_a,lower_a,upper_a,actual_b,prediction_b,lower_b,upper_b\n"
            + "0,1,2,1,3,4,5,4,6\n1,,3,2,4,,6,5,7\n"
        let named = try figure(
            csv, ["preset": ["forecast"], "y": ["actual_b", "prediction_b"], "residuals": ["true"]])
        #expect(named.panels[0].bands.map(\.upper) == [[6, 7]])
        #expect(named.panels[0].rules.map(\.value) == [0])
        #expect(named.panels[1].curves[0].y[0] == -1)
        #expect(
            message(csv, ["preset": ["forecast"]])?.contains("expects the column 'actual'; name the columns") == true)
    }

    @Test func `the axis at the right and those of panels have scales of their own`() throws {
        let csv = "t,a,r,p,q\n1,2,1,5,1\n2,3,1000,0,2\n"
        let figure = try figure(
            csv,
            [
                "y": ["a"], "right": ["r"], "panel": ["p", "q"], "right-scale": ["log"],
                "panel-scale": ["symlog", "log"],
            ])
        #expect(figure.panels[0].rightAxis.kind == .log)
        #expect(figure.panels[0].yAxis.kind == .linear)
        #expect(figure.panels[1].yAxis.kind == .symlog(threshold: nil))
        #expect(figure.panels[2].yAxis.kind == .log)
        #expect(throws: Never.self) { try figure.png() }
        #expect(
            message(csv, ["y": ["a"], "panel": ["q", "p"], "panel-scale": ["log"]])
                == ":3: column 'p': found 0; expected numbers above 0 on a logarithmic axis; "
                + "leave the cell empty, or take --panel-scale symlog")
        #expect(
            message("t,a,r\n1,2,0\n2,3,4\n", ["y": ["a"], "right": ["r"], "right-scale": ["log"]])?
                .hasSuffix("or take --right-scale symlog") == true)
    }

    @Test func `dates along x make a date axis; limits and rules are dates too`() throws {
        let csv = "day,y\n2024-01-01,1\n2024-03-01,2\n"
        let figure = try figure(csv, ["x-limits": ["2024-02-01,"], "x-rule": ["2024=new year"]])
        #expect(figure.xAxis.kind == .date)
        #expect(figure.xAxis.low == 1_706_745_600)
        #expect(figure.panels[0].rules == [Rule(.vertical, at: 1_704_067_200, label: "new year")])
        #expect(
            message(csv, ["x-limits": ["5,"]])
                == ": found dates in the column of x; --x-limits '5' is expected to be a date as 2024-03-05")
        #expect(
            message(table, ["x-rule": ["2024-01-01"]])
                == ": found numbers in the column of x; --x-rule '2024-01-01' is expected to be a number")
        #expect(message(csv, ["log-x": ["true"]])?.contains("a log axis expects numbers") == true)
    }

    @Test func `zero and less on a logarithmic axis name their first line`() {
        let csv = "x,y\n0,1\n1,\n2,-0.5\n"
        #expect(
            message(csv, ["log-y": ["true"]])
                == ":4: column 'y': found -0.5; expected numbers above 0 on a logarithmic axis; "
                + "leave the cell empty, or take --y-scale symlog")
        #expect(message(csv, ["log-x": ["true"]])?.contains(":2: column 'x': found 0;") == true)
        #expect(message(csv, ["y-scale": ["symlog"]]) == nil)
    }

    @Test func `the file says where the data are from and by which command, without directories`() throws {
        let figure = try figure(
            table, ["y": ["a"], "title": ["It's"], "grid": ["true"], "size": ["640x480"], "limits": ["-1,5"]])
        #expect(figure.metadata.map(\.keyword) == ["Source", "Command"])
        #expect(figure.metadata[0].text == "data.csv")
        #expect(
            figure.metadata[1].text
                == "seqcast plot --data data.csv --y a --title 'It'\\''s' --limits=-1,5 --grid")
    }

    @Test func `looks are those that were asked for`() throws {
        let figure = try figure(
            table,
            [
                "theme": ["dark"], "palette": ["okabe-ito"], "dashes": ["true"], "line-width": ["3"], "grid": ["true"],
                "transparent": ["true"], "legend": ["below"], "dpi": ["150"], "level": ["9"], "minor-ticks": ["true"],
            ])
        let look = Look(
            theme: .dark, colors: .okabeIto, lineWidth: 3, hasGrid: true, isTransparent: true, usesDashes: true,
            legend: .below)
        #expect(figure.look == look)
        #expect(figure.dpi == 150 && figure.compressionLevel == 9)
        #expect(figure.panels[0].yAxis.hasMinorTicks)
    }

    @Test func `a font is read from its file, and one that is none is an error with its name`() throws {
        let directory = try TemporaryDirectory()
        let font = try directory.write("no font", to: "font.ttf")
        #expect(message(table, ["font": [font]])?.hasPrefix("font: \(font): ") == true)
    }

    @Test func `characters that the font lacks are said once, and the picture is made`() throws {
        let directory = try TemporaryDirectory()
        let values = try values(table, ["title": ["世世"]], in: directory)
        try PlotStage(values).run(console)
        #expect(console.notes == ["the font lacks 世, drawn as boxes; give another one with --font"])
        #expect(try directory.names().contains("out.png"))
    }

    @Test func `numbers too large for their axis are refused with their line, and have a place on a logarithmic one`() {
        let csv = "x,y\n1,1\n2,1.7e308\n"
        #expect(
            message(csv)
                == ":3: column 'y': found 1.7e+308; expected numbers from -1e+300 to 1e+300; leave the cell empty, or take "
                + "--y-scale log")
        #expect(message(csv, ["log-y": ["true"]]) == nil)
        #expect(message(csv, ["kind": ["histogram"]])?.hasPrefix(":3: column 'y': found 1.7e+308") == true)
    }

    @Test func `whole numbers have axes of whole numbers`() throws {
        let csv = "day,count,part\n1,3,0.5\n2,4,0.25\n"
        #expect(try figure(csv, ["y": ["count"]]).panels[0].yAxis.isWhole)
        let mixed = try figure(csv, ["right": ["count"]])
        #expect(!mixed.panels[0].yAxis.isWhole && mixed.panels[0].rightAxis.isWhole)
        #expect(try figure(csv, ["y": ["part"], "panel": ["count"]]).panels[1].yAxis.isWhole)
    }

    @Test func `bars have names along x; other curves do not`() throws {
        let csv = "model,rmse,shop\nlstm,2,a\ngru,3,b\nrnn,1,a\n"
        let bars = try figure(csv, ["kind": ["bars"], "y": ["rmse"]])
        #expect(bars.xAxis.kind == .names(["lstm", "gru", "rnn"]))
        #expect(bars.panels[0].curves[0].x == [0, 1, 2])
        let some = try figure(csv, ["kind": ["bars"], "y": ["rmse"], "where": ["shop=a"]])
        #expect(some.xAxis.kind == .names(["lstm", "rnn"]))
        #expect(message(csv, ["y": ["rmse"]])?.contains("column 'model'") == true)
        #expect(
            message(csv, ["kind": ["bars"], "y": ["rmse"], "x-limits": ["0,1"]])
                == ": found names in the column of x; --x-limits expects numbers; leave it out")
    }

    @Test func `a table without rows is said`() throws {
        _ = try figure("x,y\n")
        #expect(console.notes.last?.hasSuffix("data.csv: found no rows; the picture has nothing but axes") == true)
        _ = try figure("x,y\n1,\n")
        #expect(console.notes.last?.contains("found no row with a value to draw") == true)
    }

    @Test func `a rule's label that finds no place is said`() throws {
        let directory = try TemporaryDirectory()
        let label = String(repeating: "long ", count: 30)
        try PlotStage(values(table, ["x-rule": ["2=\(label)"]], in: directory)).run(console)
        #expect(console.notes.count == 1)
        #expect(console.notes[0].hasPrefix("the label “long long") && console.notes[0].contains("finds no place"))
    }

    @Test func `mathematics that cannot be read is said, and drawn as it is written`() throws {
        let directory = try TemporaryDirectory()
        try PlotStage(values(table, ["title": ["$\\frac12$ of $x^2$"]], in: directory)).run(console)
        #expect(
            console.notes == [
                "found $\\frac12$ in a text; expected mathematics as $x_i^2$, $10^{-3}$ or $\\mu$; "
                    + "it is drawn as it is written, and \\$ stands for a dollar sign"
            ])
        #expect(try directory.names().contains("out.png"))
    }

    @Test func `the end of the name says the form of the picture, and PDF is packed as hard as is asked for`() throws {
        let directory = try TemporaryDirectory()
        func picture(_ name: String, _ texts: [String: [String]] = [:]) throws -> [UInt8] {
            let path = directory.file(name)
            try PlotStage(values(table, ["output": [path]].merging(texts) { $1 }, in: directory)).run(console)
            return try FileReader.read(path, limit: 1 << 20)
        }
        #expect(try picture("a.SVG").starts(with: "<svg".utf8) && picture("a.pdf.x").starts(with: [0x89, 0x50]))
        let pdf = try picture("a.PDF")
        #expect(pdf.starts(with: "%PDF-1.4".utf8))
        #expect(String(decoding: pdf, as: UTF8.self).contains("/Command (seqcast plot --data data.csv)"))
        #expect(try picture("b.pdf", ["level": ["0"]]).count > pdf.count)
        #expect(try !directory.names().contains { $0.hasPrefix(".") })
    }

    @Test func `on the terminal a picture needs no file`() throws {
        let directory = try TemporaryDirectory()
        let data = try directory.write(table, to: "data.csv")
        let values = try OptionValues(["data": [data], "terminal": ["true"]], for: PlotStage.options)
        try PlotStage(values).run(console)
        #expect(console.results.count > 10)
        #expect(try directory.names() == ["data.csv"])
    }
}

import CSVTables
import Files
import LinePlots
import SeriesData
import Texts

/// Figures for a page about a pipeline, as SVG: those that its plots draw, and what its results show by themselves.
package struct ReportFigures {
    /// A figure.
    package struct Figure: Sendable {
        package let title: String
        package let svg: String
    }

    private let console: any Console
    private var count = 0

    /// The size of a figure that the page makes by itself, in pixels.
    private static let size = "720x380"

    package init(_ console: any Console) {
        self.console = QuietConsole(console)
    }

    /// The figure that a stage with these texts of options draws; nil where it is no plot, or cannot be drawn.
    package mutating func plot(_ texts: [String: [String]], title: String) -> Figure? {
        guard let values = try? OptionValues(texts, for: PlotStage.options),
            let figure = try? FigureMaker(values, console).figure()
        else { return nil }
        return drawn(figure, title: title)
    }

    /// The losses of a training in a directory by epoch.
    package mutating func losses(ofTrainingIn directory: String, title: String) -> Figure? {
        plot(
            [
                "data": [directory + "/" + TrainingDirectory.metricsName], "output": ["losses.svg"], "preset": ["loss"],
                "size": [Self.size],
            ], title: title)
    }

    /// A forecast with its interval beside what came; of several series or targets the first is left to others.
    package mutating func forecast(at path: String, title: String) -> Figure? {
        plot(
            ["data": [path], "output": ["forecast.svg"], "preset": ["forecast"], "size": [Self.size]], title: title)
    }

    /// The mean absolute errors of a backtest by step, those of the baselines beside them.
    package mutating func errors(inTable path: String, title: String) -> Figure? {
        guard let names = texts(of: "forecast", in: path), let steps = texts(of: "step", in: path),
            let table = try? Table(at: path, keeping: .named(["mae"])), let errors = try? table.numbers(of: "mae"),
            names.count == errors.count, steps.count == errors.count
        else { return nil }
        var curves: [LinePlots.Curve] = []
        for (name, (step, error)) in zip(names, zip(steps, errors)) {
            guard let place = decimal(step) else { continue }
            let index = curves.firstIndex { $0.label.isSame(as: name) } ?? curves.count
            // Of several targets the first counts.
            if index == curves.count { curves.append(LinePlots.Curve(label: name, x: [], y: [], kind: .linePoints)) }
            if curves[index].x.last != place {
                curves[index].x.append(place)
                curves[index].y.append(error)
            }
        }
        guard curves.contains(where: { $0.x.count > 1 }) else { return nil }
        var figure = LinePlots.Figure(curves, xLabel: "step", yLabel: "mean absolute error", width: 720, height: 380)
        figure.xAxis.isWhole = true
        return drawn(figure, title: title)
    }

    private func texts(of column: String, in path: String) -> [String]? {
        guard let table = try? Table(at: path, keeping: .series(numbers: ["mae"], time: nil, label: column)),
            let labels = try? table.table.labels(of: column)
        else { return nil }
        return labels.indices.map { labels.names[$0] }
    }

    private mutating func drawn(_ figure: LinePlots.Figure, title: String) -> Figure? {
        count += 1
        guard let drawing = try? figure.svgWithRemarks(prefix: "figure-\(count)-", hasValues: true) else { return nil }
        return Figure(title: title, svg: drawing.text)
    }
}

extension PredictStage {
    /// The file that a run with these texts of options wrote.
    package static func result(of texts: [String: [String]]) -> String? { texts[output.definition.name]?.first }
}

extension BacktestStage {
    /// The table of errors that a run with these texts of options wrote.
    package static func errorTable(of texts: [String: [String]]) -> String? { texts[table.definition.name]?.first }
}

extension TrainStage {
    /// The directory that a run with these texts of options wrote.
    package static func directory(of texts: [String: [String]]) -> String? {
        texts[TrainSettings.output.definition.name]?.first
    }
}

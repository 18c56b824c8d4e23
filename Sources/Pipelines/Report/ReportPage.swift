import Files
import LinePlots
import Stages
import Texts

/// A page about a pipeline and its results: one file of HTML that loads nothing and needs no script to be read.
package struct ReportPage {
    /// The largest page, in bytes; figures that find no room are named in their place.
    private static let largest = 2_000_000
    /// The most stages whose settings are shown one by one, and the most figures of one kind.
    private static let most = (stages: 400, figures: 12)

    private let spec: Spec
    private let lockFile: LockFile
    private let status: PipelineStatus
    private let metrics: MetricsTable
    private let durations: ByteDictionary<String>
    private let console: any Console
    private var left = ReportPage.largest

    /// A page with how long each stage took, or one that is the same for the same results.
    ///
    /// - Throws: ``PipelineError``, and what reading a result throws.
    package init(of pipeline: Pipeline, withDurations: Bool = true, _ console: any Console) throws {
        spec = pipeline.spec
        lockFile = try LockFile.withRecords(in: spec.directory)
        status = try pipeline.status()
        metrics = try pipeline.metrics(all: true).sorted(by: nil)
        durations = withDurations ? RunHistory.durations(PipelineFiles(in: spec.directory)) : .init()
        self.console = console
    }

    /// The page, and what is not on it.
    package mutating func html() -> (text: String, remarks: [String]) {
        var remarks: [String] = []
        let lock = lockFile.text
        left -= lock.utf8.count + 60_000
        let figures = figures(&remarks)
        let sections: [(id: String, title: String, body: String)] = [
            ("graph", "Pipeline", ReportGraph(of: spec, status).svg),
            ("metrics", "Metrics", metricsTable),
            ("figures", "Figures", figures),
            ("stages", "Stages", stages(&remarks)),
            ("data", "Data", data),
            (
                "lock", "Lock file",
                "<p>What was read, by which settings, and what was written, by contents.</p><pre tabindex=\"0\">\(MarkupText.escaped(lock, keepingLines: true))</pre>"
            ),
        ].filter { !$0.2.isEmpty }
        let menu = sections.map { "<a href=\"#\($0.id)\">\($0.title)</a>" }.joined(separator: " ")
        let body = sections.map { section in
            "<section id=\"\(section.id)\" aria-labelledby=\"\(section.id)-title\"><h2 id=\"\(section.id)-title\">\(section.title)</h2>\n"
                + section.body + "\n</section>"
        }.joined(separator: "\n")
        let name = MarkupText.escaped(spec.name)
        let text = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <title>\(name)</title>
            <style>\(ReportStyle.css)</style>
            </head>
            <body>
            <header><h1>\(name)</h1><p>\(summary)</p><nav aria-label="Sections">\(menu)</nav></header>
            <main>
            \(body)
            </main>
            <div id="value" role="status" aria-live="polite" hidden></div>
            <script>\(ReportStyle.script)</script>
            </body>
            </html>

            """
        return (text, remarks)
    }

    private var summary: String {
        let done = status.rows.filter { $0.status == .upToDate }.count
        return
            "\(status.rows.count) stages of \(MarkupText.escaped(spec.file)), \(done) up to date; made by \(ProgramVersion.nameAndVersion)"
    }

    private var metricsTable: String {
        guard !metrics.rows.isEmpty else { return "" }
        let (head, rows) = metrics.cells
        return Self.table(head, rows, numbersFrom: metrics.axisNames.count)
            + (metrics.remark.map { "<p>\(MarkupText.escaped($0)).</p>" } ?? "")
    }

    /// A table whose columns sort by a press of their names, where scripts run.
    private static func table(_ head: [String], _ rows: [[String]], numbersFrom first: Int) -> String {
        let names = head.map {
            "<th scope=\"col\" aria-sort=\"none\"><button type=\"button\">\(MarkupText.escaped($0))</button></th>"
        }
        let lines = rows.map { row in
            "<tr>"
                + row.enumerated().map { index, cell in
                    "<td\(index >= first ? " class=\"n\"" : "")>\(MarkupText.escaped(cell))</td>"
                }.joined() + "</tr>"
        }
        return
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table><thead><tr>\(names.joined())</tr></thead><tbody>\n"
            + lines.joined(separator: "\n") + "\n</tbody></table></div>"
    }

    private mutating func stages(_ remarks: inout [String]) -> String {
        var numbers = ByteDictionary<Int>()
        for (index, stage) in spec.stages.enumerated() { numbers[stage.name] = index }
        let shown = status.rows.prefix(Self.most.stages)
        if shown.count < status.rows.count {
            remarks.append("the settings of \(status.rows.count - shown.count) stages are left out")
        }
        return shown.map { row in
            guard let index = numbers[row.stage] else { return "" }
            let stage = spec.stages[index]
            let isDone = row.status == .upToDate
            var settings: [(String, String)] = []
            for name in stage.settingNames {
                if let values = stage.settings[name] { settings.append((name, values.joined(separator: ", "))) }
                for file in stage.reads where file.option == name { settings.append((name, file.path.name)) }
                for file in stage.writes where file.option == name { settings.append((name, file.path.name)) }
            }
            let lines = settings.map { "<dt>\(MarkupText.escaped($0.0))</dt><dd>\(MarkupText.escaped($0.1))</dd>" }
            return
                "<details><summary><b>\(MarkupText.escaped(stage.name))</b> <code>\(MarkupText.escaped(stage.commandName))</code> "
                + "<span class=\"\(isDone ? "good" : "bad")\">\(MarkupText.escaped(row.status.text))</span>"
                + (durations[stage.name].map { " <span class=\"time\">\(MarkupText.escaped($0))</span>" } ?? "")
                + "</summary><dl>\(lines.joined())</dl></details>"
        }.joined(separator: "\n")
    }

    /// What `describe` says of the tables that no stage makes.
    private var data: String {
        let made = spec.stages.flatMap(\.writes).map(\.path.path)
        var seen: Set<ByteText> = []
        return spec.stages.flatMap(\.reads).map(\.path.path).filter { path in
            path.ends(with: ".csv") && !made.contains { path.isSame(as: $0) || path.begins(with: $0 + "/") }
                && seen.insert(ByteText(path)).inserted
        }.prefix(5).compactMap { path in
            (try? DataDescription(of: path)).map {
                "<h3>\(MarkupText.escaped(path))</h3><pre tabindex=\"0\">\(MarkupText.escaped($0.text, keepingLines: true))</pre>"
            }
        }.joined(separator: "\n")
    }

    private mutating func figures(_ remarks: inout [String]) -> String {
        var maker = ReportFigures(console)
        var parts: [String] = []
        var counts: [String: Int] = [:]
        var leftOut = 0
        for index in spec.plan.order {
            let stage = spec.stages[index]
            guard case .command(let command) = stage.work, lockFile.entries[stage.name]?.state == .done else {
                continue
            }
            var figure: ReportFigures.Figure?
            var picture: String?
            func isRoom(_ kind: String) -> Bool {
                counts[kind, default: 0] += 1
                return counts[kind, default: 0] <= Self.most.figures
            }
            switch command {
            case is PlotStage.Type where isRoom("plot"):
                figure = maker.plot(stage.texts, title: "\(stage.name): figure")
                picture = stage.writes.first?.path.path
            case is TrainStage.Type where stage.tried.isEmpty && isRoom("train"):
                figure = TrainStage.directory(of: stage.texts).flatMap {
                    maker.losses(ofTrainingIn: $0, title: "\(stage.name): losses by epoch")
                }
            case is PredictStage.Type where isRoom("predict"):
                figure = PredictStage.result(of: stage.texts).flatMap {
                    maker.forecast(at: $0, title: "\(stage.name): forecast")
                }
            case is BacktestStage.Type where isRoom("backtest"):
                figure = BacktestStage.errorTable(of: stage.texts).flatMap {
                    maker.errors(inTable: $0, title: "\(stage.name): errors by step")
                }
            case is PlotStage.Type, is PredictStage.Type, is BacktestStage.Type: leftOut += 1
            default: break
            }
            guard let figure else { continue }
            guard figure.svg.utf8.count < left else {
                leftOut += 1
                continue
            }
            left -= figure.svg.utf8.count
            parts.append(
                "<figure>\(figure.svg)<figcaption>\(MarkupText.escaped(figure.title))\(link(to: picture))</figcaption></figure>"
            )
        }
        if leftOut > 0 { remarks.append("\(leftOut) figures are left out, so that the page stays small") }
        let note = leftOut > 0 ? "<p>\(leftOut) more figures are left out, so that this page stays small.</p>" : ""
        return parts.isEmpty ? "" : parts.joined(separator: "\n") + note
    }

    /// A link that holds the picture itself, where it is a PNG file and there is room.
    private mutating func link(to picture: String?) -> String {
        guard let picture, let bytes = try? FileReader.read(picture, limit: 300_000),
            bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]),
            bytes.count * 4 / 3 < left
        else { return "" }
        left -= bytes.count * 4 / 3 + 100
        let name = MarkupText.escaped(PathParts(picture).name)
        return " · <a download=\"\(name)\" href=\"data:image/png;base64,\(Base64.text(bytes))\">PNG</a>"
    }
}

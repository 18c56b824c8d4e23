import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The page about a pipeline, from real runs.
@Suite("Report", .serialized)
struct ReportTests {
    private static let spec = """
        version: 1
        name: "page"
        directory: run
        stages:
          series: { generate: { curve: sine, noise: 0.05, periods: 4, points: 120, output: "s&<i>.csv" } }
          training:
            matrix: { seed: [0, 1] }
            train: { data: "s&<i>.csv", test: 24, loss: gaussian, hidden-size: 4, epochs: 3, seed: "${seed}", quiet: true,
                     output: "m/${seed}" }
          backtest: { backtest: { model: m/0, data: "s&<i>.csv", horizon: 4, output: b.csv, table: e.csv } }
          forecast: { predict: { model: m/1, data: "s&<i>.csv", mode: free-run, warmup: 100, horizon: 20, output: f.csv } }
          figure: { plot: { data: f.csv, preset: forecast, title: "<script>alert(1)</script>", output: f.png } }

        """

    @Test("is one file that loads nothing, with graph, tables, figures and the lock file, and nothing read as markup")
    func page() throws {
        let project = try PipelineProject(Self.spec)
        #expect(try project.run("run").code == 0)
        let end = try project.run("report", ["--output", "page.html"])
        #expect(end.code == 0 && end.error.isEmpty, "\(end.error)")
        let page = try project.text("page.html")
        #expect(page.utf8.count < 2_000_000)
        #expect(page.components(separatedBy: "<script").count == 2)
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        for link in ["src=", "href=\"http", "url(http", "@import"] { #expect(!page.contains(link), "\(link)") }
        for id in ["graph", "metrics", "figures", "stages", "lock"] {
            #expect(page.contains("<section id=\"\(id)\""), "\(id)")
        }
        // Losses of two trainings, the errors by step, the forecast, and the plot, which is there as PNG too.
        #expect(page.components(separatedBy: "<figure>").count == 6)
        #expect(page.contains("download=\"f.png\" href=\"data:image/png;base64,iVBORw0KGgo"))
        #expect(page.contains(">naive</") && page.contains("stage training[seed=0] train done"))
        #expect(page.contains("aria-label=\"Stages: series to training"))
        #expect(page.contains("data-values=\""))
        // The same results, the same page: what depends on the clock is what was recorded.
        #expect(try project.run("report", ["--output", "again.html"]).code == 0)
        #expect(try project.text("again.html") == page)
        // Every element is closed, as XML has it, but for those of HTML that have no end.
        let start = try #require(page.range(of: "<main>"))
        let close = try #require(page.range(of: "</main>"))
        let main = String(page[start.lowerBound..<close.upperBound])
        #expect(XMLParser(data: Data(main.utf8)).parse())
    }

    @Test("is written over nothing that it reads, and takes a directory that has a spec")
    func places() throws {
        let project = try PipelineProject(
            "version: 1\ndirectory: run\nstages: { a: { generate: { points: 3, output: a.csv } } }\n")
        #expect(try project.run("run").code == 0)
        #expect(try project.run("report", ["--output", "pipeline.yaml"]).code == 64)
        #expect(try project.run("report", ["--output", "run/a.csv"]).code == 64)
        let end = try SeqcastCommand.run(["report", ".", "--output", "page.html"], in: project.path)
        #expect(end.code == 0, "\(end.error)")
        #expect(try SeqcastCommand.run(["report", "run", "--output", "page.html"], in: project.path).code == 66)
    }
}

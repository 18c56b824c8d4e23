import Files
import TestSupport
import Testing

@testable import Stages

@Suite("The example stage of CONTRIBUTING")
struct RunningMeanStageTests {
    private final class Collector: Console {
        var results: [String] = []
        func result(_ line: String) { results.append(line) }
        func note(_ line: String) {}
        func progress(_ progress: Progress) {}
        var stopSignal: Int32? { nil }
    }

    @Test("works, and says what is wrong")
    func runs() throws {
        let directory = try TemporaryDirectory()
        let output = directory.file("out.csv")
        func run(_ data: String) throws -> [String] {
            let console = Collector()
            let texts = ["data": [try directory.write(data, to: "data.csv")], "output": [output], "width": ["2"]]
            try RunningMeanStage(OptionValues(texts, for: RunningMeanStage.options)).run(console)
            return console.results
        }
        #expect(try run("x,y\n0,4\n1,6\n2,1\n") == ["3 means of 2 values"])
        #expect(String(decoding: try Fixtures.contents(output), as: UTF8.self) == "y,mean\n4,4\n6,5\n1,3.5\n")
        let error = #expect(throws: StageError.self) { try run("y\n4\n\"\"\n6\n") }
        #expect(error?.description.contains("column 'y': found an empty cell") == true)
    }

    @Test("stands in CONTRIBUTING as it stands here")
    func isShown() throws {
        func text(_ path: String) throws -> String {
            String(decoding: try Fixtures.contents(Fixtures.packageDirectory + "/" + path), as: UTF8.self)
        }
        let code = try text("Tests/StagesTests/Documentation/RunningMeanStage.swift")
        let body = try #require(code.split(separator: "import Stages\n\n", maxSplits: 1).last)
        #expect(try text("CONTRIBUTING.md").contains("```swift\n" + body + "```\n"))
    }
}

import Files
import Testing

@testable import Pipelines

extension PipelineRunTests {
    /// Each way in which a stage that ran can stop being up to date.
    @Suite struct StaleReasonTests {
        private let project: SampleProject

        init() throws {
            project = try SampleProject(
                """
                  words: { make: { note: 4, tag: [a, b], output: words.txt } }
                  training: { learn: { data: words.txt, output: model } }
                """)
            try project.run()
        }

        private func status(words: String) throws -> String? {
            project.stages = "  words: { make: { \(words) } }"
            return try project.status().first
        }

        @Test func manyReasonsAreCounted() {
            let reasons = (1...11).map { StaleReason.stageRuns("s\($0)") }
            let text = StageStatus.stale(reasons).text
            #expect(text.hasPrefix("runs because s1 runs; ") && text.hasSuffix("runs because s8 runs; and 3 more"))
        }

        @Test func options() throws {
            let output = "output: words.txt"
            #expect(try status(words: "note: 4, tag: [a, b], \(output)") == "words: up to date")
            #expect(
                try status(words: "count: 3, words: hello, note: 4, tag: [a, b], quiet: true, \(output)")
                    == "words: up to date")
            #expect(
                try status(words: "count: 64, tag: [a, b], note: 4, \(output)") == "words: count changed from 3 to 64")
            #expect(try status(words: "tag: [a, b], \(output)") == "words: note changed from 4 to nothing")
            #expect(
                try status(words: "note: 4, tag: [b, a], words: '', \(output)")
                    == "words: words changed from hello to ''; tag changed from 'a, b' to 'b, a'")
            #expect(
                try status(words: "note: 4, tag: [a, b], output: other.txt")
                    == "words: output changed from words.txt to other.txt; other.txt is missing")
        }

        @Test func command() throws {
            project.stages = "  words: { join: { data: model/model, output: words.txt } }"
            try project.write("again", to: "model/model")
            #expect(try project.status() == ["words: command changed from make to join"])
        }

        @Test func inputs() throws {
            project.stages = "  training: { learn: { data: words.txt, output: model } }"
            #expect(try project.status() == ["training: up to date"])
            try project.write("other", to: "words.txt")
            #expect(try project.status() == ["training: words.txt changed"])
            try project.write("other", to: "words-2.txt")
            project.stages = "  training: { learn: { data: words-2.txt, output: model } }"
            #expect(try project.status() == ["training: data changed from words.txt to words-2.txt"])
        }

        @Test func outputs() throws {
            let words = try project.text("words.txt")
            try project.write("other", to: "words.txt")
            #expect(
                try project.status() == [
                    "words: words.txt changed since it was written",
                    "training: words.txt changed; runs because words runs",
                ])
            try project.remove("words.txt")
            #expect(
                try project.status() == [
                    "words: words.txt is missing", "training: words.txt is missing; runs because words runs",
                ])
            // Contents count, not times.
            try project.write(words, to: "words.txt")
            #expect(try project.pipeline().status().isUpToDate)
        }

        @Test func directories() throws {
            let model = try project.text("model/model")
            try project.write("hidden", to: "model/.note")
            #expect(try project.pipeline().status().isUpToDate)
            try project.write("more", to: "model/parts/more")
            #expect(try project.status()[1] == "training: model changed since it was written")
            try project.remove("model/parts/more")
            #expect(try project.pipeline().status().isUpToDate)
            try project.remove("model/model")
            try project.write(model, to: "model/parts/model")
            #expect(try project.status()[1] == "training: model changed since it was written")
            try project.remove("model")
            #expect(try project.status()[1] == "training: model is missing")
        }

        @Test func aStageRunsAgainWhereTheLockFileIsGone() throws {
            try project.remove("seqcast.lock")
            #expect(try project.status() == ["words: never run", "training: never run"])
        }
    }
}

import Testing

@testable import Pipelines

/// What is written otherwise and means the same makes nothing run.
@Suite(.serialized) struct SameMeaningTests {
    @Test func theOrderOfWhatAStageListsMeansNothingUnlessAnotherOptionGoesWithIt() throws {
        func stages(_ words: String, _ more: String = "") -> String {
            """
              words: { matrix: { w: \(words) }, make: { words: "${w}", output: "${instance}" } }
              all: { join: { data: "${words.output}", output: all.txt } }
              own: { run: [sh, -c, 'cat "$1" "$2" > "$0"', "${writes}", "${reads}"], reads: "${words.output}",
                     writes: own.txt }
              given: { join: { data: ["w=a", "w=b"], output: given.txt } }
            """
        }
        let project = try SampleProject(stages("[a, b]"))
        try project.run()
        project.stages = stages("[b, a]")
        #expect(try project.pipeline().status().isUpToDate)
        // What is written out in the spec has the order that it has there.
        project.stages = stages("[a, b]").replacingFirst("[\"w=a\", \"w=b\"]", "[\"w=b\", \"w=a\"]")
        #expect(try project.status().last == "given: data changed from 'w=a, w=b' to 'w=b, w=a'")
    }

    @Test func aLongTextIsShownWhereItBeginsToDiffer() {
        let long = String(repeating: "x", count: 100)
        let reason = StaleReason.optionChanged("run", from: long + "one", to: long + "two")
        let start = "…" + String(repeating: "x", count: 20)
        #expect(reason.description == "run changed from \(start)one to \(start)two")
        let short = StaleReason.optionChanged("words", from: "a", to: "b c")
        #expect(short.description == "words changed from a to 'b c'")
    }

    @Test func aPathThatBeginsInSomebodysHomeIsRefusedWithTheRemedy() throws {
        let home = "'~' stands for no home here, as only a shell knows it; write the whole path, from / on, or "
        let text = "version: 1\ndirectory: ~/x\nstages: { a: { make: { output: ~/y } } }\n"
        #expect(
            problems(with: Array(text.utf8)) == [
                "FILE:2:12: directory is '~/x'; " + home + "'./~/x' for a directory of that name",
                "FILE:3:32: option 'output': '~/y' begins with '~'; " + home
                    + "'./~/y' for a directory of that name; a path stays inside the directory, or begins with ./ (the "
                    + "current directory) or /",
            ])
    }
}

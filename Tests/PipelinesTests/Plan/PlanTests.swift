import TestSupport
import Testing

@testable import Pipelines

@Suite struct PlanTests {
    private func order(_ stages: [String]) throws -> [String] {
        let spec = try readStages(stages.joined(separator: "\n") + "\n")
        return spec.plan.order.map { spec.stages[$0].name }
    }

    @Test func theOrderOfTheStagesInTheSpecMeansNothing() throws {
        let stages = [
            "  words: { make: { output: words.txt } }",
            "  training: { learn: { data: words.txt, output: model } }",
            "  report: { join: { data: model/report.txt, output: report.txt } }",
            "  figure: { join: { data: [report.txt, words.txt], output: figure.txt } }",
        ]
        for _ in 0..<20 {
            #expect(try order(stages.shuffled()) == ["words", "training", "report", "figure"])
        }
    }

    @Test func stagesThatNeedNothingOfEachOtherKeepTheirOrder() throws {
        let stages = ["c", "a", "b"].map { "  \($0): { make: { output: \($0).txt } }" }
        #expect(try order(stages) == ["c", "a", "b"])
    }

    @Test func aDirectoryThatIsReadWaitsForAllThatIsWrittenInIt() throws {
        let spec = try readStages(
            """
              all: { join: { data: parts, output: all.txt } }
              one: { make: { output: parts/one.txt } }
              two: { make: { output: parts/deep/two.txt } }
              other: { make: { output: parts-of-others.txt } }

            """)
        #expect(spec.plan.dependencies == [[1, 2], [], [], []])
    }

    @Test func theStagesThatAreNamedRunWithWhatTheyNeed() throws {
        let spec = try readStages(
            """
              figure: { join: { data: b.txt, output: figure.txt } }
              a: { make: { output: a.txt } }
              b: { join: { data: a.txt, output: b.txt } }
              c: { make: { output: c.txt } }

            """)
        #expect(try spec.plan.order(selecting: ["b"]) == [1, 2])
        #expect(try spec.plan.order(selecting: ["c", "b", "c"]) == [1, 3, 2])
        #expect(try spec.plan.order(selecting: []) == [1, 3, 2, 0])
        let unknown = #expect(throws: PipelineError.self) { try spec.plan.order(selecting: ["figrue", "c"]) }
        #expect(
            unknown?.description
                == "there is no stage 'figrue'; did you mean 'figure'? allowed: figure, a, b, c")
    }

    @Test func aSelectorNamesEachAxisOnce() {
        #expect(StageSelector("a[n=1,m=2]")?.stage == "a" && StageSelector("a")?.stage == "a")
        for text in ["a[n=1,n=2]", "a[n]", "a[n=1", "a[]"] { #expect(StageSelector(text) == nil, "\(text)") }
    }

    @Test func fiveThousandStagesInARowAndSideBySideArePlannedInNoTime() throws {
        let count = 5000
        let row = (0..<count).map { index in
            let made =
                index == count - 1
                ? "make: { output: f\(index).txt }" : "join: { data: f\(index + 1).txt, output: f\(index).txt }"
            return "  s\(index): { \(made) }\n"
        }.joined()
        let wide =
            (0..<count).map { "  s\($0): { make: { output: d\($0)/f.txt } }\n" }.joined()
            + "  all: { join: { data: [\((0..<count).map { "d\($0)" }.joined(separator: ", "))], output: all.txt } }\n"
        for text in [row, wide] {
            var spec: Spec?
            let seconds = try ProcessorTime.ofThread { spec = try readStages(text) }
            #expect(spec.map { $0.plan.order.count } ?? 0 >= count)
            // Measured: under a second unoptimised; a bound that only a slower kind of algorithm exceeds.
            #expect(seconds < ProcessorTime.limit(15))
        }
        let first = try readStages(row).plan.order.first
        #expect(first == count - 1)
    }
}

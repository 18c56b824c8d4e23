import Testing

@testable import Pipelines

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension PipelineRunTests {
    @Suite struct LocalExecutorTests {
        private func run(_ script: String, stopSignal: () -> Int32? = { nil }) -> StageEnd {
            LocalExecutor(program: "/bin/sh")
                .run(StageCommand(stage: "script", arguments: ["-c", script]), stopSignal: stopSignal)
        }

        @Test func theEndOfAStageIsToldAsItWas() {
            #expect(run("exit 0") == .exited(0))
            #expect(run("exit 65") == .exited(65))
            #expect(run("kill -9 $$") == .killed(signal: 9))
        }

        @Test func aSignalFromBeforeTheStageBeganReachesItToo() {
            #expect(run("sleep 60", stopSignal: { 15 }) == .killed(signal: 15))
        }

        @Test func aStageReadsNothingAndLeadsItsOwnProcessGroup() {
            #expect(run("read line && exit 1; [ $(ps -o pgid= -p $$ || echo $$) -eq $$ ] || exit 2") == .exited(0))
        }

        @Test func manyShortStagesEndWithoutLongWaits() {
            let time = ContinuousClock().measure {
                for _ in 0..<20 { #expect(run("exit 0") == .exited(0)) }
            }
            #expect(time < .seconds(5))
        }
    }
}

import Stages
import Testing

@testable import Pipelines

@Suite struct RunDisplayTests {
    private func trainStage(_ texts: [String: [String]]) throws -> SpecStage {
        try SpecStage(
            template: "training", axes: [], position: .start, work: .command(TrainStage.self), texts: texts, reads: [],
            writes: [], limits: StageLimits(OptionValues([:], for: StageLimits.definitions)))
    }

    @Test(arguments: [
        (0.0, "[>               ]   0 %"), (0.29, "[====>           ]  29 %"), (1, "[================] 100 %"),
    ]) func aPartIsABarAndANumber(_ part: Double, _ bar: String) {
        #expect(RunDisplay.bar(part) == bar)
    }

    @Test func aTrainingTellsItsPartByItsEpochs() throws {
        let given = try trainStage(["epochs": ["40"]])
        #expect(given.partDone(by: "| epoch 10 | loss 0.290638") == 0.25)
        #expect(try trainStage([:]).partDone(by: "| epoch 10 | loss 0.290638") == 0.1)
        for line in ["", "| epoch", "| epoch x | loss 1", "| epoch 41 | loss 1", "seqcast: resumed"] {
            #expect(given.partDone(by: line) == nil)
        }
    }

    @Test func onATerminalWhatACommandFoundStaysAndItsProgressIsInTheTableAlone() throws {
        let stage = try trainStage(["epochs": ["4"]])
        for isLive in [false, true] {
            let console = SampleConsole(isLive: isLive)
            let display = RunDisplay(console, total: 7)
            for line in ["| epoch 1 | loss 0.5", "mse=1 rmse=1 mae=1", "seqcast: a remark"] {
                try display.said(line, by: stage)
            }
            let kept = ["training | mse=1 rmse=1 mae=1", "note: training | a remark"]
            #expect(console.said == (isLive ? kept : ["training | | epoch 1 | loss 0.5"] + kept))
        }
    }

    @Test func theTableHasARowForEachRunningStageWithTimeProgressAndLastLine() throws {
        let console = SampleConsole(isLive: true)
        var display = RunDisplay(console, total: 7)
        let now = Machine.seconds
        let stage = try trainStage(["epochs": ["4"]])
        display.update([(stage, now - 65, "| epoch 1 | loss 0.5")], done: 3)
        #expect(
            console.shown == [
                "  training  1 min 5 s  [====>           ]  25 %  | epoch 1 | loss 0.5",
                "3 of 7 done, 1 running, 0.0 s",
            ])
        display.end()
        #expect(console.shown.isEmpty)
    }
}

import RecurrentNets
import SeriesData
import TestSupport
import Testing

@testable import Stages

/// Single updates of a training, told from the weights before and after.
@Suite struct TrainingRunTests {
    @Test func gradientsAreClippedBeforeTheDecayIsAdded() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("y\n1\n3\n7\n9\n20\n21\n30\n28\n", to: "data.csv")
        let texts = [
            "data": [path], "output": [directory.file("model")], "column": ["y"], "hidden-size": ["3"],
            "precision": ["float64"], "optimizer": ["sgd"], "learning-rate": ["1"], "weight-decay": ["0.5"],
            "clip-norm": ["0.01"], "epochs": ["1"],
        ]
        let settings = try TrainSettings(OptionValues(texts, for: TrainStage.options))
        let task = StepNetworkTask(try TrainingData(SeriesFile(at: path, settings.series.recipe), settings), settings)
        let run = try TrainingRun(settings, task, initialWeights: nil)
        func weights() throws -> [Double] { task.tensors(of: try run.trainedNetwork()).flatMap(\.tensor.scalars) }
        let before = try weights()
        #expect(try run.trainWindow() != nil)
        // One update: half of each weight goes, and a gradient whose length is the limit.
        let steps = zip(before, try weights()).map { $0 / 2 - $1 }
        let length = steps.reduce(0) { $0 + $1 * $1 }.squareRoot()
        #expect(abs(length - 0.01) < 1e-6, "\(length)")
        #expect(before.reduce(0) { $0 + $1 * $1 } > 0.1)
    }
}

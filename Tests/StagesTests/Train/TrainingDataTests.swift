import SeriesData
import TestSupport
import Testing

@testable import Stages

/// The rows of a small file that are trained on and measured on, worked by hand.
@Suite struct TrainingDataTests {
    private func task(_ csv: String, _ texts: [String: [String]]) throws -> StepNetworkTask {
        let directory = try TemporaryDirectory()
        let path = try directory.write(csv, to: "data.csv")
        let all = ["data": [path], "output": [directory.file("model")], "scale": ["none"], "precision": ["float64"]]
        let values = try OptionValues(all.merging(texts) { $1 }, for: TrainStage.options)
        let settings = try TrainSettings(values)
        return StepNetworkTask(try TrainingData(SeriesFile(at: path, settings.series.recipe), settings), settings)
    }

    /// One column: 1, 3, 7, 9, 20, 21, 30, 28.
    private static let column = "y\n1\n3\n7\n9\n20\n21\n30\n28\n"

    @Test func theFirstDifferenceIsTheFirstInput() throws {
        let task = try task(Self.column, ["column": ["y"], "transform": ["difference"]])
        #expect(task.inputs.scalars == [2, 4, 2, 11, 1, 9])
        // Of each next value what it is above the last one.
        #expect(task.targets.scalars == [4, 2, 11, 1, 9, -2])
        #expect(task.data.parts[0].training == 1..<7 && task.data.parts[0].validation.isEmpty)
    }

    @Test func theValidationBeginsWithTheForecastOfItsFirstValue() throws {
        let task = try task(Self.column, ["column": ["y"], "validation": ["0.25"], "patience": ["1"]])
        // Two of eight values are left: after row 5 the first of them is forecast, after row 6 the last.
        #expect(task.data.parts[0].training == 0..<5 && task.data.parts[0].validation == 5..<7)
        #expect(task.inputs.scalars == [1, 3, 7, 9, 20] && task.targets.scalars == [3, 7, 9, 20, 21])
    }

    @Test func aPartOfTheRowsIsRoundedToTheNearest() throws {
        // A fifth of eight is 1.6.
        let task = try task(Self.column, ["column": ["y"], "validation": ["0.2"], "patience": ["1"]])
        #expect(task.data.parts[0].validation.count == 2)
    }

    @Test func scalingIsFittedToTheTrainingPartAlone() throws {
        let task = try task(
            Self.column,
            ["column": ["y"], "validation": ["0.25"], "patience": ["1"], "scale": ["minmax"]])
        // From 1 to 21 in the first six.
        #expect(task.data.fit.series[0].scaling.targets == [Scaling(offset: 1, divisor: 20)])
        #expect(task.inputs.scalars == [1.0, 3, 7, 9, 20].map { ($0 - 1) / 20 })
    }

    @Test func scalingOfDifferencesAndFeaturesIsFittedToTheTrainingPartAlone() throws {
        let rows = ["1,5", "3,7", "7,6", "9,9", "20,8", "21,5", "30,90", "28,1"]
        let task = try task(
            "y,f\n" + rows.joined(separator: "\n") + "\n",
            [
                "target": ["y"], "features": ["f"], "transform": ["difference"], "validation": ["0.25"],
                "patience": ["1"], "scale": ["minmax"],
            ])
        // The differences of the first six are 2, 4, 2, 11, 1; their features are from 5 to 9.
        let scaling = task.data.fit.series[0].scaling
        #expect(scaling.targets == [Scaling(offset: 1, divisor: 10)])
        #expect(scaling.features == [Scaling(offset: 5, divisor: 4)])
    }

    @Test func twoTargetsWithAHorizonStandStepByStep() throws {
        let task = try task(
            "a,b\n1,10\n2,20\n3,30\n4,40\n5,50\n", ["target": ["a", "b"], "horizon": ["2"]])
        #expect(task.inputs.scalars == [1, 10, 2, 20, 3, 30])
        #expect(task.targets.scalars == [2, 20, 3, 30, 3, 30, 4, 40, 4, 40, 5, 50])
    }

    @Test func whatTheFileLacksIsReadButNotLearnt() throws {
        let task = try task(
            "y\n1\n2\n\n4\n5\n6\n", ["column": ["y"], "missing": ["carry"], "validation": ["0.2"], "patience": ["1"]])
        #expect(task.inputs.scalars == [1, 2, 2, 4])
        let targets = task.targets.scalars
        #expect(targets[0] == 2 && targets[1].isNaN && targets[2] == 4 && targets[3] == 5)
    }
}

import RecurrentNets
import Stages
import Testing

@testable import Pipelines

@Suite("A search in a spec")
struct SearchTests {
    private static func read(_ search: String, _ train: String = "validation: 9, epochs: 90, ") throws -> Spec {
        let text = """
            version: 1
            directory: d
            stages:
              tuned:
                search: \(search)
                train: { data: ./a.csv, \(train)output: model }

            """
        return try Spec(
            Array(text.utf8), file: "FILE", commands: StageCatalog.stages, currentDirectory: "/home/user",
            SpecFiles(exists: { $0 == "a.csv" }) { _, _ in [] })
    }

    private static let halving =
        "{ space: { layers: [1, 2, 3], learning-rate: { from: 0.001, to: 0.1, scale: log } }, trials: 9 }"

    @Test("stands for trials, places that the best of them go on in, and a stage that has the best of all")
    func stages() throws {
        let spec = try Self.read(Self.halving)
        #expect(
            spec.plan.order.map { spec.stages[$0].name }
                == (1...9).map { "tuned[rung=1,trial=\($0)]" } + (1...3).map { "tuned[rung=2,place=\($0)]" }
                + ["tuned[rung=3,place=1]", "tuned"])
        let (trial, place, best) = (spec.stages[4], spec.stages[10], spec.stages[13])
        #expect(trial.texts["stop-after"] == ["10"] && trial.texts["epochs"] == ["90"])
        #expect(trial.writes.map(\.path.name) == ["model.trials/rung=1,trial=5"])
        #expect(["1", "2", "3"].contains(trial.texts["layers"]?.first))
        #expect(trial.settings["learning-rate"] == trial.texts["learning-rate"])
        #expect(place.texts["stop-after"] == ["30"] && place.texts["place"] == ["2"])
        #expect(place.texts["resume-from"] == (1...9).map { "d/model.trials/rung=1,trial=\($0)" })
        #expect(spec.plan.dependencies[10] == Array(0..<9))
        // What it takes from the training that it goes on with is no setting of its own.
        #expect(place.settings["learning-rate"] == nil && place.settings["cell"] == nil)
        #expect(best.writes.map(\.path.path) == ["d/model"] && best.texts["stop-after"] == nil)
        #expect(best.texts["resume-from"] == ["d/model.trials/rung=3,place=1"])
    }

    @Test("a range of whole numbers ends below the first that cannot be told from its neighbour")
    func largeRanges() throws {
        func drawn(_ range: String, _ trials: Int = 20) throws -> [Int] {
            let spec = try Self.read("{ space: { seed: \(range) }, trials: \(trials), rungs: 1 }")
            return spec.stages.dropLast().compactMap { $0.texts["seed"]?.first.flatMap { Int($0) } }
        }
        let all = try drawn("{ from: 0, to: 9007199254740991 }")
        #expect(Set(all).count == 20 && all.contains { !$0.isMultiple(of: 2) } && all.contains { $0.isMultiple(of: 2) })
        let last = try drawn("{ from: 9007199254740980, to: 9007199254740991 }", 12)
        #expect(last.allSatisfy { (9_007_199_254_740_980...9_007_199_254_740_991).contains($0) })
        #expect(Set(last).count == 12)
        for to in ["9007199254740992", "9007199254740993", "9223372036854775807"] {
            let error = #expect(throws: PipelineError.self) { try drawn("{ from: 0, to: \(to) }") }
            let said = error.map { "\($0)" } ?? ""
            #expect(
                said.contains("'seed' goes beyond 9007199254740991, the largest whole number of a range"), "\(said)")
        }
    }

    @Test("more trials keep the first ones, and another seed draws others; no settings stand twice")
    func seeds() throws {
        func drawn(_ rest: String) throws -> [[String]] {
            let spec = try Self.read("{ space: { hidden-size: { from: 1, to: 40 }, seed: [0, 1] }, rungs: 1, \(rest) }")
            return spec.stages.dropLast().map { [$0.texts["hidden-size"], $0.texts["seed"]].compactMap { $0?.first } }
        }
        let ten = try drawn("trials: 10")
        #expect(Set(ten).count == 10)
        #expect(try drawn("trials: 10") == ten)
        #expect(try Array(drawn("trials: 20").prefix(10)) == ten)
        #expect(try drawn("trials: 10, seed: 1") != ten)
        // All there are, each once.
        #expect(try Set(drawn("trials: 80")).count == 80)
    }

    @Test("draws evenly, from one end of a range to the other; in proportions where that is asked for")
    func draws() {
        var random = SeededGenerator(seed: 3)
        func values(_ values: SearchAxis.Values) -> [Double] {
            (0..<4000).compactMap { _ in Double(SearchAxis(option: "x", values: values).draw(using: &random)[0]) }
        }
        for isLogarithmic in [false, true] {
            let whole = values(.whole(2...17, isLogarithmic: isLogarithmic))
            #expect(Set(whole) == Set((2...17).map(Double.init)))
            // Below 6: 4 of 16 numbers, or log(6/2) of log(18/2), a half.
            let below = Double(whole.count { $0 < 6 }) / 4000
            #expect(abs(below - (isLogarithmic ? 0.5 : 0.25)) < 0.03)
            let decimals = values(.decimal(0.001...0.1, isLogarithmic: isLogarithmic))
            #expect(decimals.allSatisfy { 0.001...0.1 ~= $0 })
            let half = isLogarithmic ? 0.01 : 0.0505
            #expect(abs(Double(decimals.count { $0 < half }) / 4000 - 0.5) < 0.03)
        }
    }

    @Test("told by pinball, it tries losses that say intervals, and the best go on with theirs")
    func pinball() throws {
        let search = "{ space: { loss: [gaussian, quantile], layers: [1, 2] }, measure: pinball, trials: 4, rungs: 2 }"
        let spec = try Self.read(search)
        #expect(Set(spec.stages.prefix(4).compactMap { $0.texts["loss"]?.first }) == ["gaussian", "quantile"])
        #expect(spec.stages.allSatisfy { $0.texts["stop-by"] == ["pinball"] })
        #expect(spec.stages.dropFirst(4).allSatisfy { $0.texts["loss"] == nil && $0.texts["resume-from"] != nil })
        // Given by the stage itself.
        _ = try Self.read(
            "{ space: { layers: [1, 2] }, measure: pinball, trials: 2, rungs: 1 }",
            "loss: gaussian, validation: 9, epochs: 90, ")
    }

    @Test("an option that may have several values is tried with none, one and a list of them")
    func lists() throws {
        let space = "{ transform: [none, log1p, difference, [log1p, difference]], lags: [none, \"1,2\"] }"
        let spec = try Self.read("{ space: \(space), measure: mase, trials: 8, rungs: 1 }")
        let tried = spec.stages.dropLast().map { $0.texts["transform"] ?? [] }
        #expect(Set(tried) == [[], ["log1p"], ["difference"], ["log1p", "difference"]])
        #expect(Set(spec.stages.dropLast().map { $0.texts["lags"] ?? [] }) == [[], ["1,2"]])
        #expect(spec.stages.dropLast().allSatisfy { Set($0.tried) == ["transform", "lags"] })
    }

    @Test("settings that do not fit together are drawn again")
    func refused() throws {
        let spec = try Self.read("{ space: { layers: [1, 2], dropout: [0, 0.2, 0.4] }, trials: 4, rungs: 1 }")
        let tried = spec.stages.dropLast().map { [$0.texts["layers"], $0.texts["dropout"]].compactMap { $0?.first } }
        // Dropout is between layers: one layer has none.
        #expect(Set(tried) == [["1", "0"], ["2", "0"], ["2", "0.2"], ["2", "0.4"]])
    }

    @Test(
        "what is wrong with it is said where it stands",
        arguments: [
            ("[1, 2]", "5:13: search is a list; write what is tried, as in"),
            ("{ trials: 4 }", "5:13: the key 'space' of search is missing"),
            ("{ space: 3 }", "5:22: space is '3'; write options with the values to try"),
            ("{ space: {} }", "5:22: space is a mapping; write options with"),
            ("{ space: { layer: [1, 2] } }", "5:24: 'layer' is no option of train; did you mean 'layers'?"),
            ("{ space: { loss: [mse, gaussian] } }", "5:24: 'loss' cannot be searched; allowed: cell, activation"),
            ("{ space: { layers: [] } }", "5:32: 'layers' has no values to try; give some, as in [1, 2]"),
            ("{ space: { layers: [1, 2, 1] } }", "5:39: the value '1' stands twice"),
            (
                "{ space: { layers: [1, two] } }",
                "5:36: option 'layers' is 'two'; expected a whole number from 1 to 1000"
            ),
            ("{ space: { layers: { from: 3, to: 3 } } }", "5:32: 'layers' has no range from a number to a larger one"),
            (
                "{ space: { layers: { from: 3, to: 0 } } }",
                "5:47: option 'layers' is '0'; expected a whole number from 1"
            ),
            ("{ space: { layers: { from: 1 } } }", "5:32: 'layers' has no range"),
            (
                "{ space: { layers: { from: 1, till: 3 } } }",
                "5:43: unknown key 'till' of a range; allowed: from, to, scale"
            ),
            ("{ space: { layers: { from: 1, to: 3, scale: ln } } }", "5:57: scale is 'ln'; allowed: linear, log"),
            (
                "{ space: { dropout: { from: 0, to: 0.5, scale: log } } }",
                "5:33: 'dropout' begins at 0; with scale: log"
            ),
            ("{ space: { cell: { from: 1, to: 3 } } }", "5:30: 'cell' is a range; it is no number"),
            (
                "{ space: { layers: [1, 2] }, trails: 2 }",
                "5:42: unknown key 'trails' of search; did you mean 'trials'?"
            ),
            (
                "{ space: { layers: [1, 2] }, trials: 0 }",
                "5:50: option 'trials' is '0'; expected a whole number from 1"
            ),
            (
                "{ space: { layers: [1, 2] }, trials: 3 }",
                "gave 2 settings that differ; give fewer trials or a wider space"
            ),
            (
                "{ space: { layers: [1, 2] }, trials: 2, rungs: 6 }",
                "need more epochs; found 90; give more, or fewer rungs"
            ),
            ("{ space: { layers: [1, 2], epochs: [1, 2] } }", "5:40: 'epochs' cannot be searched"),
            (
                "{ space: { loss: [gaussian, mse, quantile, huber] }, measure: pinball, trials: 2 }",
                "5:5: search: by 'pinball' the best are told only with a 'loss' that says intervals; of those in the space these say "
                    + "none: 'mse', 'huber'; leave them out, or give another measure"
            ),
            (
                "{ space: { layers: [1, 2] }, measure: pinball, trials: 2 }",
                "5:5: search: by 'pinball' the best are told only with a 'loss' that says intervals; found 'mse'; give one"
            ),
            (
                "{ space: { transform: [none, log1p, none] }, measure: mase }",
                "5:49: the value 'none' stands twice"
            ),
            (
                "{ space: { transform: [[log1p, difference], difference, [log1p, difference]] }, measure: mase }",
                "the value 'log1p, difference' stands twice"
            ),
            ("{ space: { transform: [[]] }, measure: mase }", "5:36: 'transform' has an empty list among its values"),
            ("{ space: { transform: [[log1p, no]] }, measure: mase }", "option 'transform' is 'no'; expected log1p"),
            ("{ space: { layers: [none, 2] } }", "5:33: option 'layers' is 'none'; expected a whole number"),
            ("{ space: { layers: [[1, 2]] } }", "5:33: option 'layers' is a list; expected a whole number"),
            ("{ space: { layers: [\"${no}\"] } }", "5:33: there is no variable '${no}'"),
        ])
    func wrong(_ search: String, _ expected: String) {
        let error = #expect(throws: PipelineError.self) { _ = try Self.read(search) }
        let said = error.map { "\($0)" } ?? ""
        #expect(said.contains("FILE:5:") && said.contains(expected), "\(said)")
    }

    @Test("needs a validation part, options that are not in the space too, and a stage that can be searched")
    func needs() {
        func said(_ train: String) -> String {
            let error = #expect(throws: PipelineError.self) {
                _ = try Self.read("{ space: { layers: [1, 2] }, trials: 2, rungs: 1 }", train)
            }
            return error.map { "\($0)" } ?? ""
        }
        #expect(said("epochs: 9, ").contains("FILE:5:5: search needs the option 'validation' of train"))
        #expect(said("validation: 5, layers: 2, ").contains("FILE:6:52: option 'layers' is in the search's space too"))
        #expect(
            said("validation: 5, stop-after: 3, ").contains(
                "FILE:6:56: option 'stop-after' stands beside a search, which"))
        #expect(
            said("validation: 5, ensemble: 2, ").contains(
                "FILE:5:5: search: the best go on by option 'resume-from', which has a meaning only with --ensemble 1"))
        let stages = "  a: { search: { space: { x: [1] } }, generate: { output: a.csv } }\n"
        let error = #expect(throws: PipelineError.self) {
            _ = try Spec(
                Array("version: 1\ndirectory: d\nstages:\n\(stages)".utf8), file: "FILE", commands: StageCatalog.stages,
                currentDirectory: nil, SpecFiles(exists: { _ in true }) { _, _ in [] })
        }
        #expect(
            error.map { "\($0)" }?.contains(
                "FILE:4:8: 'search' stands in a stage that cannot be searched; allowed: train") == true)
    }
}

import Files
import RecurrentNets
import SeriesData
import TestSupport
import Testing
import WeightFiles

@testable import ForecastModels
@testable import Stages

@Suite("Prediction of real series")
struct RealSeriesPredictionTests {
    private final class Collector: Console {
        var results: [String] = []
        var notes: [String] = []
        func result(_ line: String) { results.append(line) }
        func note(_ line: String) { notes.append(line) }
        func progress(_ progress: Progress) {}
        var stopSignal: Int32? { nil }
    }

    private let directory: TemporaryDirectory
    private let console = Collector()

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A model whose outputs are `outputs`, whatever it reads.
    private func model(
        saying outputs: [Double], _ recipe: SeriesRecipe, _ head: ForecastHead = .plain,
        fit: [(name: String, scaling: SeriesScaling)]? = nil, frequency: Frequency? = nil, scores: [[Double]] = [],
        rowsRead: [Int] = []
    ) throws -> String {
        let shape = NetworkShape(
            cell: .feedforward, layerCount: 1, inputSize: recipe.inputSize, hiddenSize: 2,
            outputSize: outputs.count, elementType: .float64)
        var random = SeededGenerator(seed: 1)
        let network = shape.makeNetwork(using: &random)
        let weights = PyTorchNames.tensors(of: network).map { named in
            switch named.name {
            case "fc.weight": NamedTensor(named.name, .zeros(named.tensor.shape, elementType: .float64))
            case "fc.bias": NamedTensor(named.name, Tensor(outputs, elementType: .float64))
            default: named
            }
        }
        try PyTorchNames.load(WeightFile(tensors: weights, metadata: [:]), into: network)
        let scaling = SeriesScaling(
            targets: recipe.columns.targets.map { _ in Scaling(offset: 0, divisor: 2) },
            features: recipe.columns.features.map { _ in .identity },
            knownFuture: recipe.columns.knownFuture.map { _ in .identity })
        var model = StepNetworkModel(
            network: network, shape: shape, recipe: recipe, head: head,
            fit: SeriesFit(
                scale: .standard, series: fit ?? [("", scaling)], frequency: frequency, rowsRead: rowsRead))
        model.conformalScores = scores
        return try directory.write(try model.file.encoded(), to: "model.safetensors")
    }

    private func predict(_ model: String, _ data: String, _ options: [String: String] = [:]) throws -> String {
        var texts = options.mapValues { [$0] }
        texts["model"] = [model]
        texts["data"] = [try directory.write(data, to: "data.csv")]
        texts["output"] = [directory.file("out.csv")]
        try PredictStage(OptionValues(texts, for: PredictStage.options)).run(console)
        return String(decoding: try FileReader.read(directory.file("out.csv"), limit: 1 << 20), as: UTF8.self)
    }

    private func message(_ model: String, _ data: String, _ options: [String: String] = [:]) -> String {
        do {
            return try predict(model, data, options)
        } catch {
            return "\(error)"
        }
    }

    @Test("several steps at once: differences are undone from the last values, and dates go on as they are written")
    func direct() throws {
        let chain = try #require(TransformChain([.difference]))
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"], time: "m"), transforms: chain, horizon: 2)
        // Scaled outputs 1 and 3 are growths of 2 and 6 over the last value.
        let model = try model(saying: [1, 3], recipe)
        let data = "m,y\n2024-01,10\n2024-02,20\n2024-03,25\n"
        #expect(
            try predict(model, data) == """
                time,step,actual,prediction
                2024-01,0,10,
                2024-02,1,20,
                2024-03,2,25,22
                2024-04,3,,27
                2024-05,4,,31

                """)
        let free = try predict(model, data, ["mode": "free-run", "warmup": "2", "horizon": "3"])
        #expect(free == "time,step,actual,prediction\n2024-03,2,25,22\n2024-04,3,,26\n2024-05,4,,28\n")
        #expect(console.results.last == "naive (the last value): mse=25 rmse=5 mae=5")
    }

    @Test("several targets and many series: a column for each, and what is not known is scaled by its own values")
    func many() throws {
        let recipe = SeriesRecipe(
            columns: SeriesColumns(targets: ["a", "b"], series: "id"), transforms: .none)
        let own = SeriesScaling(targets: [Scaling(offset: 100, divisor: 1), Scaling(offset: 200, divisor: 1)])
        let model = try model(saying: [1, -1], recipe, fit: [("x", own)])
        let rows = try predict(model, "id,a,b\nx,1,2\nx,3,4\nnew,10,5\nnew,20,5\n")
        #expect(
            rows == """
                series,step,actual_a,prediction_a,actual_b,prediction_b
                x,0,1,,2,
                x,1,3,101,4,199
                x,2,,101,,199
                new,0,10,,5,
                new,1,20,20,5,4
                new,2,,20,,4

                """)
        #expect(console.notes.count == 1 && console.notes[0].contains("has not learnt the series 'new'"))
        #expect(console.results.count == 4 && console.results[0].hasPrefix("a: mse="))
        #expect(console.results[3].hasPrefix("b: naive (the last value): "))
    }

    @Test("a random walk's interval grows with the square root of the steps, by paths that are drawn from the seed")
    func paths() throws {
        let chain = try #require(TransformChain([.difference]))
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]), transforms: chain)
        // softplus(0.5413…) = 1, so steps have the deviation 1 on the network's scale, 2 on that of the values.
        let model = try model(
            saying: [0, 0.541324854612918], recipe, ForecastHead(loss: .gaussian, quantiles: []))
        func widths(_ seed: String) throws -> [Double] {
            let text = try predict(
                model, "y\n5\n7\n6\n",
                ["mode": "free-run", "horizon": "9", "interval": "0.8", "samples": "4000", "seed": seed])
            let rows = text.split(separator: "\n").dropFirst().map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
            }
            #expect(text.hasPrefix("step,actual,prediction,lower,upper\n"))
            #expect(rows.allSatisfy { abs($0[2] - 6) < 0.5 })
            return rows.map { $0[4] - $0[3] }
        }
        let found = try widths("1")
        for (step, width) in found.enumerated() {
            let expected: Double = 5.126206262178402 * Double(step + 1).squareRoot()  // 2·1.28155…·2·√steps
            #expect(abs(width - expected) < 0.08 * expected, "step \(step): \(width), not \(expected)")
        }
        #expect(try widths("1") == found)
        #expect(try widths("2") != found)
        // One step ahead nothing is drawn.
        let exact = try predict(model, "y\n5\n7\n6\n", ["interval": "0.8"])
        let cells = exact.split(separator: "\n").last?.split(separator: ",", omittingEmptySubsequences: false)
        let upper = cells.flatMap { Double($0[4]) } ?? .nan
        let wanted: Double = 8.563103131089201  // 6 + 2·1.28155…
        #expect(abs(upper - wanted) < 1e-5)
    }

    @Test("paths that leave what numbers can hold are an error that names the step")
    func pathsWithoutEnd() throws {
        let recipe = SeriesRecipe(
            columns: SeriesColumns(targets: ["y"]), transforms: try #require(TransformChain([.log1p, .difference])))
        // Of logarithms, steps of a deviation of 1000: eʸ of half of them is beyond a double.
        let model = try model(saying: [0, 500], recipe, ForecastHead(loss: .gaussian, quantiles: []))
        #expect(
            message(model, "y\n5\n7\n", ["mode": "free-run", "horizon": "4"]).hasPrefix(
                "the forecast of step 2 is not finite"))
    }

    @Test(
        "a forecast that overflows is an error that names its step, and leaves no file",
        arguments: [
            ([:], 1), (["mode": "free-run", "warmup": "1", "horizon": "2"], 1),
            (["mode": "free-run", "horizon": "3"], 2),
        ])
    func overflow(_ options: [String: String], _ step: Int) throws {
        let recipe = SeriesRecipe(
            columns: SeriesColumns(targets: ["y"]), transforms: try #require(TransformChain([.log1p])))
        // Undone, an output of 400 is e⁸⁰⁰ − 1; one of 300 is a number, but twice as much as its interval reaches is none.
        let model = try model(saying: [400], recipe)
        #expect(message(model, "y\n5\n7\n", options).hasPrefix("the forecast of step \(step) is not finite"))
        #expect(try directory.names() == ["data.csv", "model.safetensors"])
        let wide = try self.model(saying: [300, 500], recipe, ForecastHead(loss: .gaussian, quantiles: []))
        var more = options
        more["interval"] = "0.9"
        #expect(message(wide, "y\n5\n7\n", more).hasPrefix("the forecast of step \(step) is not finite"))
        #expect(try directory.names() == ["data.csv", "model.safetensors"])
    }

    @Test("quantiles have their columns and are the interval, for the steps forecast at once")
    func quantiles() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]))
        let head = ForecastHead(loss: .quantile, quantiles: [0.05, 0.5, 0.95])
        let model = try model(saying: [-1, 0, 2], recipe, head)
        let rows = try predict(model, "y\n1\n2\n", ["mode": "free-run", "horizon": "2"])
        #expect(rows == "step,actual,prediction,lower,upper,q0.05,q0.5,q0.95\n2,,0,-2,4,-2,0,4\n3,,0,,,,,\n")
        #expect(
            message(model, "y\n1\n2\n", ["interval": "0.8"]).contains(
                "found a model of the intervals 0.9; expected one"))
    }

    @Test("conformal intervals reach as far as the score of the rank that the formula says, for each step")
    func conformal() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]), horizon: 2)
        let scores = [Array(stride(from: 1.0, through: 9, by: 1)), Array(stride(from: 10.0, through: 80, by: 10))]
        let model = try model(saying: [0, 0], recipe, scores: scores)
        // ⌈10·0.9⌉ = 9: the largest of nine, which times the divisor 2 is 18; of eight ⌈9·0.9⌉ = 9 is too many.
        let rows = try predict(model, "y\n1\n2\n")
        #expect(rows.hasSuffix("\n2,,0,-18,18\n3,,0,,\n"))
        // ⌈10·0.75⌉ = 8 and ⌈9·0.75⌉ = 7.
        #expect(try predict(model, "y\n1\n2\n", ["interval": "0.75"]).hasSuffix("\n2,,0,-16,16\n3,,0,-140,140\n"))
    }

    /// Own intervals, of scaled outputs doubled: −2…4 one step ahead, −4…4 two.
    ///
    /// After row 0, which was learnt, the scores are one step ahead 3/4, none, 8/4, 1/2, and two steps ahead, from row 2 on, none, 8/4, 1/4. With the rate a tenth of the greatest
    /// so far q goes 1, 0.9925 (−0.075·0.1), the same, 1.1725 (+0.2·0.9), 1.1525 and 1, 1, 1.18, 1.16.
    @Test(
        "adapted intervals follow the errors of those before, step by step ahead, and of levels where there is a logarithm",
        arguments: [false, true])
    func adaptive(_ hasLogarithm: Bool) throws {
        let recipe = SeriesRecipe(
            columns: SeriesColumns(targets: ["y"]),
            transforms: try #require(TransformChain(hasLogarithm ? [.log1p] : [])), horizon: 2, missing: .carry)
        let head = ForecastHead(loss: .quantile, quantiles: [0.05, 0.5, 0.95])
        let model = try model(saying: [-1, 0, 2, -2, 0, 2], recipe, head, rowsRead: [1])
        func value(_ level: Double) -> Double { recipe.transforms.value(ofLevel: level) }
        let levels = [5, 3, .nan, 8, -1]
        let data = "y\n" + levels.map { $0.isNaN ? "\n" : "\(value($0))\n" }.joined()
        let rows = try predict(model, data, ["adaptive": "true"]).split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan } }
        #expect(rows.count == 7)
        for (row, factor) in zip(rows[1...], [1, 0.9925, 0.9925, 1.1725, 1.1525]) {
            #expect(abs(row[3] - value(-2 * factor)) < 1e-9 && abs(row[4] - value(4 * factor)) < 1e-9, "\(row)")
            // What the model itself says stays.
            #expect(abs(row[5] - value(-2)) < 1e-9 && row[2] == 0)
        }
        let last = try #require(rows.last)
        #expect(abs(last[3] - value(-4 * 1.16)) < 1e-9 && abs(last[4] - value(4 * 1.16)) < 1e-9)
    }

    /// The model says 0 ± 2; the values are so, and from row 300 on 4 ± 2, of which 0 ± 3.29 holds 36 %.
    @Test("after a shift of level adapted intervals come to hold what they should again")
    func shift() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]))
        let model = try model(
            saying: [0, 0.541324854612918], recipe, ForecastHead(loss: .gaussian, quantiles: []), rowsRead: [100])
        var random = SeededGenerator(seed: 3)
        let values = (0..<1300).map { 2 * random.standardNormalPair().0 + ($0 < 300 ? 0 : 4) }
        let data = "y\n" + values.map { "\($0)\n" }.joined()
        func coverage(_ options: [String: String], _ steps: Range<Int>) throws -> Double {
            let rows = try predict(model, data, options).split(separator: "\n").dropFirst().map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
            }
            let inside = steps.filter { rows[$0][3] <= values[$0] && values[$0] <= rows[$0][4] }.count
            return Double(inside) / Double(steps.count)
        }
        let adaptive = ["adaptive": "true"]
        #expect(abs(try coverage([:], 350..<1300) - 0.36) < 0.05)
        #expect(abs(try coverage(adaptive, 100..<300) - 0.9) < 0.05)
        #expect(abs(try coverage(adaptive, 350..<1300) - 0.9) < 0.02)
        // What training read tells nothing.
        #expect(try coverage([:], 1..<100) == coverage(adaptive, 1..<100))
    }

    @Test("missing values are carried on, so that no forecast looks ahead, and stay missing in the file")
    func missing() throws {
        let recipe = SeriesRecipe(
            columns: SeriesColumns(targets: ["y"]), transforms: try #require(TransformChain([.difference])),
            missing: .interpolate)
        let rows = try predict(try model(saying: [0], recipe), "y\n1\n3\n\n9\n", ["season": "2"])
        #expect(rows == "step,actual,prediction\n0,1,\n1,3,\n2,,3\n3,9,3\n4,,9\n")
        #expect(console.results[2].hasPrefix("seasonal naive (2 steps before): mse=36"))
    }

    @Test("what is asked beyond what is known is refused with the reason")
    func refusals() throws {
        let features = SeriesColumns(targets: ["y"], features: ["f"])
        let model1 = try model(saying: [0], SeriesRecipe(columns: features))
        let free = ["mode": "free-run", "warmup": "2", "horizon": "3"]
        #expect(
            message(model1, "y,f\n1,1\n2,2\n", free).contains("expected at most 1, as the features f are known up to"))
        #expect(message(model1, "y,g\n1,1\n2,2\n").contains("found no column 'f'; there are: y, g"))
        #expect(message(model1, "y,f\n1,1\n", ["interval": "0.9"]).contains("found a model that knows no intervals"))

        #expect(
            message(model1, "y,f\n1,1\n", ["adaptive": "true"]).contains(
                "--adaptive: found a model that does not say how many rows it has learnt from; expected one that train")
        )
        let point = SeriesRecipe(columns: SeriesColumns(targets: ["y"]), horizon: 2)
        #expect(
            message(try model(saying: [0, 0], point, rowsRead: [1]), "y\n1\n", ["adaptive": "true"]).hasSuffix(
                "model.safetensors: --adaptive: found a model that knows no intervals; expected one that train wrote with "
                    + "--loss gaussian, --loss quantile or --conformal; leave --adaptive out, or train so"))

        let known = SeriesRecipe(columns: SeriesColumns(targets: ["y"], knownFuture: ["k"]), horizon: 2)
        let model2 = try model(saying: [0, 0], known)
        let data = "y,k\n1,1\n2,2\n,3\n,4\n"
        #expect(
            message(model2, data, free).contains(
                "expected at most 2, as the columns k have 4 rows; add rows, 2 for"))
        #expect(message(model2, "y,k\n1,1\n2,2\n,3\n").hasPrefix("step,actual,prediction\n0,1,\n1,2,0\n"))
        #expect(console.notes.last?.contains("the columns known of the future end there") == true)

        let dated = SeriesRecipe(
            columns: SeriesColumns(targets: ["y"], time: "t"), calendar: [.weekday], horizon: 2)
        let model3 = try model(saying: [0, 0], dated, frequency: .days(1))
        #expect(
            message(
                model3, "t,y\n9999-12-26,1\n9999-12-27,2\n9999-12-28,3\n",
                ["mode": "free-run", "horizon": "9"]
            ).hasSuffix("found a horizon of 9; expected at most 2, as the dates after these are beyond the year 9999"))

        let log = SeriesRecipe(
            columns: SeriesColumns(targets: ["y"]), transforms: try #require(TransformChain([.log1p])))
        #expect(
            message(try model(saying: [0], log), "y\n1\n-2\n").contains(
                "column 'y': found -2; expected numbers above -1 for log1p"))
        let lags = SeriesRecipe(columns: SeriesColumns(targets: ["y"]), lags: [3])
        #expect(
            message(try model(saying: [0], lags), "y\n1\n2\n3\n", ["mode": "free-run", "warmup": "2"])
                .hasSuffix("found 2 values; a warm-up with these lags and differences needs at least 3"))
    }

    @Test("a model's metadata are read strictly")
    func metadata() throws {
        let recipe = SeriesRecipe(
            columns: SeriesColumns(
                targets: ["a b", "c,d"], features: ["é"], knownFuture: ["k"], time: "t", series: "s"),
            transforms: try #require(TransformChain([.log1p, .seasonalDifference(4)])), calendar: [.month, .weekday],
            lags: [4, 1], horizon: 3, missing: .carry)
        let head = ForecastHead(loss: .quantile, quantiles: [0.1, 0.5, 0.9])
        let scaling = SeriesScaling(
            targets: [Scaling(offset: 0.1, divisor: 3), .identity], features: [.identity], knownFuture: [.identity])
        let path = try model(
            saying: Array(repeating: 0, count: 18), recipe, head, fit: [("x y", scaling), ("", scaling)],
            frequency: .months(3, .number(1)), scores: Array(repeating: [0.5, 1.5], count: 6))
        let file = try WeightFile(at: path)
        let read = try StepNetworkModel(file)
        #expect(read.recipe == recipe && read.head == head && read.conformalScores[5] == [0.5, 1.5])
        #expect(
            read.fit
                == SeriesFit(
                    scale: .standard, series: [("x y", scaling), ("", scaling)], frequency: .months(3, .number(1))))
        for (key, value) in [
            ("recipe", "2"), ("transforms", "difference log1p"), ("transforms", "x"), ("calendar", "hours"),
            ("lags", "0"), ("lags", "1 x"), ("horizon", "0"), ("horizon", "2"), ("missing", ""), ("scale", "big"),
            ("loss", "mse"), ("quantiles", "0.1 0.9"), ("quantiles", "0.9 0.5"), ("frequency", "hourly"),
            ("scaling.1", "1 2"), ("scaling.0", "0 0 0 1 0 1 0 1"), ("target.0", nil), ("feature.0", nil),
            ("lags", nil),
            ("target.2", "more"),
        ] as [(String, String?)] {
            var metadata = file.metadata
            metadata[key] = value
            #expect(throws: WeightFileError.self, "\(key): \(value ?? "none")") {
                try StepNetworkModel(WeightFile(tensors: file.tensors, metadata: metadata))
            }
        }
    }
}

import RecurrentNets
import SeriesData
import Testing

@testable import ForecastModels

@Suite("Windows in segments")
struct SegmentBatchTests {
    /// Two columns.
    private static let rows: [[Double]] = [[1, 2, 4, 7, 11, 16, 22], [10, 30, 20, 40, 30, 50, 40]]

    private func series(_ recipe: SeriesRecipe) -> ScaledSeries {
        let frame = SeriesFrame(
            targets: recipe.columns.targets.indices.map { Self.rows[$0] },
            features: recipe.columns.features.map { _ in [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5] })
        let scaling = SeriesScaling(
            targets: recipe.columns.targets.map { _ in Scaling(offset: 0, divisor: 2) },
            features: recipe.columns.features.map { _ in .identity })
        return ScaledSeries(frame, recipe, scaling)
    }

    private func recipe(_ targets: [String], features: [String] = [], _ transforms: [Transform] = []) -> SeriesRecipe {
        SeriesRecipe(
            columns: SeriesColumns(targets: targets, features: features),
            transforms: TransformChain(transforms) ?? .none,
            horizon: 2)
    }

    private func part(_ recipe: SeriesRecipe) -> SegmentWindows.Part {
        SegmentWindows.Part(series(recipe), actual: Self.rows, rows: recipe.firstRow..<7, places: 3..<5, recipe)
    }

    @Test("less their last value: so are the targets, and features are not; shared targets are windows of their own")
    func last() throws {
        let layout = SegmentLayout(lookback: 4, segment: 2, normalisation: .last, sharesTargets: true)
        let recipe = recipe(["a", "b"], features: ["f"])
        #expect(layout.segmentSize(for: recipe) == 4 && layout.channelCount(for: recipe) == 2)
        #expect(layout.firstRow(for: recipe) == 3 && layout.outputCount(for: recipe) == 2)
        var (batch, targets) = (SegmentBatch(layout, recipe, capacity: 2), [] as [Double])
        let part = part(recipe)
        part.add(4, 0, to: &batch, &targets, layout, recipe)
        part.add(3, 1, to: &batch, &targets, layout, recipe)
        // Rows 1 to 4 of a are 1, 2, 3.5, 5.5 when scaled, rows 0 to 3 of b 5, 15, 10, 20.
        let wanted1: [Double] = [-4.5, -3.5, 1.5, 2.5, -15, -5, 0.5, 1.5, -2, 0, 3.5, 4.5, -10, 0, 2.5, 3.5]
        #expect(batch.values == wanted1)
        let wanted2: [Double] = [2.5, 5.5, -5, 5]
        #expect(targets == wanted2)
        #expect(batch.outputScaling(of: 1, target: 0).invert(-5) == 15)
    }

    @Test("by their mean and deviation, all targets side by side, each by its own")
    func mean() throws {
        let layout = SegmentLayout(lookback: 4, segment: 4, normalisation: .mean, sharesTargets: false)
        let recipe = recipe(["a", "b"])
        var (batch, targets) = (SegmentBatch(layout, recipe, capacity: 1), [] as [Double])
        part(recipe).add(3, 0, to: &batch, &targets, layout, recipe)
        // 0.5, 1, 2, 3.5: the mean 1.75, the variance 1.3125; 5, 15, 10, 20: 12.5 and 31.25.
        let (a, b) = ((1.3125 + 1e-5).squareRoot(), (31.25 + 1e-5).squareRoot())
        let first: [Double] = [0.5, 1, 2, 3.5].map { ($0 - 1.75) / a }
        let second: [Double] = [5, 15, 10, 20].map { ($0 - 12.5) / b }
        let wanted = first + second
        #expect(zip(batch.values, wanted).allSatisfy { abs($0 - $1) < 1e-12 })
        let outputs: [Double] = [3.75 / a, 2.5 / b, 6.25 / a, 12.5 / b]
        #expect(zip(targets, outputs).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("a shortcut reads the normalised targets alone, at each place of the cycle, one cycle after another")
    func cycles() throws {
        let layout = SegmentLayout(lookback: 6, segment: 2, normalisation: .last, sharesTargets: false, shortcut: 3)
        let recipe = recipe(["a", "b"], features: ["f"])
        var batch = SegmentBatch(layout, recipe, capacity: 1)
        let rows = part(recipe).rows
        batch.add(rows, after: 5, known: [], channel: 0)
        let shortcut = try #require(layout.makeShortcut(for: recipe, .plain, .float64))
        #expect(shortcut.placeCount == 6 && shortcut.cycleCount == 2 && shortcut.cyclesAhead == 1)
        #expect(layout.shortcutShape(for: recipe, .plain) == shortcut.w.shape)
        // Rows 0 to 5 of a are -7.5, -7, -6, -4.5, -2.5, 0 less the last one, those of b -20, -10, -15, -5, -10, 0.
        let wanted: [Double] = [-7.5, -4.5, -20, -5, -7, -2.5, -10, -10, -6, 0, -15, 0]
        #expect(batch.cycles(for: shortcut) == wanted)
        // Shared, each window has one target of its own.
        let shared = SegmentLayout(lookback: 6, segment: 3, normalisation: .last, sharesTargets: true, shortcut: 2)
        var two = SegmentBatch(shared, recipe, capacity: 2)
        for channel in [1, 0] { two.add(rows, after: 5, known: [], channel: channel) }
        let map = try #require(shared.makeShortcut(for: recipe, .plain, .float64))
        let each: [Double] = [-20, -15, -10, -10, -5, 0, -7.5, -6, -2.5, -7, -4.5, 0]
        #expect(two.cycles(for: map) == each)
    }

    @Test("a shortcut says as many numbers for each as the head does, in its order")
    func heads() throws {
        let layout = SegmentLayout(lookback: 6, segment: 2, normalisation: .last, sharesTargets: false, shortcut: 3)
        let recipe = recipe(["a", "b"])
        let heads = [LossKind.mse, .gaussian, .student, .negativeBinomial].map { ForecastHead(loss: $0, quantiles: []) }
        for head in heads + [ForecastHead(loss: .quantile, quantiles: [0.1, 0.5, 0.9])] {
            let map = try #require(layout.makeShortcut(for: recipe, head, .float64))
            let said = map(Variable(.zeros([1, 6, 2], elementType: .float64)))
            #expect(said.shape == [1, head.outputSize(for: layout.outputCount(for: recipe))], "\(head.loss)")
            #expect(layout.shortcutShape(for: recipe, head) == map.w.shape, "\(head.loss)")
            #expect(map.sideCount == max(1, head.quantiles.count), "\(head.loss)")
        }
    }

    @Test("of differences: outputs are counted from what these go on from, and by no offset of the window")
    func differences() throws {
        let layout = SegmentLayout(lookback: 4, segment: 2, normalisation: .last, sharesTargets: false)
        let recipe = recipe(["a"], [.difference])
        #expect(layout.firstRow(for: recipe) == 4)
        var (batch, targets) = (SegmentBatch(layout, recipe, capacity: 1), [] as [Double])
        part(recipe).add(4, 0, to: &batch, &targets, layout, recipe)
        // The differences of rows 1 to 4 are 1, 2, 3, 4, halved by the scaling.
        let wanted3: [Double] = [-1.5, -1, -0.5, 0]
        #expect(batch.values == wanted3)
        let wanted4: [Double] = [2.5, 5.5]
        #expect(targets == wanted4)
    }

    @Test("a target that does not stand in the file is not learnt")
    func missing() throws {
        let layout = SegmentLayout(lookback: 4, segment: 2, normalisation: .none, sharesTargets: false)
        let recipe = recipe(["a"])
        var actual = Self.rows
        actual[0][5] = .nan
        let part = SegmentWindows.Part(series(recipe), actual: actual, rows: 0..<7, places: 3..<5, recipe)
        var (batch, targets) = (SegmentBatch(layout, recipe, capacity: 1), [] as [Double])
        part.add(3, 0, to: &batch, &targets, layout, recipe)
        #expect(targets[0] == 5.5 && targets[1].isNaN)
    }

    @Test("are drawn from the state of their generator alone, every place and every shared target among them")
    func drawn() throws {
        let layout = SegmentLayout(lookback: 4, segment: 2, normalisation: .none, sharesTargets: true)
        let recipe = recipe(["a", "b"])
        let windows = SegmentWindows(
            [part(recipe)], layout, recipe, batchSize: 3, windowsPerEpoch: nil, elementType: .float64,
            random: SeededGenerator(seed: 1))
        #expect(windows.stepCount == 2)
        let state = windows.random
        var firsts: Set<Double> = []
        let first = windows.nextBatch().targets.scalars
        for _ in 0..<20 {
            let scalars = windows.nextBatch().targets.scalars
            firsts.formUnion(stride(from: 0, to: 6, by: 2).map { scalars[$0] })
        }
        #expect(firsts == [5.5, 8, 15, 25])
        windows.random = state
        #expect(windows.nextBatch().targets.scalars == first)
    }
}

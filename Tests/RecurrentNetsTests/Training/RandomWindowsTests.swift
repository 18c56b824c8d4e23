import RecurrentNets
import Testing

@Suite("Windows at random places")
struct RandomWindowsTests {
    /// Three series of 5, 2 and 7 steps, told apart by their hundreds.
    private func windows(seed: UInt64) -> RandomWindows {
        let lengths = [5, 2, 7]
        let steps = lengths.enumerated().flatMap { series, length in (0..<length).map { Double(series * 100 + $0) } }
        return RandomWindows(
            inputs: Tensor(steps.flatMap { [$0, -$0] }, shape: [14, 2]),
            targets: Tensor(steps.map { $0 + 1 }, shape: [14, 1]), lengths: lengths, windowLength: 3, batchSize: 4,
            windowsPerEpoch: 10, random: SeededGenerator(seed: seed))
    }

    @Test("lie within one series each, every place as often as any other")
    func places() {
        let windows = windows(seed: 5)
        // Ten windows are three batches of four, rounded up.
        #expect(windows.stepCount == 9 && windows.windowCount(of: 3) == 3 && !windows.keepsState)
        var counts: [Double: Int] = [:]
        for _ in 0..<2000 {
            let (inputs, targets) = windows.window(3..<6)
            #expect(inputs.shape == [3, 4, 2] && targets.shape == [3, 4, 1])
            let (x, t) = (inputs.scalars, targets.scalars)
            for batch in 0..<4 {
                let start = x[batch * 2]
                counts[start, default: 0] += 1
                for time in 0..<3 {
                    let place = time * 4 + batch
                    #expect(x[place * 2] == start + Double(time) && x[place * 2 + 1] == -x[place * 2])
                    #expect(t[place] == x[place * 2] + 1)
                }
            }
        }
        // 5 − 2 and 7 − 2 places, each 1000 times of 8000 with a deviation of 30; the series of 2 steps has none.
        #expect(counts.keys.sorted() == [0, 1, 2, 200, 201, 202, 203, 204])
        #expect(counts.values.allSatisfy { abs($0 - 1000) < 150 }, "\(counts)")
    }

    @Test("are drawn from a series that is just as long, and never from a shorter one")
    func justAsLong() {
        let windows = RandomWindows(
            inputs: Tensor([7, 1, 2, 3, 8], shape: [5, 1]), targets: Tensor([0, 0, 0, 0, 0], shape: [5, 1]),
            lengths: [1, 3, 1], windowLength: 3, batchSize: 2, windowsPerEpoch: 2, random: SeededGenerator(seed: 1))
        #expect(windows.window(0..<3).inputs.scalars == [1, 1, 2, 2, 3, 3])
    }

    @Test("follow from the state of their generator alone")
    func state() {
        let (first, second) = (windows(seed: 5), windows(seed: 6))
        _ = first.window(0..<3)
        second.random = first.random
        #expect(first.window(3..<6).inputs.scalars == second.window(0..<3).inputs.scalars)
    }
}

import RecurrentNets
import Testing

@Suite("A linear map across the cycles of a window")
struct CycleShortcutTests {
    private func random(_ shape: [Int], seed: UInt64) -> Tensor {
        var generator = SeededGenerator(seed: seed)
        return .standardNormal(shape, elementType: .float64, using: &generator)
    }

    /// 4 cycles of 3 rows, 2 targets a row, 5 rows ahead: the second cycle to come is cut after its second row.
    private func shortcut(horizon: Int = 5, groups: Int, side: Int) -> CycleShortcut {
        let shortcut = CycleShortcut(
            cycleCount: 4, cycle: 3, horizon: horizon, targetCount: 2, groupCount: groups, sideCount: side,
            elementType: .float64)
        shortcut.w.value = random(shortcut.w.shape, seed: 3)
        return shortcut
    }

    @Test(
        "says at each place the sum over the cycles at that place, cut at the horizon, groups before all and numbers side by side",
        arguments: [(5, 1, 1), (5, 3, 1), (5, 1, 4), (2, 1, 1), (6, 2, 1), (7, 1, 1)])
    func formula(horizon: Int, groups: Int, side: Int) {
        let (cycles, cycle, targets, batch) = (4, 3, 2, 2)
        let shortcut = shortcut(horizon: horizon, groups: groups, side: side)
        let ahead = (horizon + 2) / 3
        #expect(shortcut.w.shape == [cycles, groups * ahead * side])
        let x = random([batch, cycle * targets, cycles], seed: 5)
        let y = shortcut(Variable(x, requiresGradient: false)).value
        #expect(y.shape == [batch, groups * horizon * targets * side])
        let (w, read) = (shortcut.w.value.scalars, x.scalars)
        var wanted: [Double] = []
        for window in 0..<batch {
            for group in 0..<groups {
                for row in 0..<horizon {
                    for target in 0..<targets {
                        for number in 0..<side {
                            let (j, place) = (row / cycle, row % cycle)
                            var sum = 0.0
                            for i in 0..<cycles {
                                let value = read[((window * cycle + place) * targets + target) * cycles + i]
                                sum += value * w[i * groups * ahead * side + (group * ahead + j) * side + number]
                            }
                            wanted.append(sum)
                        }
                    }
                }
            }
        }
        #expect(zip(y.scalars, wanted).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test(
        "has the gradients of central differences, by the windows and by its weight",
        arguments: [(1, 1), (3, 1), (1, 2)])
    func gradients(groups: Int, side: Int) {
        let shortcut = shortcut(groups: groups, side: side)
        let x = random([2, 6, 4], seed: 6)
        #expect(checkGradients(at: [x]) { shortcut($0[0]) }.agrees(within: 1e-6))
        // By the weight: of outputs that each count otherwise.
        let parts = random([2, groups * 10 * side], seed: 7)
        func loss() -> Variable {
            sum(shortcut(Variable(x, requiresGradient: false)) * Variable(parts, requiresGradient: false))
        }
        shortcut.clearGradients()
        loss().backward()
        let (value, found, step) = (shortcut.w.value, shortcut.w.gradient?.value.scalars ?? [], 1e-5)
        #expect(found.count == value.count)
        for index in 0..<value.count {
            func total(_ shift: Double) -> Double {
                var scalars = value.scalars
                scalars[index] += shift
                shortcut.w.value = Tensor(scalars, shape: value.shape, elementType: .float64)
                return loss().value.scalar
            }
            let wanted = (total(step) - total(-step)) / (2 * step)
            #expect(abs(wanted - found[index]) < 1e-6 * max(1, abs(wanted)), "\(index)")
        }
        shortcut.w.value = value
    }

    @Test("is added to a network's answer, and draws nothing: the other weights are as without it")
    func added() {
        func network(_ shortcut: CycleShortcut?) -> SegmentNetwork {
            var generator = SeededGenerator(seed: 4)
            return SegmentNetwork(
                cell: .gru, segmentSize: 3, hiddenSize: 5, outputSize: 10, shortcut: shortcut, elementType: .float64,
                using: &generator)
        }
        let map = CycleShortcut(cycleCount: 4, cycle: 3, horizon: 5, targetCount: 2, elementType: .float64)
        let (plain, with) = (network(nil), network(map))
        #expect(with.parameters.map(\.name) == plain.parameters.map(\.name) + ["shortcut.w"])
        let segments = Variable(random([6, 2, 3], seed: 8), requiresGradient: false)
        let cycles = Variable(random([2, 6, 4], seed: 9), requiresGradient: false)
        #expect(with(segments, cycles: cycles).value.scalars == plain(segments).value.scalars)
        map.w.value = random(map.w.shape, seed: 10)
        #expect(with(segments, cycles: cycles).value.scalars == (plain(segments) + map(cycles)).value.scalars)
    }
}

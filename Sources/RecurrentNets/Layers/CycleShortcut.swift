/// A linear map across the cycles of a window: each place in a cycle to come is forecast from the same place in those before.
///
/// A window of n cycles says at place p of its cycles x₁ … x_n; of the j-th cycle to come yⱼ = Σᵢ xᵢ·wᵢⱼ is said there, with the
/// same w for all places, and for all targets where several stand side by side. What goes past the horizon in the last of the
/// ⌈horizon ∕ cycle⌉ cycles to come is cut off. Where several numbers are said for one, wᵢⱼ is a row of as many; they are told
/// apart as groups of all numbers, one after another, or as numbers side by side.
///
/// Shapes: x `[batch, places, cycles]`, a place being a row of the cycle and a target in it, the targets of a row side by side;
/// w `[cycles, groups·⌈horizon ∕ cycle⌉·side]`; y `[batch, groups·horizon·targets·side]`, by group, row, target and number.
/// Source: S. Lin et al., “SparseTSF: Modeling Long-term Time Series Forecasting with 1k Parameters”, 2024, without its moving
/// filter.
public final class CycleShortcut: Layer {
    /// The cycles of a window.
    public let cycleCount: Int
    /// The rows of a cycle.
    public let cycle: Int
    /// The rows that are forecast.
    public let horizon: Int
    /// The targets that stand side by side in a row.
    public let targetCount: Int
    /// The groups of numbers that are said, each of a number for every row and target.
    public let groupCount: Int
    /// The numbers that are said side by side for a row and target.
    public let sideCount: Int
    /// The weight, `[cycles, outputs of a place]`.
    public let w: Parameter

    /// Makes the map with a weight of zeros, so that training begins as without it.
    public init(
        cycleCount: Int, cycle: Int, horizon: Int, targetCount: Int = 1, groupCount: Int = 1, sideCount: Int = 1,
        elementType: ElementType = .float32
    ) {
        precondition(
            [cycleCount, cycle, horizon, targetCount, groupCount, sideCount].allSatisfy { $0 > 0 },
            "CycleShortcut: found \(cycleCount) cycles of \(cycle) rows, a horizon of \(horizon), \(targetCount) targets, "
                + "\(groupCount) groups and \(sideCount) numbers; expected at least one of each")
        (self.cycleCount, self.cycle, self.horizon) = (cycleCount, cycle, horizon)
        (self.targetCount, self.groupCount, self.sideCount) = (targetCount, groupCount, sideCount)
        let shape = Self.weightShape(
            cycleCount: cycleCount, cycle: cycle, horizon: horizon, numberCount: groupCount * sideCount)
        w = Parameter(.zeros(shape, elementType: elementType))
    }

    /// The shape of the weight, `[cycles, outputs of a place]`, where `numberCount` numbers are said for each row and target.
    public static func weightShape(cycleCount: Int, cycle: Int, horizon: Int, numberCount: Int) -> [Int] {
        [cycleCount, ahead(horizon, cycle) * numberCount]
    }

    /// The cycles that a horizon begins.
    private static func ahead(_ horizon: Int, _ cycle: Int) -> Int { (horizon - 1) / cycle + 1 }

    /// The cycles to come.
    public var cyclesAhead: Int { Self.ahead(horizon, cycle) }

    /// The places of a cycle.
    public var placeCount: Int { cycle * targetCount }

    public var parameters: [NamedParameter] { [NamedParameter("w", w)] }

    /// What is said `[batch, outputs]` for windows `[batch, places, cycles]`.
    public func callAsFunction(_ x: Variable) -> Variable {
        precondition(
            x.shape.count == 3 && x.shape[1...] == [placeCount, cycleCount],
            "CycleShortcut: found the shape \(x.shape); expected [batch, \(placeCount), \(cycleCount)]")
        let (batch, wanted) = (x.shape[0], horizon * targetCount * sideCount)
        let all = matmul(x.reshaped(batch * placeCount, cycleCount), w)
            .reshaped(batch, placeCount, groupCount, cyclesAhead, sideCount)
            .transposed([0, 2, 3, 1, 4])
            .reshaped(batch, groupCount, cyclesAhead * placeCount * sideCount)
        let cut = all.shape[2] == wanted ? all : all.sliced(0..<batch, 0..<groupCount, 0..<wanted)
        return cut.reshaped(batch, groupCount * wanted)
    }
}

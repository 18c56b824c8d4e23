import CSmoothing

/// Models in lanes: rows of α, β, γ, φ, the first level, the first growth, the effects of the season, and two of what reading
/// gives.
extension ETSLikelihood {
    private static let laneCount = Int(CS_LANES)

    /// Puts the model that a point stands for into a lane.
    ///
    /// - Returns: Whether it is within the bounds.
    func decode(_ point: Point, intoLane lane: Int, _ lanes: UnsafeMutableBufferPointer<Double>) -> Bool {
        let count = Self.laneCount
        var isPositive = true
        let found = decode(point) { step, effect in
            lanes[(6 + step) * count + lane] = effect
            if effect <= 0 { isPositive = false }
        }
        guard let found, isPositive || model.season != .multiplicative else { return false }
        lanes[lane] = found.parameters.alpha
        lanes[count + lane] = found.parameters.beta
        lanes[2 * count + lane] = found.parameters.gamma
        lanes[3 * count + lane] = found.parameters.phi
        lanes[4 * count + lane] = found.level
        lanes[5 * count + lane] = found.growth
        return true
    }

    /// Reads the history with the model of each lane.
    func readLanes(_ lanes: UnsafeMutableBufferPointer<Double>) {
        guard let first = lanes.baseAddress else { return }
        let effects = first + 6 * Self.laneCount
        values.withUnsafeBufferPointer { values in
            cs_read_lanes(
                model.season.code, model.error.code, model.needsPositiveValues ? 1 : 0, values.baseAddress,
                values.count, first, effects, model.period, effects + model.period * Self.laneCount)
        }
    }

    /// What ``cost(_:)`` is of the model in a lane that was read.
    func cost(ofLane lane: Int, _ lanes: UnsafeMutableBufferPointer<Double>) -> Double {
        let squares = lanes[(6 + model.period) * Self.laneCount + lane]
        guard !squares.isNaN else { return .infinity }
        let logarithms = lanes[(7 + model.period) * Self.laneCount + lane]
        return Run.cost(squares: squares, logarithms: logarithms, count: values.count)
    }
}

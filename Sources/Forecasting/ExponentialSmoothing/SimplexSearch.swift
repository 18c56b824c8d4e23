/// A search by the simplex method that asks for the values of some points at a time, so that many searches can be asked at once.
///
/// It ends with the same point, to the last bit, however many points are asked for at a time.
///
/// Source: that of ``NelderMead``.
final class SimplexSearch {
    /// What the values asked for are of.
    private enum Phase {
        case start
        /// The corners besides the first, so far along their dimensions; those that found no value yet.
        case corners(part: Int, left: [Int])
        case reflection
        case expansion
        case contraction
        case shrinkage
    }

    /// How far corners are from the start, in steps: the other way, and nearer, where the domain ends.
    private static let parts = [1, -1, 0.25, -0.25]
    /// The points of a turn, of which only one or two are needed: reflected, expanded, contracted outside and inside.
    private static let pointsOfTurn = 4

    private let size: Int
    private let tolerance: Double
    private var left: Int
    private var phase = Phase.start
    private let steps: [Double]
    /// How many points are asked for; 0 at the end.
    private(set) var askedCount = 1
    /// Whether all points of a turn are asked for at once, in place of those that turn out to be needed.
    var looksAhead = false

    /// The rows of corners, of the same divided by their number, of points that are asked for, and of the center.
    private let rows: UnsafeMutablePointer<Double>
    private let corners: UnsafeMutablePointer<Double>
    private let parted: UnsafeMutablePointer<Double>
    private let asked: UnsafeMutablePointer<Double>
    private let center: UnsafeMutablePointer<Double>
    /// The values of the corners, and of the points that are asked for.
    private let values: UnsafeMutablePointer<Double>
    private let answers: UnsafeMutablePointer<Double>
    /// The rows of the corners, the best first where they are sorted.
    private var order: [Int]
    private let expansion: Double
    private let contraction: Double
    private let shrinking: Double
    private var reflected = 0.0

    /// Begins.
    ///
    /// - Parameters:
    ///   - start: The first corner.
    ///   - steps: How far the other corners are from it, one in each dimension.
    ///   - evaluations: How many values are used.
    ///   - tolerance: It ends where the values at the corners differ by less.
    ///   - value: The value of the first corner, where it is known.
    init(from start: [Double], steps: [Double], evaluations: Int, tolerance: Double, value: Double? = nil) {
        precondition(start.count == steps.count, "\(steps.count) steps in \(start.count) dimensions")
        size = start.count
        (self.steps, self.tolerance) = (steps, tolerance)
        left = evaluations
        let number = Double(size)
        (expansion, contraction, shrinking) = (
            1 + 2 / number, 0.75 - 0.5 / number, size > 1 ? 1 - 1 / number : 0.5
        )
        let askedRows = max(size, Self.pointsOfTurn)
        let count = (2 * (size + 1) + askedRows + 1) * size + size + 1 + askedRows
        rows = .allocate(capacity: count)
        rows.initialize(repeating: 0, count: count)
        corners = rows
        parted = corners + (size + 1) * size
        asked = parted + (size + 1) * size
        center = asked + askedRows * size
        values = center + size
        answers = values + size + 1
        order = Array(0...size)
        for (index, number) in start.enumerated() {
            corners[index] = number
            asked[index] = number
        }
        guard let value else { return }
        answers[0] = value
        advance()
    }

    deinit { rows.deallocate() }

    /// A point that is asked for.
    func point(_ index: Int) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(start: asked + index * size, count: size)
    }

    /// Takes the value of a point that is asked for: infinite or NaN outside of the domain, which is never entered then.
    func answer(_ index: Int, _ value: Double) { answers[index] = value.isNaN ? .infinity : value }

    /// The best point so far, and its value.
    var best: (point: [Double], value: Double) {
        let place = order.min { values[$0] < values[$1] } ?? 0
        return (Array(UnsafeBufferPointer(start: corners + place * size, count: size)), values[place])
    }

    /// Goes on after all that was asked for is answered.
    func advance() {
        switch phase {
        case .start:
            left -= 1
            setCorner(0, answers[0])
            askForCorners(part: 0, Array(0..<size))
        case .corners(let part, let dimensions):
            takeCorners(part, dimensions)
        case .reflection:
            left -= 1
            reflected = answers[0]
            turn()
        case .expansion:
            expand(by: 0)
        case .contraction:
            contract(by: 0)
        case .shrinkage:
            for place in 1...size {
                setCorner(order[place], answers[place - 1], from: place - 1)
                left -= 1
            }
            beginTurn()
        }
    }

    private func askForCorners(part: Int, _ dimensions: [Int]) {
        guard !dimensions.isEmpty else { return beginTurn() }
        for (row, dimension) in dimensions.enumerated() {
            let point = asked + row * size
            point.update(from: corners, count: size)
            point[dimension] = corners[dimension] + Self.parts[part] * steps[dimension]
        }
        askedCount = dimensions.count
        phase = .corners(part: part, left: dimensions)
    }

    private func takeCorners(_ part: Int, _ dimensions: [Int]) {
        var others: [Int] = []
        for (row, dimension) in dimensions.enumerated() {
            left -= 1
            if !answers[row].isFinite, part + 1 < Self.parts.count {
                others.append(dimension)
            } else {
                setCorner(dimension + 1, answers[row], from: row)
            }
        }
        askForCorners(part: part + 1, others)
    }

    private func beginTurn() {
        guard left > 0, size > 0 else { return end() }
        sort()
        let (best, worst) = (values[order[0]], values[order[size]])
        if worst - best <= tolerance { return end() }
        center.update(repeating: 0, count: size)
        for place in 0..<size {
            let part = parted + order[place] * size
            for index in 0..<size { center[index] += part[index] }
        }
        put(1, in: 0)
        askedCount = 1
        phase = .reflection
        guard looksAhead else { return }
        put(expansion, in: 1)
        put(contraction, in: 2)
        put(-contraction, in: 3)
        askedCount = Self.pointsOfTurn
    }

    private func turn() {
        if reflected < values[order[0]] {
            keepReflected()
            if askedCount > 1 { return expand(by: 1) }
            put(expansion, in: 0)
            phase = .expansion
        } else if reflected < values[order[size - 1]] {
            setCorner(order[size], reflected, from: 0)
            beginTurn()
        } else {
            let isOutside = reflected < values[order[size]]
            if askedCount > 1 { return contract(by: isOutside ? 2 : 3) }
            put(isOutside ? contraction : -contraction, in: 0)
            phase = .contraction
        }
    }

    /// The reflected point goes to the last row, where points of a turn never are asked for while it may be needed.
    private func keepReflected() {
        guard askedCount == 1 else { return }
        (asked + size).update(from: asked, count: size)
    }

    private func expand(by row: Int) {
        left -= 1
        let isBetter = answers[row] < reflected
        // Asked for alone, the expanded point lies before the reflected one; else behind it.
        let reflectedRow = row == 0 ? 1 : 0
        setCorner(order[size], isBetter ? answers[row] : reflected, from: isBetter ? row : reflectedRow)
        beginTurn()
    }

    private func contract(by row: Int) {
        left -= 1
        if answers[row] < min(reflected, values[order[size]]) {
            setCorner(order[size], answers[row], from: row)
            return beginTurn()
        }
        let best = corners + order[0] * size
        for place in 1...size {
            let (point, corner) = (asked + (place - 1) * size, corners + order[place] * size)
            for index in 0..<size { point[index] = best[index] + shrinking * (corner[index] - best[index]) }
        }
        askedCount = size
        phase = .shrinkage
    }

    /// Puts the point that lies so far beyond the center, seen from the worst corner, in a row.
    private func put(_ part: Double, in row: Int) {
        let (point, worst) = (asked + row * size, corners + order[size] * size)
        for index in 0..<size { point[index] = center[index] + part * (center[index] - worst[index]) }
    }

    private func setCorner(_ corner: Int, _ value: Double, from row: Int? = nil) {
        let point = corners + corner * size
        if let row { point.update(from: asked + row * size, count: size) }
        let (part, number) = (parted + corner * size, Double(size))
        for index in 0..<size { part[index] = point[index] / number }
        values[corner] = value
    }

    /// Corners of the same value stay in their order.
    private func sort() {
        order.withUnsafeMutableBufferPointer { order in
            for place in 1..<order.count {
                let corner = order[place]
                var next = place
                while next > 0, values[corner] < values[order[next - 1]] {
                    order[next] = order[next - 1]
                    next -= 1
                }
                order[next] = corner
            }
        }
    }

    private func end() { askedCount = 0 }
}

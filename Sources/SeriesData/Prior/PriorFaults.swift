/// What befalls series on their way to a file: values far off, and values that are missing.
enum PriorFaults {
    /// Puts values far off: single ones or several in a row.
    static func addOutliers(to path: inout [Double], using random: inout PriorRandom) {
        let size = typicalStep(of: path)
        let (rate, height) = (random.logUniform(0.003, 0.04), random.logUniform(3, 15))
        let isOneSided = random.chance(0.4)
        let side = random.sign()
        var left = 0
        for time in path.indices {
            if left == 0, random.chance(rate) { left = random.chance(0.8) ? 1 : random.integer(in: 2...5) }
            guard left > 0 else { continue }
            left -= 1
            path[time] += size * height * (0.5 + random.uniform()) * (isOneSided ? side : random.sign())
        }
    }

    /// Takes values away, here and there or many in a row: all but one at most become NaN.
    static func addGaps(to path: inout [Double], using random: inout PriorRandom) {
        let kept = random.integer(in: 0...path.count - 1)
        let value = path[kept]
        if random.chance(0.6) {
            let rate = random.logUniform(0.01, 0.3)
            for time in path.indices where random.chance(rate) { path[time] = .nan }
        } else {
            for _ in 0..<random.integer(in: 1...4) {
                let length = min(path.count, Int(random.logUniform(1, max(2, Double(path.count) / 6))))
                let start = random.integer(in: 0...path.count - length)
                for time in start..<start + length { path[time] = .nan }
            }
        }
        path[kept] = value
    }

    /// The mean step from value to value.
    private static func typicalStep(of path: [Double]) -> Double {
        let total = zip(path, path.dropFirst()).reduce(0) { $0 + Swift.abs($1.1 - $1.0) }
        return total / Double(max(1, path.count - 1))
    }
}

/// A level, seasons, a cycle and noise, added up.
enum PriorComposition {
    static func path(_ count: Int, season: Int, using random: inout PriorRandom) -> [Double] {
        var path = PriorNoise.path(count, using: &random)
        if random.chance(0.08) {
            let quiet = random.logUniform(0.01, 0.3)
            path = path.map { $0 * quiet }
        }
        let level = PriorLevel.path(count, using: &random)
        for time in path.indices { path[time] += level[time] }
        if season > 1 {
            if random.chance(0.75) { add(Double(season), to: &path, using: &random) }
            // A season that nobody told of, a longer one around it, and one that is not quite as long as was said.
            if random.chance(0.05) { add(random.logUniform(3, 60), to: &path, using: &random) }
            if random.chance(season == 24 || season == 48 ? 0.45 : 0.12) {
                let seasons = random.chance(0.6) ? 7 : random.integer(in: 2...12)
                add(Double(season * seasons), to: &path, using: &random)
            }
            if random.chance(0.05) { add(Double(season) * random.uniform(0.97, 1.03), to: &path, using: &random) }
        } else if random.chance(0.25) {
            add(random.logUniform(3, 60), to: &path, using: &random)
        }
        if random.chance(0.25) {
            let height = random.logUniform(0.5, 8)
            for (time, value) in PriorCycle.path(count, using: &random).enumerated() { path[time] += height * value }
        }
        return path
    }

    private static func add(_ period: Double, to path: inout [Double], using random: inout PriorRandom) {
        let height = random.logUniform(0.3, 15)
        for (time, value) in PriorSeason.path(path.count, period: period, using: &random).enumerated() {
            path[time] += height * value
        }
    }
}

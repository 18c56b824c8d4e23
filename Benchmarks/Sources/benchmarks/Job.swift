/// Something that is measured: it is called again and again.
struct Job {
    /// What is put beside another job of the same round.
    enum Comparison {
        /// The time, as a multiple of the other's.
        case time(of: String)
        /// The rate, as a share of the other's.
        case rate(of: String)
    }

    let name: String
    var comparison: Comparison?
    /// What is worked off in one call, in the unit of `rateUnit`; 0 where only the time counts.
    var work = 0.0
    var rateUnit = ""
    /// What is done once, before the first round.
    var prepare: () throws -> Void = {}
    let run: () throws -> Measurement
}

/// What one call of a job took.
struct Measurement {
    let seconds: Double
    /// The peak of memory, of a whole process.
    var megabytes: Double?
}

/// The seconds that `body` takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure { try body() }
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
}

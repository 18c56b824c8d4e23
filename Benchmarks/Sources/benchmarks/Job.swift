import Foundation

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

/// The seconds that `body` takes; with BENCH_CLOCK=cpu those in which this process computes, whatever others do meanwhile.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = isProcessorClock ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC
    func now() -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
    let start = now()
    try body()
    return now() - start
}

let isProcessorClock = ProcessInfo.processInfo.environment["BENCH_CLOCK"] == "cpu"

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The random numbers of one made-up series: they follow from a seed and the series' number alone.
///
/// So any series can be made without those before it. The state is a counter, and each number a mix of it.
/// Source: G. Steele, D. Lea, C. Flood, “Fast Splittable Pseudorandom Number Generators”, 2014 (splitmix64).
package struct PriorRandom: RandomNumberGenerator {
    private var counter: UInt64
    /// The second of two normal numbers that were drawn together.
    private var spare: Double?

    /// The numbers of the series `index` under `seed`.
    package init(seed: UInt64, index: Int) {
        counter = Self.mixed(Self.mixed(seed &+ Self.step) &+ UInt64(truncatingIfNeeded: index) &* Self.step)
    }

    private static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

    private static func mixed(_ word: UInt64) -> UInt64 {
        var z = word
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    package mutating func next() -> UInt64 {
        counter &+= Self.step
        return Self.mixed(counter)
    }

    /// Evenly from 0 up to 1.
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Evenly between two numbers.
    mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

    /// Between two numbers above 0, its logarithm evenly.
    package mutating func logUniform(_ low: Double, _ high: Double) -> Double {
        guard high > low else { return low }
        return exp(uniform(log(low), log(high)))
    }

    /// A whole number of a range, all of them equally likely.
    mutating func integer(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next().multipliedFullWidth(by: UInt64(range.count)).high)
    }

    /// Whether something with this probability happens.
    mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

    /// -1 or 1.
    mutating func sign() -> Double { next() & 1 == 0 ? -1 : 1 }

    /// One of several, as likely as its weight.
    mutating func pick<Element>(_ choices: [(Element, weight: Double)]) -> Element {
        var left = uniform() * choices.reduce(0) { $0 + $1.weight }
        for choice in choices.dropLast() {
            left -= choice.weight
            if left < 0 { return choice.0 }
        }
        return choices[choices.count - 1].0
    }

    /// From the normal distribution of mean 0 and deviation 1, by the polar method of Marsaglia.
    mutating func normal() -> Double {
        if let spare {
            self.spare = nil
            return spare
        }
        while true {
            let (u, v) = (2 * uniform() - 1, 2 * uniform() - 1)
            let square = u * u + v * v
            guard square > 0 && square < 1 else { continue }
            let factor = (-2 * log(square) / square).squareRoot()
            spare = v * factor
            return u * factor
        }
    }

    /// From the exponential distribution of mean 1.
    mutating func exponential() -> Double { -log(1 - uniform()) }

    /// From Student's distribution, with a deviation of 1: more than two degrees of freedom.
    ///
    /// Source: R. Bailey, “Polar Generation of Random Variates with the t-Distribution”, 1994.
    mutating func student(_ degrees: Double) -> Double {
        while true {
            let (u, v) = (2 * uniform() - 1, 2 * uniform() - 1)
            let square = u * u + v * v
            guard square > 0 && square < 1 else { continue }
            let variate = u * (degrees * (pow(square, -2 / degrees) - 1) / square).squareRoot()
            return variate * ((degrees - 2) / degrees).squareRoot()
        }
    }

    /// From the gamma distribution of that shape, above 0, and scale 1.
    ///
    /// Source: G. Marsaglia and W. Tsang, “A Simple Method for Generating Gamma Variables”, 2000.
    mutating func gamma(_ shape: Double) -> Double {
        guard shape >= 1 else { return gamma(shape + 1) * pow(1 - uniform(), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            guard v > 0 else { continue }
            if log(1 - uniform()) < x * x / 2 + d - d * v + d * log(v) { return d * v }
        }
    }

    /// From the Poisson distribution; from 50 on, the nearest whole number to a normal one.
    mutating func poisson(_ mean: Double) -> Double {
        guard mean < 50 else { return max(0, (mean + mean.squareRoot() * normal()).rounded()) }
        let limit = exp(-mean)
        var (count, product) = (-1.0, 1.0)
        repeat {
            product *= 1 - uniform()
            count += 1
        } while product > limit
        return count
    }
}

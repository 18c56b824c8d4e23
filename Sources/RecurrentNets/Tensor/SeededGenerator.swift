/// A random number generator that gives the same numbers for the same seed, everywhere and always.
///
/// Source: D. Blackman and S. Vigna, xoshiro256**, with the state drawn from the seed by splitmix64 as they recommend.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
    /// The four words of the state: all that is needed to go on from here.
    public private(set) var state: [UInt64]

    /// Starts from a seed.
    public init(seed: UInt64) {
        var word = seed
        state = (0..<4).map { _ in
            word &+= 0x9e37_79b9_7f4a_7c15
            var z = word
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return z ^ (z >> 31)
        }
    }

    /// Goes on from a state that was saved.
    ///
    /// - Returns: nil where `state` is not four words or all of them are 0.
    public init?(state: [UInt64]) {
        guard state.count == 4, state.contains(where: { $0 != 0 }) else { return nil }
        self.state = state
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        let result = Self.rotate(state[1] &* 5, by: 7) &* 9
        let shifted = state[1] << 17
        state[2] ^= state[0]
        state[3] ^= state[1]
        state[1] ^= state[2]
        state[0] ^= state[3]
        state[2] ^= shifted
        state[3] = Self.rotate(state[3], by: 45)
        return result
    }

    /// A generator of its own for a part of the work, so that parts do not depend on each other's use of numbers.
    public mutating func split() -> SeededGenerator {
        SeededGenerator(seed: next())
    }

    private static func rotate(_ word: UInt64, by count: UInt64) -> UInt64 {
        (word << count) | (word >> (64 - count))
    }
}

import CFunctions

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The transforms of a target in their order: a logarithm, if any, and then differences.
package struct TransformChain: Equatable, Sendable {
    package let transforms: [Transform]
    package let differencing: Differencing
    package let hasLogarithm: Bool

    /// More transforms than any series needs; the terms of a difference double with each.
    package static let most = 8

    package static let none = TransformChain(unchecked: [])

    /// The chain of `transforms`; nil where there are too many, or where a logarithm is not the first and only one, as
    /// differences may be below −1.
    package init?(_ transforms: [Transform]) {
        guard transforms.count <= Self.most, !transforms.dropFirst().contains(.log1p) else { return nil }
        self.init(unchecked: transforms)
    }

    private init(unchecked transforms: [Transform]) {
        self.transforms = transforms
        hasLogarithm = transforms.first == .log1p
        let lags = transforms.compactMap { transform -> Int? in
            switch transform {
            case .log1p: nil
            case .difference: 1
            case .seasonalDifference(let season): season
            }
        }
        differencing = Differencing(lags: lags)
    }

    /// Whether a value can be transformed.
    package func takes(_ value: Double) -> Bool { !hasLogarithm || value > -1 }

    /// The value that differences are made from.
    package func level(of value: Double) -> Double { hasLogarithm ? cf_log1p(value) : value }

    /// The value of a level.
    package func value(ofLevel level: Double) -> Double { hasLogarithm ? expm1(level) : level }

    /// The season that the values are compared over, if there is one.
    package var season: Int? {
        transforms.lazy.compactMap { transform -> Int? in
            if case .seasonalDifference(let season) = transform { season } else { nil }
        }.max()
    }
}

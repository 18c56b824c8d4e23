/// One change of a target's values before they are scaled, under the name that its option has.
package enum Transform: Equatable, Sendable, CustomStringConvertible {
    /// log(1 + x).
    case log1p
    /// x[t] − x[t − 1].
    case difference
    /// x[t] − x[t − season].
    case seasonalDifference(Int)

    package static let expected = "log1p, difference or seasonal-difference:12 with the steps of a season"
    /// The longest season.
    package static let longestSeason = 1_000_000

    private static let seasonalPrefix = "seasonal-difference:"

    /// The transform called `text`; nil where there is none.
    package init?(_ text: String) {
        switch text {
        case "log1p": self = .log1p
        case "difference": self = .difference
        default:
            guard text.hasPrefix(Self.seasonalPrefix), let season = Int(text.dropFirst(Self.seasonalPrefix.count)),
                (1...Self.longestSeason).contains(season)
            else { return nil }
            self = .seasonalDifference(season)
        }
    }

    package var description: String {
        switch self {
        case .log1p: "log1p"
        case .difference: "difference"
        case .seasonalDifference(let season): Self.seasonalPrefix + String(season)
        }
    }
}

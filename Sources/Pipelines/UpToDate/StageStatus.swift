/// Whether a stage must run.
package enum StageStatus: Equatable, Sendable {
    case upToDate
    case stale([StaleReason])

    /// How many reasons are said.
    private static let mostSaid = 8

    /// `up to date`, or the reasons why not, the first of many.
    package var text: String {
        switch self {
        case .upToDate: "up to date"
        case .stale(let reasons):
            reasons.prefix(Self.mostSaid).map(\.description).joined(separator: "; ")
                + (reasons.count > Self.mostSaid ? "; and \(reasons.count - Self.mostSaid) more" : "")
        }
    }
}

/// Whether a stage must run.
package enum StageStatus: Equatable, Sendable {
    case upToDate
    case stale([StaleReason])

    /// `up to date`, or the reasons why not.
    package var text: String {
        switch self {
        case .upToDate: "up to date"
        case .stale(let reasons): reasons.map(\.description).joined(separator: "; ")
        }
    }
}

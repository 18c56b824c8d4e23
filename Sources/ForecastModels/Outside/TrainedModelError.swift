/// Why a trained model could not be read or did not forecast; the text says where, what was found, and what to do.
public enum TrainedModelError: Error, Equatable, Sendable {
    /// The model cannot be read, or cannot do what it was asked for.
    case model(String)
    /// The rows cannot be read, or are not those that the model forecasts from.
    case rows(String)
    /// What came out is no forecast.
    case forecast(String)
}

extension TrainedModelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .model(let text), .rows(let text), .forecast(let text): text
        }
    }
}

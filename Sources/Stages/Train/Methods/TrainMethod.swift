import Forecasting

/// What a training makes, under the name of the option.
enum TrainMethod: Equatable, Sendable {
    case network
    /// The network that the program carries, which was trained in advance.
    case pretrained
    case statistical(StatisticalMethod)
    /// A model of models that were trained before.
    case combine
}

extension TrainMethod: RawRepresentable, CaseIterable {
    static var allCases: [TrainMethod] {
        [.network, .pretrained] + StatisticalMethod.allCases.map { .statistical($0) } + [.combine]
    }

    init?(rawValue: String) {
        guard let method = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = method
    }

    var rawValue: String {
        switch self {
        case .network: "network"
        case .pretrained: "pretrained"
        case .statistical(let method): method.rawValue
        case .combine: "combine"
        }
    }
}

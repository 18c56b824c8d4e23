import SeriesData

/// How values are scaled: by what is fitted to the training part, or by what has come so far.
enum ScaleChoice: Equatable, Sendable, CustomStringConvertible {
    case fitted(Scaling.Method)
    /// By the mean size of the differences over a season.
    case running(Int)

    private static let prefix = "running:"

    /// Reads a choice as ``description`` writes it.
    init?(_ text: String) {
        if let method = Scaling.Method(rawValue: text) {
            self = .fitted(method)
        } else if text.utf8.starts(with: Self.prefix.utf8),
            let season = Int(String(decoding: text.utf8.dropFirst(Self.prefix.utf8.count), as: UTF8.self)),
            1...Transform.longestSeason ~= season
        {
            self = .running(season)
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .fitted(let method): method.rawValue
        case .running(let season): Self.prefix + String(season)
        }
    }

    /// What is fitted.
    var method: Scaling.Method { if case .fitted(let method) = self { method } else { .none } }

    var runningSeason: Int? { if case .running(let season) = self { season } else { nil } }
}

extension ValueKind where Value == ScaleChoice {
    static var scaleChoice: Self {
        let names = Scaling.Method.allCases.map(\.rawValue).joined(separator: ", ")
        return ValueKind(
            name: "scaling", expected: "\(names), or running:168 with the steps of a season", choices: [],
            schemaType: "string"
        ) {
            ScaleChoice($0)
        } format: {
            $0.description
        }
    }
}

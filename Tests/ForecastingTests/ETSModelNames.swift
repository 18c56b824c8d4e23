import Testing

@testable import Forecasting

extension ETSModel {
    /// The model that fixtures call, say, `MAdM`.
    init(named name: String, season: Int) throws {
        let letters = Array(name)
        self.init(
            error: try #require(Component(rawValue: String(letters[0]))),
            trend: name.contains("d") ? .damped : letters[1] == "A" ? .additive : .none,
            season: try #require(letters.last.flatMap { Season(rawValue: String($0)) }), period: season)
    }
}

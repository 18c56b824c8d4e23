/// Forecasts of a demand that is mostly none: how large it is when there is one, and how often there is one, each smoothed.
///
/// Formulas: Croston's, z ← z + α·(y − z) and p ← p + α·(q − p) where a demand y comes q steps after the last one, forecast z/p;
/// Syntetos and Boylan's (SBA), (1 − α/2)·z/p; Teunter, Syntetos and Babai's (TSB), z ← z + α·(y − z) where one comes and
/// b ← b + α·(1[y ≠ 0] − b) at each step, forecast b·z. The first demand and its distance are the first z and p; α = 0.1.
///
/// Source: J. Croston, “Forecasting and Stock Control for Intermittent Demands”, 1972; A. Syntetos, J. Boylan, “The Accuracy of
/// Intermittent Demand Estimates”, 2005; R. Teunter, A. Syntetos, M. Babai, “Intermittent Demand: Linking Forecasting to
/// Inventory Obsolescence”, 2011.
struct IntermittentModel: StatisticalModel {
    enum Kind: Sendable {
        case croston
        case sba
        case tsb
    }

    static let alpha = 0.1

    private let kind: Kind
    private var size = 0.0
    private var distance = 0.0
    private var chance = 0.0
    private var hasDemand = false
    private var sinceDemand = 0
    private var count = 0

    init(_ kind: Kind) { self.kind = kind }

    mutating func read(_ value: Double) {
        let isDemand = value != 0
        count += 1
        sinceDemand += 1
        chance = count == 1 ? (isDemand ? 1 : 0) : chance + Self.alpha * ((isDemand ? 1 : 0) - chance)
        guard isDemand else { return }
        size = hasDemand ? size + Self.alpha * (value - size) : value
        distance = hasDemand ? distance + Self.alpha * (Double(sinceDemand) - distance) : Double(sinceDemand)
        (hasDemand, sinceDemand) = (true, 0)
    }

    func forecast(horizon: Int) -> [Double] { Array(repeating: rate, count: horizon) }

    private var rate: Double {
        guard hasDemand else { return 0 }
        switch kind {
        case .croston: return size / distance
        case .sba: return (1 - Self.alpha / 2) * size / distance
        case .tsb: return chance * size
        }
    }
}

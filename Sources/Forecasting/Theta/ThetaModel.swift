/// The Theta method of the M3 and M4 competitions: the mean of the line through the series and of a smoothed one with twice its
/// curvature, without the season, which comes on again.
///
/// Formula, of values d without their season, t = 1, 2, …: a + b·t the line of least squares through all of them; z = 2·d − (a + b·t);
/// ℓ ← ℓ + α·(z − ℓ) from the first z on; the forecast is (a + b·(n + h) + ℓ)/2. Smoothing is linear, so that ℓ is told from
/// smoothed d and t, and a and b may change with each value.
///
/// Source: V. Assimakopoulos, K. Nikolopoulos, “The Theta Model”, 2000; the competition's code.
struct ThetaModel: StatisticalModel {
    private let alpha: Double
    private let figure: SeasonalFigure?
    private var line = RunningLine()
    private var smoothedValue = 0.0
    private var smoothedTime = 0.0
    private var count = 0

    init(alpha: Double, figure: SeasonalFigure?) {
        self.alpha = alpha
        self.figure = figure
    }

    mutating func read(_ value: Double) {
        let d = figure?.adjusted(value, at: count) ?? value
        count += 1
        let time = Double(count)
        smoothedValue = count == 1 ? d : smoothedValue + alpha * (d - smoothedValue)
        smoothedTime = count == 1 ? time : smoothedTime + alpha * (time - smoothedTime)
        line.add(d)
    }

    func forecast(horizon: Int) -> [Double] {
        let (a, b) = (line.intercept, line.slope)
        let level = 2 * smoothedValue - (a + b * smoothedTime)
        return (0..<horizon).map { step in
            let d = (a + b * Double(count + step + 1) + level) / 2
            return figure?.restored(d, at: count + step) ?? d
        }
    }

    /// The α with the least squares of one-step errors on z, and the figure of the season, if it has one.
    static func fitted(_ history: [Double], season: Int) -> (alpha: Double, figure: SeasonalFigure?) {
        let figure = SeasonalFigure.tested(history, season: season)
        var line = RunningLine()
        let values = history.enumerated().map { figure?.adjusted($1, at: $0) ?? $1 }
        for value in values { line.add(value) }
        let z = values.enumerated().map { 2 * $1 - (line.intercept + line.slope * Double($0 + 1)) }
        func squares(_ alpha: Double) -> Double {
            var (level, sum) = (z.first ?? 0, 0.0)
            for value in z.dropFirst() {
                let error = value - level
                sum += error * error
                level += alpha * error
            }
            return sum
        }
        return (GoldenSection.minimum(in: 0.001...0.999, of: squares), figure)
    }
}

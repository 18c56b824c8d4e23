import Forecasting
import SeriesData

/// Command lines that train on a file and forecast it, to begin with.
struct SuggestedCommands {
    /// Empty where there is nothing to learn.
    let lines: [String]

    init(for description: DataDescription) {
        let count = description.values.count { !$0.isNaN }
        guard let target = description.targets.first, count >= Self.fewestValues else {
            lines = []
            return
        }
        lines = Maker(description: description, target: target).lines
    }

    /// So that a tenth of them is a step to check against.
    static let fewestValues = 10
}

extension SuggestedCommands {
    /// Puts the lines together.
    private struct Maker {
        let description: DataDescription
        let target: String

        private var layout: SeriesLayout { description.layout }
        private var axes: [TimeAxis] { layout.axes }
        private var count: Int { description.values.count }

        var lines: [String] {
            var lines: [String] = []
            if isReversed {
                lines.append(
                    "(head -n 1 \(shellQuoted(description.path)); tail -n +2 \(shellQuoted(description.path)) | tac) > "
                        + shellQuoted(data))
            }
            let predictOptions = [("model", model), ("data", data), ("output", stem + "-forecast.csv")]
            return lines + [line("train", options), line("predict", predictOptions)]
        }

        private func line(_ command: String, _ options: [(name: String, value: String)]) -> String {
            let words = options.map { name, value in
                // A value that begins with a hyphen would be taken for an option.
                "--\(name)" + (value.hasPrefix("-") ? "=" : " ") + shellQuoted(value)
            }
            return (["seqcast", command] + words).joined(separator: " ")
        }

        /// The file's name without its ending, for what is written to the current directory.
        private var stem: String {
            let name = description.path.split(separator: "/").last.map(String.init) ?? description.path
            let stem = name.hasSuffix(".csv") ? String(name.dropLast(4)) : name
            return stem.hasPrefix("-") ? "./" + stem : stem
        }

        private var model: String { stem + "-model" }

        /// The file to train on: one from the newest to the oldest is turned round first.
        private var data: String { isReversed ? stem + "-ascending.csv" : description.path }

        private var isReversed: Bool {
            guard axes.count == 1, let axis = axes.first else { return false }
            return axis.duplicates.isEmpty && axis.missing.isEmpty && axis.rows.count > 1
                && axis.disorder.count == axis.rows.count - 1
        }

        /// Whether the times can be given: of each series ascending, by steps, each once.
        private var usesTime: Bool {
            !axes.isEmpty
                && axes.allSatisfy { axis in
                    axis.frequency == layout.frequency && axis.frequency != nil && axis.missing.isEmpty
                        && axis.duplicates.isEmpty && axis.offGrid.isEmpty
                        && (axis.disorder.isEmpty || isReversed) && axis.missingSteps <= 3 * axis.rows.count
                }
        }

        private var features: [String] {
            let others = description.targets.dropFirst()
            return others.filter { name in
                // Half of the cells or more.
                (description.column(named: name)?.missing.count ?? 0) * 2 <= description.rowCount && !name.contains(",")
            }
        }

        private var hasMissing: Bool {
            ([target] + features).contains { description.column(named: $0)?.missing.isEmpty == false }
                || (usesTime && axes.contains { !$0.gaps.isEmpty })
        }

        private var season: Int? {
            description.season?.season.flatMap { $0 >= 2 && $0 * 4 <= count ? $0 : nil }
        }

        private var isDrifting: Bool { description.season?.isOfDifferences == true }

        /// Whether a larger level goes with larger swings: growth by factors, seen by the greatest being thrice the least.
        private var isGrowing: Bool {
            guard let numbers = description.column(named: target)?.numbers else { return false }
            return isDrifting && numbers.least > 0 && numbers.greatest >= 3 * numbers.least
        }

        private var transforms: [String] {
            var transforms = isGrowing ? ["log1p"] : []
            if isDrifting { transforms.append(season.map { "seasonal-difference:\($0)" } ?? "difference") }
            return transforms
        }

        private var calendar: [String] {
            guard usesTime, layout.time?.areDates == true else { return [] }
            switch layout.frequency {
            case .seconds(let step): return step < 86_400 ? ["hour", "weekday"] : []
            case .days(1), .businessDays: return count > 730 ? ["weekday", "month"] : ["weekday"]
            case .days(7): return count > 104 ? ["month"] : []
            case .months(let months, _): return months < 12 ? ["month"] : []
            default: return []
            }
        }

        /// A season, or what is usual, but no more than a twentieth of the series.
        private var horizon: Int { max(1, min(season ?? 8, count / 20, 52)) }

        private var lookback: Int { max(2, min(max(2 * (season ?? 0), 24), 96, count / 8)) }

        private var options: [(name: String, value: String)] {
            var options = [("data", data), ("output", model), ("target", target)]
            if usesTime, let time = layout.time { options.append(("time", time.name)) }
            if !features.isEmpty { options.append(("features", features.joined(separator: ","))) }
            if let series = layout.seriesColumn { options.append(("series-column", series)) }
            if hasMissing { options.append(("missing", "interpolate")) }
            if hasOutliers { options.append(("scale", "robust")) }
            options += transforms.map { ("transform", $0) }
            if !calendar.isEmpty { options.append(("calendar", calendar.joined(separator: ","))) }
            if !isDrifting, let season { options.append(("lags", String(season))) }
            options.append(("horizon", String(horizon)))
            options.append(("loss", "gaussian"))
            // Where a fifth is enough to judge by.
            if count >= 50 { options += [("validation", "0.2"), ("patience", "20")] }
            options += [
                ("sampling", "windows"), ("lookback", String(lookback)), ("cell", "gru"), ("hidden-size", "32"),
            ]
            options.append(("epochs", String(max(10, min(200, 200_000 / max(description.rowCount, 1))))))
            return options
        }

        private var hasOutliers: Bool {
            guard let numbers = description.column(named: target)?.numbers else { return false }
            return numbers.outliers.count * 100 > numbers.count
        }
    }
}

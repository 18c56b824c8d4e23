import SeriesData

/// Why a setting of a new project is as it is, for a comment beside it.
struct SettingNotes {
    private let command: String
    private let description: DataDescription

    init(of command: String, _ description: DataDescription) {
        (self.command, self.description) = (command, description)
    }

    /// What is to be said of an option; nil where its name says it.
    func note(_ option: String) -> String? {
        switch (command, option) {
        case ("tidy", "missing-value"): "What stands for a missing value."
        case ("tidy", "duplicates"): "Rows that stand twice become one, as where clocks are put back."
        case ("train", "target"): "The column that is forecast."
        case ("train", "features"): "What is known up to the present besides."
        case ("train", "series-column"): "Each text of it is a series of its own; one network learns them all."
        case ("train", "missing"):
            "Some values are missing: drawn from their neighbours here; carry repeats the last one."
        case ("train", "scale"):
            description.areSmallCounts
                ? "Counts are learnt as they are." : "By the median and the quartiles, since some values lie far off."
        case ("train", "range"): "Forecasts stay in it: the values come to its end, and never beyond."
        case ("train", "transform"):
            "log1p where swings grow with the level; differences where the level wanders: growth is learnt, not the level."
        case ("train", "calendar"): "The network is told where in these cycles the steps ahead lie."
        case ("train", "lags"): "The network is told the value of that many steps before, a season ago."
        case ("train", "horizon"):
            description.seasonLength == nil
                ? "Steps forecast at once." : "Steps forecast at once: a season, where the data allow."
        case ("train", "loss"):
            description.areSmallCounts
                ? "A distribution of whole numbers is learnt, so that intervals are counts too."
                : "A mean and a deviation are learnt, so that there are intervals; quantile asks less of their shape."
        case ("train", "test"): "The newest rows, which nothing reads but the backtest."
        case ("train", "validation"):
            "The part before them that tells when to stop: after so many epochs without a better one (patience)."
        case ("train", "sampling"): "Windows are drawn at random places, and read over so many steps (lookback)."
        case ("train", "cell"): "A small network, as for some hundred rows; lstm or a larger hidden-size for more."
        case ("train", "epochs"): "At most."
        case ("backtest", "step"): "From one place to forecast from to the next, and at most so many of them (origins)."
        case ("plot", "x-limits"): "The newest part; without it, all."
        case ("plot", "where"): "One of the series; without it, all, one after the other."
        default: nil
        }
    }
}

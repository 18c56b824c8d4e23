import Forecasting
import SeriesData
import Texts

/// Command lines that train on a file, measure the model, forecast, and draw the forecast, to begin with.
struct SuggestedCommands {
    /// Empty where there is nothing to learn.
    let lines: [String]

    init(for description: DataDescription) {
        let count = description.values.count { !$0.isNaN }
        guard let target = description.targets.first, count >= Self.fewestValues,
            !VisibleText.hides(description.path)
        else {
            lines = []
            return
        }
        lines = SuggestionMaker(description: description, target: target).lines
    }

    /// So that a tenth of them is a step to check against.
    static let fewestValues = 10
}

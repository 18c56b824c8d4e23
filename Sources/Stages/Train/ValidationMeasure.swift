import WeightFiles

/// What is measured on the validation part after each epoch, under the name of the option.
package enum ValidationMeasure: String, CaseIterable, Sendable {
    /// The loss that is trained, on the scale of the network.
    case loss
    /// The mean absolute error of levels, in units of the naive forecast's.
    case mase
    /// The pinball loss of the ends of intervals of 90 %, in these units.
    case pinball

    /// The one that a training was recorded with.
    init(recordedIn settings: RunSettings) {
        let name = ValidationSettings.stopBy.definition.name
        self = settings.entries.last { $0.name == name }.flatMap { Self(rawValue: $0.value) } ?? .loss
    }

    /// The column of `metrics.csv` that has it.
    package var column: String { "validation_\(rawValue)" }
}

/// The stages there are, in the order of the help.
///
/// The command line and the pipelines know stages from here alone.
package enum StageCatalog {
    package static let stages: [any Stage.Type] = [
        GenerateStage.self, TidyStage.self, TrainStage.self, PredictStage.self, BacktestStage.self, PlotStage.self,
        GatherStage.self, ReconcileStage.self, PretrainStage.self, ImportStage.self, ExportStage.self,
    ]

    /// The stage of that name.
    package static func stage(named name: String) -> (any Stage.Type)? {
        stages.first { $0.name == name }
    }
}

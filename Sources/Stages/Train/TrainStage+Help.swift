extension TrainStage {
    package static var helpGroups: [HelpGroup] {
        let continuation = ContinuationSettings.definitions
        let groups = [
            HelpGroup(
                "data", [TrainSettings.data.definition] + SeriesSettings.definitions,
                example: "--target Passengers --time Date --transform log1p --calendar month --horizon 12"),
            HelpGroup(
                "method", MethodSettings.definitions.filter { $0.role != .writes }, example: "--method ets --season 12"),
            HelpGroup(
                "network",
                [
                    TrainSettings.cell.definition, TrainSettings.activation.definition,
                    TrainSettings.hiddenSize.definition,
                    TrainSettings.layers.definition, TrainSettings.dropout.definition,
                ] + NetworkSettings.definitions + HeadSettings.definitions,
                example: "--cell gru --hidden-size 64 --layers 2 --loss gaussian"),
            HelpGroup(
                "checkpoints",
                continuation + [
                    TrainSettings.checkpointEvery.definition, TrainSettings.checkpointSeconds.definition,
                    TrainSettings.keep.definition, TrainSettings.fresh.definition,
                    TrainSettings.freshIfChanged.definition,
                ], example: "--resume-from model --epochs 200 --checkpoint-every 20 --keep 5"),
            HelpGroup(
                "output", options.filter { $0.role == .writes } + [TrainSettings.quiet.definition],
                example: "--output model --quiet"),
        ]
        let named = groups.flatMap(\.options).map(\.name)
        let training = HelpGroup(
            "training", options.filter { !named.contains($0.name) },
            example: "--epochs 200 --learning-rate 0.003 --optimizer adamw --validation 0.2 --patience 20")
        return Array(groups[..<3]) + [training] + groups[3...]
    }
}

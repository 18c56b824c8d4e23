import ArgumentParser
import Pipelines
import Stages

/// Which pipeline is meant: the arguments that all pipeline commands share.
struct SpecArguments: ParsableArguments {
    @Argument(help: "The pipeline's spec, a YAML file.") var spec: String
    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Set an option of a stage, as in training.hidden-size=64, or a variable; may be repeated.",
            valueName: "name=value")) var settings: [String] = []

    func pipeline() throws -> Pipeline {
        try Pipeline(file: spec, settings: settings, commands: StageCatalog.stages)
    }
}

import CSVTables
import Files
import SeriesData
import Texts

/// A small project around a file of numbers: a spec whose settings are explained, a Makefile, a README.
package struct Project {
    private let description: DataDescription
    private let target: String
    /// Where the file stands in the project.
    private let data: String
    private let commands: [SuggestionMaker.Command]

    /// - Throws: ``StageError/cannotForecast(file:found:expected:)`` where there is too little to learn.
    package init(of description: DataDescription) throws(StageError) {
        let count = description.values.count { !$0.isNaN }
        guard let target = description.target, count >= SuggestedCommands.fewestValues else {
            throw .cannotForecast(
                file: description.path,
                found: description.target == nil ? "no column of numbers that varies" : "\(count) values",
                expected: "a column of numbers with at least \(SuggestedCommands.fewestValues) values to learn from")
        }
        (self.description, self.target) = (description, target)
        let name = description.path.lastPathPart
        // A name that a shell or make could read otherwise stays outside.
        let isPlain = name.utf8.allSatisfy(Self.isPlain) && !name.begins(with: "-") && !name.begins(with: ".")
        data = "data/" + (isPlain ? name : "data" + (SuggestionMaker.ending(of: name) ?? ".csv"))
        let files = SuggestionMaker.Files(
            source: "./" + data, tidy: "data.csv", model: "model", backtest: "backtest.csv", errors: "errors.csv",
            forecast: "forecast.csv", figure: "forecast.png")
        commands = SuggestionMaker(description: description, target: target, files: files).commands
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
        }
    }

    /// Writes the project to `directory`, which is made, and holds nothing yet; the spec comes last.
    ///
    /// - Throws: ``FileError``, of the kind `cannotCreate` where something is in the directory.
    package func write(to directory: String) throws(FileError) {
        if Directories.isDirectory(at: directory) {
            guard try Directories.list(at: directory).isEmpty else {
                throw FileError(
                    .cannotCreate, at: directory,
                    "found a directory that is not empty; expected none, or an empty one; name another")
            }
        }
        try Directories.create(at: directory + "/data")
        try FileCopy.copy(description.path, to: directory + "/" + data)
        for (name, text) in [
            ("README.md", readme), ("Makefile", Self.makefile), (".gitignore", Self.ignored), ("pipeline.yaml", spec),
        ] {
            try DurableFile.write(Array(text.utf8), to: directory + "/" + name)
        }
    }

    // MARK: - The files

    private static let stageNames = [
        "tidy": "data", "train": "training", "backtest": "backtest", "predict": "forecast", "plot": "figure",
    ]

    /// The pipeline.
    package var spec: String {
        var lines = [
            "# From \(data) to a forecast and its picture: `make` runs what is not up to date, `seqcast status pipeline.yaml` says",
            "# what that is. `seqcast help train` lists all settings of a stage, `seqcast run pipeline.yaml --dry-run` checks this file.",
            "version: 1",
            "name: forecast",
            "# What the stages write is in here; what they read from elsewhere begins with ./ or /.",
            "directory: results",
            "stages:",
        ]
        for command in commands {
            if let about = Self.about[command.name] { lines += about.map { "  # \($0)" } }
            let notes = SettingNotes(of: command.name, description)
            lines.append(
                SpecLines.stage(
                    Self.stageNames[command.name] ?? command.name, command.name, command.options, comment: notes.note))
            lines.append("")
        }
        lines.removeLast()
        return lines.joined(separator: "\n") + "\n"
    }

    private static let about = [
        "tidy": ["The file as it came is not as the other stages read it; it is written anew, and left as it is."],
        "train": ["The network learns. Stopped at any moment, it goes on from its newest checkpoint."],
        "backtest": [
            "The rows that training has not read are forecast as though they had not come yet, beside forecasts that need no",
            "network: errors.csv says whether this one is worth it.",
        ],
        "predict": ["Every value from those before it, and the steps beyond the newest row."],
        "plot": ["The picture."],
    ]

    private static let makefile = """
        # make: run what is not up to date, and write the page. See README.md.
        SEQCAST ?= seqcast

        .PHONY: all run status slurm snakemake clean

        all: run
        \t@$(SEQCAST) report pipeline.yaml --output report.html
        \t@echo "the forecast is results/forecast.csv, its picture results/forecast.png, the page report.html"

        run:
        \t@$(SEQCAST) run pipeline.yaml

        status:
        \t@$(SEQCAST) status pipeline.yaml

        # The same stages as jobs of a cluster, from a directory that its nodes share.
        slurm:
        \t@$(SEQCAST) run pipeline.yaml --executor slurm

        Snakefile: pipeline.yaml
        \t@$(SEQCAST) export snakemake pipeline.yaml > $@.part
        \t@mv $@.part $@

        snakemake: Snakefile
        \t@snakemake --cores all

        clean:
        \t@rm -rf results report.html Snakefile Snakefile.part .snakemake

        """

    private static let ignored = "/results/\n/report.html\n/Snakefile\n/Snakefile.part\n/.snakemake/\n"

    private var readme: String {
        var found = "`\(data)` has \(description.rowCount) rows"
        if let time = description.time { found += ", their times in the column `\(VisibleText.of(time))`" }
        if let frequency = description.frequency { found += ", \(frequency)" }
        if !description.keys.isEmpty {
            found += ", of several series, told apart by `\(VisibleText.of(description.keys.joined(separator: ",")))`"
        }
        if let season = description.seasonLength { found += ", with a season of \(season) steps" }
        let lines = [
            "# A forecast of \(VisibleText.of(target))", "", found + ".", "",
            "| command | does |", "| --- | --- |",
            "| `make` | runs what is not up to date, and writes `report.html` |",
            "| `make status` | says of each stage whether it is up to date, and if not why |",
            "| `make slurm` | runs the stages as jobs of a Slurm cluster |",
            "| `make snakemake` | writes a `Snakefile`, and has Snakemake run the stages |",
            "| `make clean` | removes what was made |", "",
            "The settings stand in `pipeline.yaml`, each with the reason for it. Change one, and `make` runs again what depends on it.",
            "`results/errors.csv` says how large the errors are beside those of forecasts that need no network: where it does not",
            "beat them, take `seqcast forecast \(data)`, which tries many recipes and chooses.", "",
            "New rows: add them to `\(data)`, and `make`. `SEQCAST=/path/to/seqcast make` takes another program.",
            "",
        ]
        return lines.joined(separator: "\n")
    }
}

import CSVTables
import SeriesData
import Texts
import WeightFiles

/// What stands in a model's metadata besides the network's sizes.
///
/// Of a plain model these are its column, which one with a `source` may leave open, and its scaling; of any other
///
/// | key | what |
/// | --- | --- |
/// | `recipe` | `1`, or `2` with categories, the version of these keys |
/// | `target.N`, `feature.N`, `known_future.N` | names of columns |
/// | `feature.N.category.M`, `known_future.N.category.M` | the texts of one that holds categories |
/// | `time_column`, `series_column` | names of columns, where there are such |
/// | `range` | between which values forecasts stay, where that is said |
/// | `frequency` | how far apart rows are, where times are given: `steps 1`, `seconds 3600`, `months 1 day 1` |
/// | `transforms`, `calendar`, `lags` | with spaces between them |
/// | `anchors`, `running_season` | seasons, where there are such |
/// | `horizon`, `missing`, `scale`, `loss`, `quantiles` | the options of these names |
/// | `rows_trained` | how many rows of each the weights were fitted to, where that is fewer and more than one step is forecast |
/// | `rows_read` | how many rows of each series training has read, with spaces between them |
/// | `series.N`, `scaling.N` | a series' name; offset and divisor of each column: targets, features, known future |
package struct ModelMetadata {
    /// The version of the keys: the second has categories, which an older program cannot read.
    private static func version(_ columns: SeriesColumns) -> String { columns.categories.isEmpty ? "1" : "2" }
    /// The key under which an imported model says which framework's it was.
    package static let sourceKey = "source"

    package let recipe: SeriesRecipe
    package let head: ForecastHead
    package let fit: SeriesFit

    package init(recipe: SeriesRecipe, head: ForecastHead, fit: SeriesFit) {
        (self.recipe, self.head, self.fit) = (recipe, head, fit)
    }

    /// The texts, by key.
    package func texts(asPlain isPlain: Bool) -> ByteDictionary<String> {
        let columns = recipe.columns
        let rowsRead: ByteDictionary<String> =
            fit.rowsRead.isEmpty ? [:] : ["rows_read": Self.words(fit.rowsRead.map(String.init))]
        if isPlain {
            let scaling = fit.series[0].scaling.targets[0]
            var texts: ByteDictionary<String> = [
                "scale_offset": decimalText(scaling.offset), "scale_divisor": decimalText(scaling.divisor),
            ]
            texts["column"] = columns.targets.first
            return rowsRead.replaced(by: texts)
        }
        var texts: ByteDictionary<String> = [
            "recipe": Self.version(columns), "transforms": Self.words(recipe.transforms.transforms.map(\.description)),
            "calendar": Self.words(recipe.calendar.map(\.rawValue)), "lags": Self.words(recipe.lags.map(String.init)),
            "horizon": String(recipe.horizon), "missing": recipe.missing.rawValue, "scale": fit.scale.rawValue,
            "loss": head.loss.rawValue, "quantiles": Self.words(head.quantiles.map(decimalText)),
        ]
        texts["time_column"] = columns.time
        texts["series_column"] = columns.series
        if !recipe.anchors.isEmpty { texts["anchors"] = Self.words(recipe.anchors.map(String.init)) }
        texts["running_season"] = recipe.runningSeason.map(String.init)
        texts["frequency"] = fit.frequency?.code
        texts["range"] = recipe.range?.description
        texts = texts.replaced(by: rowsRead)
        if !fit.rowsTrained.isEmpty { texts["rows_trained"] = Self.words(fit.rowsTrained.map(String.init)) }
        for (key, names) in [
            ("target", columns.targets), ("feature", columns.features), ("known_future", columns.knownFuture),
            ("series", fit.series.map(\.name)),
        ] {
            for (index, name) in names.enumerated() {
                texts["\(key).\(index)"] = name
                guard key == "feature" || key == "known_future" else { continue }
                for (place, text) in (columns.categories(of: name)?.texts ?? []).enumerated() {
                    texts["\(key).\(index).category.\(place)"] = text
                }
            }
        }
        for (index, series) in fit.series.enumerated() {
            let numbers = series.scaling.all.flatMap { [$0.offset, $0.divisor] }
            texts["scaling.\(index)"] = Self.words(numbers.map(decimalText))
        }
        return texts
    }

    private static func words(_ words: [String]) -> String { words.joined(separator: " ") }
}

extension ModelMetadata {
    /// Reads the metadata of a model; bare weights stand for the next value of an unscaled series.
    ///
    /// - Throws: ``WeightFileError``.
    package init(_ file: WeightFile) throws(WeightFileError) {
        guard file.isModel else {
            try Self.requireBare(file)
            self.init(SeriesColumns(targets: []), .identity)
            return
        }
        guard let version = file.metadata["recipe"] else {
            try self.init(plain: file)
            return
        }
        let reader = ModelMetadataReader(file)
        let columns = SeriesColumns(
            targets: reader.names("target"), features: reader.names("feature"),
            knownFuture: reader.names("known_future"), time: file.metadata["time_column"],
            series: file.metadata["series_column"],
            categories: reader.categories("feature") + reader.categories("known_future"))
        guard version == Self.version(columns) else {
            throw file.error(
                "found a recipe of format \(WeightFileError.quoted(version)); expected \(Self.version(columns)); use the program version that wrote it"
            )
        }
        let transforms = try reader.values("transforms", expected: Transform.expected) { Transform($0) }
        guard !columns.targets.isEmpty, let chain = TransformChain(transforms) else {
            throw file.error(
                "found \(columns.targets.count) targets and \(transforms.count) transforms in the metadata; expected at least "
                    + "one and at most \(TransformChain.most), log1p first; the file is damaged, or its writer is in error"
            )
        }
        let recipe = SeriesRecipe(
            columns: columns, transforms: chain,
            calendar: try reader.values("calendar", expected: "cycles") { CalendarFeature(rawValue: $0) },
            lags: try reader.values("lags", expected: "whole numbers from 1 to \(SeriesRecipe.longestLag)") {
                Int($0).flatMap { (1...SeriesRecipe.longestLag).contains($0) ? $0 : nil }
            },
            horizon: try reader.value("horizon", expected: "a whole number from 1 to \(SeriesRecipe.longestHorizon)") {
                Int($0).flatMap { (1...SeriesRecipe.longestHorizon).contains($0) ? $0 : nil }
            },
            missing: try reader.value("missing", expected: "a rule") { MissingRule(rawValue: $0) },
            anchors: try reader.seasons("anchors"), runningSeason: try reader.seasons("running_season").first,
            range: try file.metadata["range"].map { _ throws(WeightFileError) in
                try reader.value("range", expected: ValueRange.expected) { ValueRange($0) }
            })
        guard recipe.anchors.isEmpty || recipe.transforms.differencing.span == 0 else {
            throw file.error(
                "found anchors and differences in the metadata; expected one of them; the file is damaged, or its writer is "
                    + "in error")
        }
        let quantiles = try reader.values("quantiles", expected: "numbers between 0 and 1") {
            decimal($0).flatMap { 0 < $0 && $0 < 1 ? $0 : nil }
        }
        let head = ForecastHead(
            loss: try reader.value("loss", expected: "a loss") { LossKind(rawValue: $0) }, quantiles: quantiles)
        let frequency = try file.metadata["frequency"].map { text throws(WeightFileError) in
            if let frequency = Frequency(code: text) { return frequency }
            throw file.error(
                "found the frequency \(WeightFileError.quoted(text)); expected one as steps 1, days 7, months 1 day 1")
        }
        let fit = SeriesFit(
            scale: try reader.value("scale", expected: "a scaling") { Scaling.Method(rawValue: $0) },
            series: try reader.scalings(of: columns), frequency: frequency, rowsRead: try reader.rows("rows_read"),
            rowsTrained: try reader.rows("rows_trained"))
        self.init(recipe: recipe, head: head, fit: fit)
        try requireSound(in: file, asPlain: false)
    }

    private init(plain file: WeightFile) throws(WeightFileError) {
        let offset = try file.metadata(named: "scale_offset")
        let divisor = try file.metadata(named: "scale_divisor")
        guard let offset = decimal(offset), let divisor = decimal(divisor), divisor > 0 else {
            throw file.error(
                "found the scaling offset \(WeightFileError.quoted(offset)) and divisor "
                    + "\(WeightFileError.quoted(divisor)); expected two numbers, the second above 0")
        }
        // A network from elsewhere may not name its column.
        let column = file.metadata[Self.sourceKey] == nil ? try file.metadata(named: "column") : file.metadata["column"]
        self.init(
            SeriesColumns(targets: column.map { [$0] } ?? []), Scaling(offset: offset, divisor: divisor),
            rowsRead: try ModelMetadataReader(file).rows("rows_read"))
        try requireSound(in: file, asPlain: true)
    }

    /// The next value of one column.
    private init(_ columns: SeriesColumns, _ scaling: Scaling, rowsRead: [Int] = []) {
        self.init(
            recipe: SeriesRecipe(columns: columns), head: .plain,
            fit: SeriesFit(
                scale: .none, series: [("", SeriesScaling(targets: [scaling]))], frequency: nil, rowsRead: rowsRead))
    }
}

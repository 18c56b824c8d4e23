import CSVTables
import Files
import ForecastModels
import Forecasting
import SeriesData
import Texts
import WeightFiles

/// Combines models that were made before, by their errors on the validation part of a file.
struct CombinedTraining {
    private let settings: TrainSettings
    private let method: MethodSettings

    init(_ settings: TrainSettings) {
        self.settings = settings
        method = settings.method
    }

    /// By what a member is known: the last part of its path.
    static func name(of directory: String) -> String {
        directory.lastPathPart
    }

    func run(_ console: any Console) throws {
        // A model that could not be made is passed over, where that was accepted.
        let missing = method.members.map { MissingModel(at: $0) }
        var paths = zip(method.members, missing).compactMap { $1 == nil ? $0 : nil }
        var members = try paths.map {
            CombinedModel.Member(name: Self.name(of: $0), model: try ModelCatalogue.model(at: $0))
        }
        guard !members.isEmpty else {
            throw StageError.cannotCombine(
                member: method.members[0], found: "no model in any of the members: \(missing[0]?.reason ?? "")",
                expected: "one at least")
        }
        try requireAlike(members, at: paths)
        var recipe = SeriesRecipe(
            columns: members[0].model.recipe.columns, horizon: members.map(\.model.recipe.horizon).min() ?? 1,
            missing: settings.series.recipe.missing)
        recipe.range =
            members.allSatisfy { $0.model.recipe.range == members[0].model.recipe.range }
            ? members[0].model.recipe.range : nil
        if recipe.missing == .error { recipe.missing = members[0].model.recipe.missing }
        let all = try SeriesFile(at: settings.data, recipe, console).keeping(
            first: settings.series.first, last: settings.series.last)
        let file = settings.validation.test.map { all.withoutLast($0) } ?? all
        let parts = file.frames.filter { $0.count > 0 }.map { frame in
            let kept = settings.validation.size?.rows(of: frame.count) ?? 0
            let complete = frame.filled(by: recipe.missing, lookingAheadIn: frame.count - kept)
                .stepping(by: members[0].model.fit.frequency)
            let scaling = complete.targets.map { target in
                let scale = NaiveScale(of: Array(target.prefix(frame.count - kept)), season: 1).absolute
                return scale.isFinite && scale > 0 ? Scaling(offset: 0, divisor: scale) : .identity
            }
            return ValidationPart(
                complete, actual: frame.targets, from: frame.count - kept, horizon: recipe.horizon,
                scaling: SeriesScaling(targets: scaling), seriesCount: file.frames.count)
        }
        guard !parts.isEmpty else {
            throw StageError.tooFewValues(file: settings.data, found: 0, needed: 1, purpose: "a combination")
        }
        let directory = try ModelOutput(settings.output, settings, console)
        let earlier = try method.weightsOf.map { try self.earlier(at: $0, like: members, recipe, console) }
        if let earlier, let directory = method.weightsOf, settings.validation.size != nil {
            for index in try worse(members, than: earlier, on: parts, console) {
                let name = members[index].name
                guard let old = earlier.members.first(where: { $0.name == name }) else { continue }
                console.note(
                    "\(settings.output): \(name), fitted again, misses the last rows by more than before; stays as it was"
                )
                members[index] = old
                paths[index] = directory + "/" + CombinedModel.directoryName + "/" + name
            }
        }
        let measured = try earlier == nil ? MemberErrors(members, on: parts, console) : nil
        let weights: [[Double]]
        let counted: [Int]
        if let earlier {
            weights = parts.map { Self.weights(of: earlier, for: members, in: $0.frame.name) }
            counted = Self.counted(weights, of: members, like: earlier)
        } else if let measured, method.weights == .robust {
            counted = measured.robustChoice(recipe)
            weights = parts.map { _ in members.map { _ in 0 } }
        } else {
            let found = self.weights(measured, of: members, on: parts)
            weights = method.weights == .validation ? measured?.settled(found, recipe) ?? found : found
            counted = Self.counted(weights, of: members, like: nil)
        }
        recipe.transforms = earlier?.recipe.transforms ?? Self.transforms(of: members, weights, in: file)
        let scaledParts = zip(parts, file.frames.filter { $0.count > 0 }).map { part, frame in
            // What is taken from an earlier one is meant in its units.
            if let earlier, settings.validation.size == nil, let learnt = earlier.fit.scaling(of: frame.name) {
                return part.with(scaling: learnt)
            }
            return part.scaled(
                for: recipe, knowing: frame.count - (settings.validation.size?.rows(of: frame.count) ?? 0))
        }
        let scores =
            try earlier.map { try self.scores(of: $0, recipe, on: scaledParts, console) }
            ?? measured?.keeping(counted).scores(
                weights.map { row in counted.map { row[$0] } }, recipe, on: scaledParts)
            ?? []
        let fit = SeriesFit(
            scale: .standard, series: scaledParts.map { ($0.frame.name, $0.scaling) },
            frequency: file.frames.lazy.compactMap(\.frequency).first, rowsRead: parts.map(\.frame.count))
        let model = CombinedModel(
            recipe: recipe, fit: fit, members: counted.map { members[$0] },
            weights: weights.map { row in counted.map { row[$0] } }, conformalScores: scores)
        try copyMembers(counted.map { paths[$0] }, to: directory)
        try directory.write(model.file)
        if let path = method.candidates, let measured {
            let leftOut = zip(method.members, missing).compactMap { path, missing in
                missing.map { (name: Self.name(of: path), $0) }
            }
            try measured.writeTable(
                weights, counted: counted, recipe, on: scaledParts, leftOut: leftOut,
                name: Self.name(of: settings.output), to: path)
        }
        for line in lines(members, weights, counted, measured) { try console.result(line) }
    }

    /// The members that have a weight in some series, and where the median is taken all, or those that an earlier combination had.
    private static func counted(
        _ weights: [[Double]], of members: [CombinedModel.Member], like earlier: CombinedModel?
    ) -> [Int] {
        let all = Set(members.map(\.name))
        // Where none of its members could be made again, all others count.
        let names = earlier.map { Set($0.members.map(\.name)) }.flatMap { $0.isDisjoint(with: all) ? nil : $0 }
        return members.indices.filter { index in
            weights.contains { row in
                row[index] > 0 || row.allSatisfy { $0 == 0 } && names?.contains(members[index].name) ?? true
            }
        }
    }

    /// The logarithm, where the members that take it count for half or more and no value is below 0: then errors grow with the level.
    private static func transforms(
        of members: [CombinedModel.Member], _ weights: [[Double]], in file: SeriesFile
    ) -> TransformChain {
        let logarithm: TransformChain = TransformChain([.log1p]) ?? .none
        let shares = weights.map { row in
            let sum = row.reduce(0, +)
            let part = members.indices.reduce(0) { sum, index in
                members[index].model.recipe.transforms.transforms.first == .log1p ? sum + row[index] : sum
            }
            return sum > 0 ? part / sum : 0
        }
        let isPositive = file.frames.allSatisfy { $0.targets.allSatisfy { $0.allSatisfy { $0.isNaN || $0 >= 0 } } }
        return isPositive && shares.reduce(0, +) >= Double(shares.count) / 2 ? logarithm : .none
    }

    /// How much more than before a model that has learnt the last rows may miss them by.
    private static let mostOfEarlier = 1.2

    /// The members that miss the validation part by more than those of an earlier combination, which have not learnt it: what fitting
    /// again has broken.
    private func worse(
        _ members: [CombinedModel.Member], than earlier: CombinedModel, on parts: [ValidationPart],
        _ console: any Console
    ) throws -> [Int] {
        let pairs = members.indices.compactMap { index in
            earlier.members.first { $0.name == members[index].name }.map { (index: index, old: $0) }
        }
        guard !pairs.isEmpty else { return [] }
        let quiet = QuietConsole(console)
        let now = try MemberErrors(pairs.map { members[$0.index] }, on: parts, quiet)
        let before = try MemberErrors(pairs.map(\.old), on: parts, quiet)
        return pairs.indices.filter { place in
            let (new, old) = (now.mean(of: place), before.mean(of: place))
            return old.isFinite && !(new <= Self.mostOfEarlier * old + 1e-9)
        }.map { pairs[$0].index }
    }

    /// What is known of the errors of an earlier combination: measured where a validation part is given, which then it must not have
    /// read, else as it stands in it.
    private func scores(
        of earlier: CombinedModel, _ recipe: SeriesRecipe, on parts: [ValidationPart], _ console: any Console
    ) throws -> [[Double]] {
        guard settings.validation.size != nil else { return earlier.conformalScores }
        let member = CombinedModel.Member(name: "", model: earlier)
        let errors = try MemberErrors([member], on: parts, QuietConsole(console))
        return errors.scores(parts.map { _ in [1] }, recipe, on: parts)
    }

    /// The weights that an earlier combination has in a series, in the order of these members.
    private static func weights(
        of earlier: CombinedModel, for members: [CombinedModel.Member], in series: String
    ) -> [Double] {
        guard let place = earlier.fit.series.firstIndex(where: { $0.name.isSame(as: series) }) else {
            return members.map { _ in 1 / Double(members.count) }
        }
        let weights = members.map { member in
            earlier.members.firstIndex { $0.name.isSame(as: member.name) }.map { earlier.weights[place][$0] } ?? 0
        }
        // Of members that are no longer there the others have the weight; the sum of all was 1, or 0 for the median.
        let (sum, whole) = (weights.reduce(0, +), earlier.weights[place].reduce(0, +))
        let names = members.map(\.name)
        guard whole > 0, earlier.members.contains(where: { !names.has($0.name) }) else { return weights }
        return sum > 0 ? weights.map { $0 * whole / sum } : members.map { _ in 1 / Double(members.count) }
    }

    private func weights(
        _ measured: MemberErrors?, of members: [CombinedModel.Member], on parts: [ValidationPart]
    ) -> [[Double]] {
        switch method.weights {
        case .mean: return parts.map { _ in members.map { _ in 1 / Double(members.count) } }
        case .median, .robust: return parts.map { _ in members.map { _ in 0 } }
        case .validation: return MemberWeights(measured?.errors ?? []).weights
        }
    }

    private func lines(
        _ members: [CombinedModel.Member], _ weights: [[Double]], _ counted: [Int], _ measured: MemberErrors?
    ) -> [String] {
        counted.compactMap { index in
            let mean = weights.reduce(0) { $0 + $1[index] } / Double(weights.count)
            let error = measured.map { "MASE " + significantDecimal($0.mean(of: index), digits: 4) }
            let isMedian = weights.allSatisfy { $0.allSatisfy { $0 == 0 } }
            let weight = isMedian ? nil : significantDecimal(mean, digits: 3)
            guard mean > 0 || weight == nil else { return nil }
            return ([members[index].name] + [error, weight.map { "weight \($0)" }].compactMap(\.self))
                .joined(separator: ": ")
        }
    }

    private func requireAlike(_ members: [CombinedModel.Member], at paths: [String]) throws {
        let first = members[0].model
        for (path, member) in zip(paths, members) {
            let columns = member.model.recipe.columns
            if !columns.features.isEmpty || !columns.knownFuture.isEmpty {
                throw StageError.cannotCombine(
                    member: path,
                    found: "further columns, \((columns.features + columns.knownFuture).joined(separator: ", "))",
                    expected: "models of the targets and of times alone")
            }
            if columns != first.recipe.columns {
                throw StageError.cannotCombine(
                    member: path, found: "the columns \(columns.all.joined(separator: ", "))",
                    expected: "those of the first member, \(first.recipe.columns.all.joined(separator: ", "))")
            }
        }
    }

    private func earlier(
        at path: String, like members: [CombinedModel.Member], _ recipe: SeriesRecipe, _ console: any Console
    ) throws -> CombinedModel {
        guard let earlier = try ModelCatalogue.model(at: path) as? CombinedModel else {
            throw StageError.cannotCombine(
                member: path, found: "no combination", expected: "a directory that --method combine wrote")
        }
        let names = Set(members.map(\.name))
        let unmade = Set(method.members.filter { MissingModel(at: $0) != nil }.map(Self.name))
        for member in earlier.members where unmade.contains(member.name) {
            console.note("\(settings.output): without '\(member.name)', of which no model could be made of these rows")
        }
        if let missing = earlier.members.first(where: { !names.contains($0.name) && !unmade.contains($0.name) }) {
            throw StageError.cannotCombine(
                member: path, found: "a combination with the member '\(missing.name)'",
                expected: "one of the members given, \(members.map(\.name).joined(separator: ", "))")
        }
        guard earlier.recipe.columns == recipe.columns, earlier.recipe.horizon == recipe.horizon else {
            throw StageError.cannotCombine(
                member: path, found: "a combination of other columns, or of another horizon",
                expected: "one of the columns and the horizon of the members")
        }
        return earlier
    }

    /// Copies what the models of members are read from, each into a directory of its own, and clears away others.
    private func copyMembers(_ paths: [String], to directory: ModelOutput) throws {
        let home = directory.path + "/" + CombinedModel.directoryName
        try Directories.create(at: home)
        for path in paths { try copy(path, to: home + "/" + Self.name(of: path)) }
        let kept = paths.map(Self.name)
        for name in try Directories.list(at: home) where !kept.has(name) {
            try Directories.remove(at: home + "/" + name)
        }
    }

    /// Models in it are copied as they are; checkpoints stay where they are.
    private func copy(_ source: String, to target: String) throws {
        try Directories.create(at: target)
        for name in try Directories.list(at: source).sorted() {
            let (from, to) = (source + "/" + name, target + "/" + name)
            if Directories.isDirectory(at: from) {
                if name.begins(with: "member") { try copy(from, to: to) }
            } else if name == ModelDirectory.modelName {
                try DurableFile.write(FileReader.read(from, limit: SafetensorsFile.largest), to: to)
            }
        }
    }
}

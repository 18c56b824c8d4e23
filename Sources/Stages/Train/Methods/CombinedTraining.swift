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
        let members = try method.members.map {
            CombinedModel.Member(name: Self.name(of: $0), model: try ModelCatalogue.model(at: $0))
        }
        try requireAlike(members)
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
        let earlier = try method.weightsOf.map { try self.earlier(at: $0, like: members, recipe) }
        let measured = try earlier == nil ? MemberErrors(members, on: parts, console) : nil
        let weights: [[Double]]
        if let earlier {
            weights = parts.map { Self.weights(of: earlier, for: members, in: $0.frame.name) }
        } else {
            let found = self.weights(measured, of: members, on: parts)
            weights = method.weights == .validation ? measured?.settled(found, recipe) ?? found : found
        }
        let isCounted = members.indices.map { index in weights.contains { $0[index] > 0 || $0.allSatisfy { $0 == 0 } } }
        let counted = members.indices.filter { isCounted[$0] }
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
            ?? measured?.scores(weights, recipe, on: scaledParts) ?? []
        let fit = SeriesFit(
            scale: .standard, series: scaledParts.map { ($0.frame.name, $0.scaling) },
            frequency: file.frames.lazy.compactMap(\.frequency).first, rowsRead: parts.map(\.frame.count))
        let model = CombinedModel(
            recipe: recipe, fit: fit, members: counted.map { members[$0] },
            weights: weights.map { row in counted.map { row[$0] } }, conformalScores: scores)
        try copyMembers(counted, to: directory)
        try directory.write(model.file)
        if let path = method.candidates, let measured {
            try measured.writeTable(weights, recipe, on: scaledParts, name: Self.name(of: settings.output), to: path)
        }
        for line in lines(members, weights, measured) { try console.result(line) }
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
        return members.map { member in
            earlier.members.firstIndex { $0.name.isSame(as: member.name) }.map { earlier.weights[place][$0] } ?? 0
        }
    }

    private func weights(
        _ measured: MemberErrors?, of members: [CombinedModel.Member], on parts: [ValidationPart]
    ) -> [[Double]] {
        switch method.weights {
        case .mean: return parts.map { _ in members.map { _ in 1 / Double(members.count) } }
        case .median: return parts.map { _ in members.map { _ in 0 } }
        case .validation: return MemberWeights(measured?.errors ?? []).weights
        }
    }

    private func lines(
        _ members: [CombinedModel.Member], _ weights: [[Double]], _ measured: MemberErrors?
    ) -> [String] {
        members.indices.compactMap { index in
            let mean = weights.reduce(0) { $0 + $1[index] } / Double(weights.count)
            let error = measured.map { "MASE " + significantDecimal($0.mean(of: index), digits: 4) }
            let weight =
                method.weights == .median && method.weightsOf == nil ? nil : significantDecimal(mean, digits: 3)
            guard mean > 0 || weight == nil else { return nil }
            return ([members[index].name] + [error, weight.map { "weight \($0)" }].compactMap(\.self))
                .joined(separator: ": ")
        }
    }

    private func requireAlike(_ members: [CombinedModel.Member]) throws {
        let first = members[0].model
        for (path, member) in zip(method.members, members) {
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
        at path: String, like members: [CombinedModel.Member], _ recipe: SeriesRecipe
    ) throws -> CombinedModel {
        guard let earlier = try ModelCatalogue.model(at: path) as? CombinedModel else {
            throw StageError.cannotCombine(
                member: path, found: "no combination", expected: "a directory that --method combine wrote")
        }
        let names = Set(members.map(\.name))
        if let missing = earlier.members.first(where: { !names.contains($0.name) }) {
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
    private func copyMembers(_ counted: [Int], to directory: ModelOutput) throws {
        let home = directory.path + "/" + CombinedModel.directoryName
        try Directories.create(at: home)
        for index in counted {
            try copy(method.members[index], to: home + "/" + Self.name(of: method.members[index]))
        }
        let kept = counted.map { Self.name(of: method.members[$0]) }
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

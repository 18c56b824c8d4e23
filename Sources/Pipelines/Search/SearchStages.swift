import Stages

/// The stages of a search: trials, those that the best go on in, rung by rung, and one that has the best in the end.
///
/// Successive halving by files alone: which training a stage of a later rung goes on with, it finds in the results of all
/// that it reads. So the stages are known before anything runs, and any executor can run them.
struct SearchStages {
    static let rungAxis = "rung"
    static let trialAxis = "trial"
    static let placeAxis = "place"

    /// The stage as the spec has it.
    let base: SpecStage
    let steering: StageSearch
    /// The values that each trial tries.
    let trials: [[(option: String, texts: [String])]]
    let ladder: [SearchOptions.Rung]
    let measure: ValidationMeasure

    /// The stages, the last one that which has the name and the output of the spec's; `path` gives the path of a result of
    /// some name beside that output, or nil, with a problem, where it cannot be.
    func stages(at path: (String) -> SpecPath?) -> [SpecStage] {
        var stages: [SpecStage] = []
        var earlier: [SpecPath] = []
        for (index, rung) in ladder.enumerated() {
            var own: [SpecPath] = []
            for number in 1...rung.count {
                let axes = [
                    StageAxis(name: Self.rungAxis, value: String(index + 1)),
                    StageAxis(name: index == 0 ? Self.trialAxis : Self.placeAxis, value: String(number)),
                ]
                guard let output = path(StageAxis.label(of: axes)) else { return [base] }
                var texts = index == 0 ? base.texts : Self.goingOn(base.texts, with: earlier, place: number, steering)
                if index == 0 {
                    for (option, tried) in trials[number - 1] { texts[option] = tried.isEmpty ? nil : tried }
                }
                texts[steering.stopAfter] = [String(rung.epochs)]
                texts[steering.acceptDivergence] = ["true"]
                if measure != .loss { texts[steering.measure] = [measure.rawValue] }
                texts[steering.output] = [output.path]
                let tried = index == 0 ? trials[number - 1].map(\.option) : []
                stages.append(stage(texts, axes: axes, reading: earlier, writing: output, tried: tried))
                own.append(output)
            }
            earlier = own
        }
        var texts = Self.goingOn(base.texts, with: earlier, place: 1, steering)
        if measure != .loss { texts[steering.measure] = [measure.rawValue] }
        return stages + [stage(texts, axes: [], reading: earlier, writing: nil, tried: [])]
    }

    /// Options that go on with what is in some directories, and take from it what may vary.
    private static func goingOn(
        _ texts: [String: [String]], with directories: [SpecPath], place: Int, _ steering: StageSearch
    ) -> [String: [String]] {
        var texts = texts
        for option in steering.variable { texts[option.name] = nil }
        texts[steering.resumeFrom] = directories.map(\.path)
        if directories.count > 1 { texts[steering.place] = [String(place)] }
        return texts
    }

    private func stage(
        _ texts: [String: [String]], axes: [StageAxis], reading directories: [SpecPath], writing output: SpecPath?,
        tried: [String]
    ) -> SpecStage {
        let reads = directories.map {
            SpecStage.File(option: steering.resumeFrom, path: $0, position: base.position)
        }
        let writes = base.writes.map { file in
            guard let output, file.option == steering.output else { return file }
            return SpecStage.File(option: file.option, path: output, position: file.position)
        }
        return SpecStage(
            template: base.template, axes: base.axes + axes, axisNames: base.axisNames, position: base.position,
            work: base.work, texts: texts, reads: base.reads + reads, writes: writes, limits: base.limits, tried: tried)
    }
}

import LinePlots

/// Finds which options of a plot do not go together.
struct PlotCheck {
    private let values: OptionValues
    private(set) var problems: [OptionError] = []

    init(_ values: OptionValues) {
        self.values = values
        checkOutput()
        checkCounts()
        checkHistogram()
        checkScales()
        checkLimits()
    }

    private mutating func report<Value>(_ option: StageOption<Value>, _ problem: String) {
        problems.append(OptionError(option: option.definition.name, problem: problem))
    }

    private mutating func checkOutput() {
        if values[PlotStage.output] == nil && !values[PlotStage.terminal] {
            report(PlotStage.output, "missing; give a path, or --terminal")
        }
        if let path = values[PlotStage.output], let problem = PictureForm.problem(ofName: path) {
            report(PlotStage.output, problem)
        }
        let form = values[PlotStage.output].flatMap { PictureForm(ofName: $0) }
        let size = values[PlotStage.size]
        if form == .pdf, max(size.width, size.height) > Figure.longestPDFSide {
            report(
                PlotStage.size,
                "found \(size.width)x\(size.height); expected sides of at most \(Figure.longestPDFSide) pixels in a PDF "
                    + "file, 200 inches, beyond which readers do not show it; choose a smaller size")
        }
        if form == .svg {
            let others: [(OptionDefinition, Bool)] = [
                (PlotStage.font.definition, values[PlotStage.font] != nil),
                (PlotStage.level.definition, values[PlotStage.level] != Figure.defaultLevel),
            ]
            for (option, isGiven) in others where isGiven {
                let problem = "is for PNG and PDF files, and says nothing with an SVG file"
                problems.append(OptionError(option: option.name, problem: problem))
            }
        }
        let standard = PixelSize(width: Figure.defaultWidth, height: Figure.defaultHeight)
        if values[PlotStage.terminal], values[PlotStage.output] == nil, values[PlotStage.size] != standard {
            report(
                PlotStage.size,
                "is the size of a file, in pixels, and says nothing with --terminal alone; set COLUMNS and LINES, or give "
                    + "--output too")
        }
    }

    private mutating func checkCounts() {
        let named = values[PlotStage.y].count
        // What is not named is known only when the file is read.
        let isKnown = named > 0 && values[PlotStage.panel].isEmpty
        let curves = named + values[PlotStage.right].count
        let labels = values[PlotStage.label].count
        if isKnown, labels != 0, labels != curves {
            report(PlotStage.label, "found \(labels) for \(curves) curves; give one for each --y, or none")
        }
        let kinds = values[PlotStage.kind].count
        if isKnown, kinds > 1, kinds != curves {
            report(PlotStage.kind, "found \(kinds) for \(curves) curves; give one for all, or one for each")
        }
        let (bands, bandLabels) = (values[PlotStage.band].count, values[PlotStage.bandLabel].count)
        if bandLabels != 0, bandLabels != bands {
            report(PlotStage.bandLabel, "found \(bandLabels) for \(bands) bands; give one for each --band, or none")
        }
        let (panels, panelLabels) = (values[PlotStage.panel].count, values[PlotStage.panelLabel].count)
        if panelLabels != 0, panelLabels != panels {
            report(
                PlotStage.panelLabel, "found \(panelLabels) for \(panels) panels; give one for each --panel, or none")
        }
        let panelScales = values[PlotStage.panelScale].count
        if panelScales > 0, panels == 0 {
            report(PlotStage.panelScale, Self.needs(PlotStage.panel))
        } else if panelScales > 1, panelScales != panels {
            report(PlotStage.panelScale, "found \(panelScales) for \(panels) panels; give one for all, or one for each")
        }
        if values[PlotStage.right].isEmpty {
            if values[PlotStage.rightLabel] != nil { report(PlotStage.rightLabel, Self.needs(PlotStage.right)) }
            if values[PlotStage.rightLimits] != nil { report(PlotStage.rightLimits, Self.needs(PlotStage.right)) }
            if values[PlotStage.rightScale] != nil { report(PlotStage.rightScale, Self.needs(PlotStage.right)) }
        }
        if values[PlotStage.residuals], named != 0, named != 2 {
            report(PlotStage.residuals, "found \(named) curves; give two with --y, of which the second is subtracted")
        }
    }

    private static func needs<Value>(_ option: StageOption<Value>) -> String {
        "says nothing without --\(option.definition.name); give that too"
    }

    private mutating func checkHistogram() {
        guard values[PlotStage.kind].contains(.histogram) else {
            if values[PlotStage.bins] != nil { report(PlotStage.bins, "says nothing without --kind histogram") }
            return
        }
        if Set(values[PlotStage.kind]).count > 1 {
            report(PlotStage.kind, "found histogram beside other kinds; a histogram stands alone")
        }
        let others: [(OptionDefinition, Bool)] = [
            (PlotStage.x.definition, values[PlotStage.x] != nil),
            (PlotStage.preset.definition, values[PlotStage.preset] != nil),
            (PlotStage.band.definition, !values[PlotStage.band].isEmpty),
            (PlotStage.right.definition, !values[PlotStage.right].isEmpty),
            (PlotStage.panel.definition, !values[PlotStage.panel].isEmpty),
            (PlotStage.residuals.definition, values[PlotStage.residuals]),
            (PlotStage.logX.definition, values[PlotStage.logX]),
            (PlotStage.xScale.definition, values[PlotStage.xScale] ?? .linear != .linear),
        ]
        for (option, isGiven) in others where isGiven {
            problems.append(
                OptionError(option: option.name, problem: "does not go with --kind histogram; leave one out"))
        }
    }

    private mutating func checkScales() {
        let flags = [
            (PlotStage.logY, PlotStage.yScale.definition.name, values[PlotStage.yScale]?.rawValue),
            (PlotStage.logX, PlotStage.xScale.definition.name, values[PlotStage.xScale]?.rawValue),
        ]
        for (flag, option, scale) in flags {
            if values[flag], let scale, scale != PlotScale.log.rawValue {
                report(flag, "found beside --\(option) \(scale); give one of them")
            }
        }
        let scales =
            [values[PlotStage.xScale]?.ofNumbers, values[PlotStage.yScale], values[PlotStage.rightScale]]
            + values[PlotStage.panelScale].map(Optional.some)
        if values[PlotStage.symlogThreshold] != nil, !scales.contains(.symlog) {
            report(PlotStage.symlogThreshold, "says nothing without an axis with a scale of symlog")
        }
    }

    private mutating func checkLimits() {
        let axes = [
            (PlotStage.limits, values[PlotStage.logY] || values[PlotStage.yScale] == .log),
            (PlotStage.xLimits, values[PlotStage.logX] || values[PlotStage.xScale] == .log),
            (PlotStage.rightLimits, values[PlotStage.rightScale] == .log),
        ]
        for (option, isLog) in axes {
            guard isLog, let limits = values[option] else { continue }
            if [limits.low, limits.high].contains(where: { ($0?.number ?? 1) <= 0 }) {
                report(option, "found '\(limits.text)'; expected numbers above 0 on a logarithmic axis")
            }
        }
    }
}

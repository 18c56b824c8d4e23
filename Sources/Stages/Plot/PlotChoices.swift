import CSVTables
import LinePlots
import SeriesData

/// How a curve is drawn; a histogram counts its values instead.
package enum PlotKind: String, CaseIterable, Sendable {
    case line
    case steps
    case points
    case linePoints = "line-points"
    case bars
    case histogram

    /// The kind of a curve; nil for a histogram.
    var curveKind: LinePlots.Curve.Kind? { LinePlots.Curve.Kind(rawValue: rawValue) }
}

/// How values are spread along an axis.
package enum PlotScale: String, CaseIterable, Sendable {
    case linear, log, symlog
}

/// How values are spread along the x axis, which may be of dates.
package enum PlotXScale: String, CaseIterable, Sendable {
    case linear, log, symlog, date

    /// What whole numbers are taken for.
    var reading: CSVTable.NumberReading { self == .date ? .dates : .numbers }

    /// The scale of an axis of numbers; nil for dates.
    var ofNumbers: PlotScale? { PlotScale(rawValue: rawValue) }
}

/// What a file is known to be, so that columns and axes are chosen for it.
package enum PlotPreset: String, CaseIterable, Sendable {
    /// The metrics of a training: losses over epochs, on a logarithmic axis where they can be.
    case loss
    /// A prediction: what was, what was foretold, its interval, and where the foretelling begins.
    case forecast
}

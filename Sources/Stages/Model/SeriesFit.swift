import SeriesData

/// What was fitted to the series that a model learnt.
struct SeriesFit: Equatable, Sendable {
    /// How the columns of a series are scaled that was not learnt.
    let scale: Scaling.Method
    /// The series learnt, and how each is scaled.
    let series: [(name: String, scaling: SeriesScaling)]
    /// How far apart the rows are, where times were given.
    let frequency: Frequency?
    /// How many rows of each series training has read, its validation included; empty where that is not known.
    var rowsRead: [Int] = []

    static func == (a: SeriesFit, b: SeriesFit) -> Bool {
        a.scale == b.scale && a.frequency == b.frequency && a.rowsRead == b.rowsRead
            && a.series.elementsEqual(b.series, by: ==)
    }

    /// Whether it is the scaling of one column alone.
    var isPlain: Bool {
        frequency == nil && series.count == 1 && series[0].name.isEmpty && series[0].scaling.all.count == 1
    }

    /// The scaling of the series called `name`; nil where it was not learnt.
    func scaling(of name: String) -> SeriesScaling? { series.first { $0.name == name }?.scaling }

    /// How many rows of a series training has read; nil where that is not known.
    func rowsRead(of name: String, in recipe: SeriesRecipe) -> Int? {
        guard !rowsRead.isEmpty else { return nil }
        guard recipe.columns.series != nil else { return rowsRead.first }
        return zip(series, rowsRead).first { $0.0.name == name }?.1 ?? 0
    }
}

import SeriesData
import Texts

/// What was fitted to the series that a model learnt.
package struct SeriesFit: Equatable, Sendable {
    /// How the columns of a series are scaled that was not learnt.
    package let scale: Scaling.Method
    /// The series learnt, and how each is scaled.
    package let series: [(name: String, scaling: SeriesScaling)]
    /// How far apart the rows are, where times were given.
    package let frequency: Frequency?
    /// How many rows of each series training has read, its validation included; empty where that is not known.
    package let rowsRead: [Int]
    /// How many rows of each series the weights were fitted to, its validation not included; empty where that is not known.
    package let rowsTrained: [Int]
    /// The place of each series by its name.
    private let places: [ByteText: Int]

    package init(
        scale: Scaling.Method, series: [(name: String, scaling: SeriesScaling)], frequency: Frequency?,
        rowsRead: [Int] = [], rowsTrained: [Int] = []
    ) {
        (self.scale, self.series, self.frequency) = (scale, series, frequency)
        (self.rowsRead, self.rowsTrained) = (rowsRead, rowsTrained)
        places = Dictionary(series.enumerated().map { (ByteText($1.name), $0) }) { first, _ in first }
    }

    package static func == (a: SeriesFit, b: SeriesFit) -> Bool {
        a.scale == b.scale && a.frequency == b.frequency && a.rowsRead == b.rowsRead
            && a.rowsTrained == b.rowsTrained
            && a.series.elementsEqual(b.series, by: ==)
    }

    /// Whether it is the scaling of one column alone.
    package var isPlain: Bool {
        frequency == nil && series.count == 1 && series[0].name.isEmpty && series[0].scaling.all.count == 1
    }

    /// The scaling of the series called `name`; nil where it was not learnt.
    package func scaling(of name: String) -> SeriesScaling? { places[ByteText(name)].map { series[$0].scaling } }

    /// The scaling of a series read by `recipe`; nil where it was not learnt.
    package func scaling(of frame: SeriesFrame, _ recipe: SeriesRecipe) -> SeriesScaling? {
        recipe.columns.series == nil ? series.first?.scaling : scaling(of: frame.name)
    }

    /// How many rows of a series training has read; nil where that is not known.
    package func rowsRead(of name: String, in recipe: SeriesRecipe) -> Int? {
        guard !rowsRead.isEmpty else { return nil }
        guard recipe.columns.series != nil else { return rowsRead.first }
        return places[ByteText(name)].map { rowsRead[$0] } ?? 0
    }

    /// How many rows of a series the weights were fitted to, or, where that is not known, were read; nil where neither is.
    package func rowsTrained(of name: String, in recipe: SeriesRecipe) -> Int? {
        guard !rowsTrained.isEmpty else { return rowsRead(of: name, in: recipe) }
        guard recipe.columns.series != nil else { return rowsTrained.first }
        return places[ByteText(name)].map { rowsTrained[$0] } ?? 0
    }
}

import CSVTables
import Files
import SeriesData

/// The one series of a large file for work that needs some of its rows at a time: memory does not grow with their number.
///
/// As the parts of a file of many series, its rows are taken for what those so far have them be until something shows otherwise:
/// see ``SeriesPieces``.
final class LongSeries {
    /// A piece need not have more rows than this, where a part of many series has some for each core.
    private static let rowCount = 1 << 15

    private let path: String
    private let recipe: SeriesRecipe
    private let learnt: Frequency?
    private let cut: SeriesParts.Cut
    private let console: any Console
    private var leadingCount = 0
    /// Nil before all rows were read once.
    private var count: Int?

    private init(
        of path: String, _ recipe: SeriesRecipe, by learnt: Frequency?, _ cut: SeriesParts.Cut, _ console: any Console
    ) {
        (self.path, self.recipe, self.learnt, self.cut, self.console) = (path, recipe, learnt, cut, console)
    }

    /// Does `work` on the series of the file at `path`, where it is a large one whose rows can be told piece by piece.
    ///
    /// Where they cannot, or anything is wrong, nothing is said, and nothing may appear of what was written, so that the work can be
    /// done on the whole, and errors are those of the whole.
    /// - Parameters:
    ///   - path: The file.
    ///   - recipe: What is read of it.
    ///   - learnt: How far apart the rows are that a model has learnt.
    ///   - cut: How the file is cut.
    ///   - console: What is told when the work is done.
    ///   - work: The work; it has a console of its own.
    /// - Returns: Whether the work is done.
    /// - Throws: `Stopped`; `FileError` where the file cannot be read.
    static func work(
        on path: String, _ recipe: SeriesRecipe, by learnt: Frequency?, cut: SeriesParts.Cut, _ console: any Console,
        _ work: (_ series: LongSeries, _ console: any Console) throws -> Void
    ) throws -> Bool {
        // What has a size can be read again.
        guard let size = FileReader.size(of: path), size >= cut.smallestFile else { return false }
        let series = LongSeries(of: path, recipe, by: learnt, cut, console)
        return try HeldConsole.tries(
            console, heading: { SeriesFile.say(leadingCount: series.leadingCount, at: path, console) },
            { held in try work(series, held) })
    }

    /// Hands out the rows, piece by piece, in the order of the file; there is one at least.
    ///
    /// - Parameters:
    ///   - count: After so many rows no further piece is read; nil for all.
    ///   - withTimes: Whether the pieces have their times, which take longer to read than numbers.
    ///   - body: What takes a piece.
    /// - Throws: What `body` throws, and what has the file be read as a whole.
    func forEachPiece(
        upTo count: Int? = nil, withTimes: Bool = true, _ body: (SeriesPieces.Piece) throws -> Void
    ) throws {
        var recipe = recipe
        if !withTimes { (recipe.columns.time, recipe.calendar) = (nil, []) }
        do {
            try forEachPiece(by: recipe, upTo: count ?? .max, body)
        } catch is HasEnough {}
    }

    /// No further rows are asked for.
    private struct HasEnough: Error {}

    private func forEachPiece(
        by recipe: SeriesRecipe, upTo most: Int, _ body: (SeriesPieces.Piece) throws -> Void
    ) throws {
        var pieces = try SeriesPieces(recipe)
        var reader = CSVReader(keeping: SeriesFile.selection(of: recipe))
        func take(_ table: CSVTable?) throws {
            guard reader.isSteady else { throw SeriesPieces.NeedsWhole() }
            guard let table, table.rowCount > 0, let piece = try pieces.next(table) else { return }
            guard learnt == nil || (pieces.frequency ?? learnt) == learnt else {
                throw SeriesPieces.NeedsWhole()
            }
            try body(piece)
            if pieces.count >= most { throw HasEnough() }
        }
        try FileReader.readChunks(of: path, chunkSize: cut.pieceSize) { bytes in
            try console.throwIfStopped()
            try reader.consume(bytes)
            if reader.rowCount >= min(cut.rowCount, Self.rowCount) { try take(reader.takeRows()) }
        }
        try reader.endLine()
        try take(reader.takeRows())
        try pieces.end()
        // Since it was read last it may have grown.
        guard pieces.count > 0, count ?? pieces.count == pieces.count else { throw SeriesPieces.NeedsWhole() }
        count = pieces.count
        leadingCount = pieces.leadingCount
    }

    /// How many rows there are; their times are not looked at.
    ///
    /// - Throws: As ``forEachPiece(_:)``.
    func rowCount() throws -> Int {
        if count == nil { try forEachPiece(withTimes: false) { _ in } }
        return count ?? 0
    }
}

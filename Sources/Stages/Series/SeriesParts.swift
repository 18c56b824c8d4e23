import CSVTables
import Files
import SeriesData

/// The series of a file for work that needs only some of them at a time, as forecasting does.
///
/// A large file of many series, in which the rows of each lie together, is read part by part: memory grows with the rows of a
/// part, or of the longest series, and with the number of series. Of any other file the whole is one part. The file is read
/// once: that what only the whole can tell (whether a series comes again, how times are written) is as the parts so far have it
/// is taken for granted until something shows otherwise.
final class SeriesParts {
    /// How a file is cut.
    struct Cut {
        /// A smaller file is read as a whole: its rows take no more memory than a part.
        var smallestFile = 1 << 22
        /// A part has so many rows or more.
        var rowCount = 1 << 17
        /// The bytes that are read at once.
        var pieceSize = FileReader.defaultChunkSize
    }

    /// Something that cannot be told from a part, and for which the whole must be read.
    private struct NeedsWhole: Error {}

    private let path: String
    private let recipe: SeriesRecipe
    /// How the file is cut, and its size; nil where the whole is one part.
    private let cutting: (cut: Cut, fileSize: Int)?
    private let console: any Console
    /// The names of the series so far, by their bytes.
    private var names: Set<[UInt8]> = []
    /// How the times of the first part are written.
    private var timeForm: TimeColumn.Form?
    private var leadingCount = 0
    /// The share of the file that was read so far.
    private(set) var share = 0.0

    private init(
        of path: String, _ recipe: SeriesRecipe, _ console: any Console, by cutting: (cut: Cut, fileSize: Int)? = nil
    ) {
        (self.path, self.recipe, self.cutting, self.console) = (path, recipe, cutting, console)
    }

    /// Does `work` on the series of the file at `path` and says what it says.
    ///
    /// Where the parts are not enough, or anything is wrong with them, the work is done once more on the whole, so that errors and
    /// notes are those of the whole: what it says until then is held back, and what it writes must appear at its end.
    /// - Throws: As ``SeriesFile``, and what `work` throws.
    static func work(
        on path: String, _ recipe: SeriesRecipe, cut: Cut = Cut(), _ console: any Console,
        _ work: (_ parts: SeriesParts, _ console: any Console) throws -> Void
    ) throws {
        // What has a size can be read again.
        guard recipe.columns.series != nil, !recipe.columns.targets.isEmpty,
            let size = FileReader.size(of: path), size >= cut.smallestFile
        else { return try work(SeriesParts(of: path, recipe, console), console) }
        let parts = SeriesParts(of: path, recipe, console, by: (cut, size))
        let isDone = try HeldConsole.tries(
            console, heading: { SeriesFile.say(leadingCount: parts.leadingCount, at: path, console) },
            { held in try work(parts, held) })
        if !isDone { try work(SeriesParts(of: path, recipe, console), console) }
    }

    /// Hands out the parts, each with whether it is the last, in the order of the file.
    ///
    /// - Throws: What `body` throws; `NeedsWhole`; as ``SeriesFile``.
    func forEach(_ body: (_ part: SeriesFile, _ isLast: Bool) throws -> Void) throws {
        guard let (cut, fileSize) = cutting else {
            share = 1
            return try body(SeriesFile(at: path, recipe, console), true)
        }
        var reader = CSVReader(keeping: SeriesFile.selection(of: recipe))
        var byteCount = 0
        try FileReader.readChunks(of: path, chunkSize: cut.pieceSize) { piece in
            try console.throwIfStopped()
            try reader.consume(piece)
            byteCount += piece.count
            share = min(1, Double(byteCount) / Double(fileSize))
            let ended = reader.endedSeriesRowCount
            guard ended >= cut.rowCount, let part = try part(ofFirst: ended, &reader) else { return }
            try body(part, false)
        }
        try reader.endLine()
        guard let part = try part(ofFirst: nil, &reader) else { throw NeedsWhole() }
        try body(part, true)
    }

    /// The series of the first `count` rows in hand, or of all; nil before the header.
    private func part(ofFirst count: Int?, _ reader: inout CSVReader) throws -> SeriesFile? {
        guard let table = try count.map({ try reader.takeRows($0) }) ?? reader.takeRows() else { return nil }
        let part = try SeriesFile(of: Table(path: path, table: table), recipe)
        for frame in part.frames where !names.insert(Array(frame.name.utf8)).inserted { throw NeedsWhole() }
        timeForm = timeForm ?? part.frames.first?.timeForm
        guard reader.isSteady, part.frames.allSatisfy({ $0.timeForm == timeForm }) else { throw NeedsWhole() }
        try part.requireUsable()
        leadingCount += part.leadingCount
        return part
    }
}

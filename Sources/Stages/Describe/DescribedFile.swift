import CSVTables
import Files
import SeriesData

/// A file as it was read, strictly if that is possible, and its first lines.
struct DescribedFile {
    /// Nil where it is not as it must be.
    private(set) var table: CSVTable?
    /// What is wrong with it then.
    private(set) var problem: CSVError?
    /// The first lines.
    private(set) var head: [UInt8] = []
    private let path: String

    /// So many bytes are looked at, or more where they hold few lines.
    private static let (headSize, fewestLines, mostHead) = (1 << 16, 12, 1 << 22)

    /// - Throws: ``FileError`` where it cannot be read.
    init(at path: String) throws {
        self.path = path
        var reader = CSVReader(keeping: .described)
        var (head, isWhole, lineCount) = ([UInt8](), true, 0)
        var problem: CSVError?
        /// What was read tells all that can be told.
        struct Enough: Error {}
        do {
            try FileReader.readChunks(of: path) { piece in
                if head.count < Self.headSize || (lineCount < Self.fewestLines && head.count < Self.mostHead) {
                    head += piece
                    lineCount += piece.count { $0 == UInt8(ascii: "\n") }
                } else {
                    isWhole = false
                    if problem != nil { throw Enough() }
                }
                guard problem == nil else { return }
                do throws(CSVError) {
                    try reader.consume(piece)
                } catch {
                    problem = error
                }
            }
        } catch is Enough {}
        if problem == nil {
            do throws(CSVError) {
                table = try reader.finish()
            } catch {
                problem = error
            }
        }
        if !isWhole, let end = head.lastIndex(of: UInt8(ascii: "\n")) { head.removeSubrange((end + 1)...) }
        (self.head, self.problem) = (head, problem)
    }

    /// The reason that is the true one: what the reader of files from elsewhere says, unless it says no more than that there is
    /// no table.
    func reason(_ error: StageError) -> StageError {
        guard let problem, case .badTable(_, let other) = error else { return error }
        // Of a file that is no text the first bytes tell.
        return problem.line == nil && problem.column == nil && other.line != nil
            ? .badTable(file: path, problem) : error
    }
}

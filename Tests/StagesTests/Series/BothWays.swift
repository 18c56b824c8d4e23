import Files
import TestSupport

@testable import Stages

/// What is said, and what is written to each of `outputs`, nil where there is no such file, where a file is read as `cut` says,
/// and where it is read as a whole.
func bothWays(
    _ cut: SeriesParts.Cut, _ outputs: [String], in directory: TemporaryDirectory,
    _ run: (_ cut: SeriesParts.Cut, _ console: any Console) throws -> Void
) throws -> (cut: [String?], whole: [String?]) {
    func way(_ cut: SeriesParts.Cut) throws -> [String?] {
        let console = Collector()
        do { try run(cut, console) } catch { console.lines.append("error: \(error)") }
        return try [console.lines.joined(separator: "\n")]
            + outputs.map { name in
                guard FileReader.size(of: directory.file(name)) != nil else { return nil }
                defer { try? Directories.remove(at: directory.file(name)) }
                return String(decoding: try FileReader.read(directory.file(name), limit: 1 << 22), as: UTF8.self)
            }
    }
    return (try way(cut), try way(SeriesParts.Cut(smallestFile: .max)))
}

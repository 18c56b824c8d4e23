import Files
import Texts

/// A stage as it was submitted: a line of the list that a job is given.
package struct SubmittedStage: Equatable, Sendable {
    package let name: String
    /// By what it is told whether the spec still means the same.
    package let definition: String

    /// Reads line `task`, from 0, of the list at `path`.
    ///
    /// - Throws: ``PipelineError``.
    package init(inFile path: String, task: Int) throws(PipelineError) {
        let bytes: [UInt8]
        do {
            bytes = try FileReader.read(path, limit: 1 << 26)
        } catch {
            throw .file(error)
        }
        let lines = String(decoding: bytes, as: UTF8.self).parts(between: "\n")
        guard lines.indices.contains(task), let words = lines[task].cut(at: " "), !words.behind.isEmpty else {
            throw .slurm("\(path): no stage in line \(task + 1)")
        }
        (definition, name) = words
    }
}

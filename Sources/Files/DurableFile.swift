/// A whole file, written so that a stop at any moment leaves the old contents or the new, never a part.
package enum DurableFile {
    /// Replaces what is at `path` with `bytes`; when this returns, they survive a power cut.
    ///
    /// - Throws: ``FileError``, of the kind `cannotCreate` before anything is written, `failed` after; what was at
    ///   `path` is then still there, and no temporary file is left.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let writer = try DurableFileWriter.open(at: path)
        try writer.append(bytes)
        try writer.commit()
    }
}

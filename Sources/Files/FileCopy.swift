#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Copies of files and directories that survive a power cut.
package enum FileCopy {
    private static let pieceSize = 1 << 20

    /// Copies the file, link or directory at `path`, with all that is in it, to `newPath`, where nothing is; links are
    /// copied as links, and what is neither file, link nor directory is left out.
    ///
    /// - Throws: ``FileError`` of the kind `failed`.
    package static func copy(_ path: String, to newPath: String) throws(FileError) {
        var waiting = [(path, newPath)]
        while let (source, target) = waiting.popLast() {
            do throws(SystemFailure) {
                let status = try SystemCalls.status(of: source, followingLink: false)
                switch FileType(status) {
                case .ordinary: try copyFile(source, to: target, mode: status.st_mode & 0o7777)
                case .symbolicLink: try copyLink(source, to: target)
                case .directory:
                    _ = try SystemCalls.retrying { mkdir(target, status.st_mode & 0o7777 | 0o700) }
                case .other: continue
                }
                if FileType(status) != .directory { continue }
            } catch {
                throw FileError(.failed, at: source, doing: "copy it to '\(target)'", code: error.code)
            }
            waiting += try Directories.list(at: source).map { (source + "/" + $0, target + "/" + $0) }
        }
        do throws(SystemFailure) {
            let parent = try SystemCalls.open(PathParts(newPath).directory, O_RDONLY | O_DIRECTORY)
            defer { close(parent) }
            try SystemCalls.synchronizeDirectory(parent)
        } catch {
            throw FileError(.failed, at: newPath, doing: "bring the copy to the disk", code: error.code)
        }
    }

    private static func copyFile(_ source: String, to target: String, mode: mode_t) throws(SystemFailure) {
        let input = try SystemCalls.open(source, O_RDONLY)
        defer { close(input) }
        let output = try SystemCalls.open(target, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(output) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 8)
        defer { buffer.deallocate() }
        while true {
            let count = try SystemCalls.read(input, into: buffer)
            if count == 0 { break }
            try SystemCalls.writeAll(output, UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        _ = try SystemCalls.retrying { fchmod(output, mode) }
        try SystemCalls.synchronize(output)
    }

    private static func copyLink(_ source: String, to target: String) throws(SystemFailure) {
        var bytes = [CChar](repeating: 0, count: 4097)
        _ = try SystemCalls.retrying { readlink(source, &bytes, bytes.count - 1) }
        _ = try SystemCalls.retrying { symlink(bytes, target) }
    }
}

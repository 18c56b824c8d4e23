import Files

/// What a spec may look at while it is read: files that are there already.
package struct SpecFiles {
    /// Whether something is at a path from the current directory.
    let exists: (String) -> Bool
    /// Whether something is at a path that is neither a file nor a directory.
    var isOther: (String) -> Bool = { _ in false }
    /// The contents of a file, of which there may be no more than so many bytes.
    let read: (String, Int) throws(FileError) -> [UInt8]

    /// The files of this machine.
    static var real: SpecFiles {
        SpecFiles(
            exists: { FileKind(of: $0) != nil }, isOther: { FileKind(of: $0) == .other }
        ) { (path, limit) throws(FileError) in
            try FileReader.read(path, limit: limit)
        }
    }
}

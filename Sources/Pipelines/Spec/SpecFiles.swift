import Files

/// What a spec may look at while it is read: files that are there already.
package struct SpecFiles {
    /// Whether something is at a path from the current directory.
    let exists: (String) -> Bool
    /// The contents of a file, of which there may be no more than so many bytes.
    let read: (String, Int) throws(FileError) -> [UInt8]

    /// The files of this machine.
    static var real: SpecFiles {
        SpecFiles(exists: { FileKind(of: $0) != nil }) { (path, limit) throws(FileError) in
            try FileReader.read(path, limit: limit)
        }
    }
}

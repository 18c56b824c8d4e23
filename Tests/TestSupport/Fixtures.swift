import Files

/// The files in `fixtures/`.
package enum Fixtures {
    /// The directory of the package.
    package static let packageDirectory: String = {
        let here = #filePath
        return here.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }
    }()

    /// The path of the fixture at `path` in `fixtures/`: `csv/good/plain.csv`.
    package static func path(_ path: String) -> String { packageDirectory + "/fixtures/" + path }

    /// The contents of the fixture at `path` in `fixtures/`.
    package static func bytes(_ path: String) throws -> [UInt8] {
        try FileReader.read(Self.path(path), limit: 1 << 30)
    }

    /// The contents of any file.
    package static func contents(_ path: String) throws -> [UInt8] { try FileReader.read(path, limit: 1 << 30) }

    /// The names of the fixtures in the directory at `path` in `fixtures/`, sorted.
    package static func names(in path: String) throws -> [String] { try Directories.list(at: Self.path(path)) }
}

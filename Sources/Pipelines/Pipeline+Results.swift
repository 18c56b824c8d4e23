import Texts

extension Pipeline {
    /// What stages write that are no instances, by their paths.
    package func outputs(of names: [String]) -> [String] {
        spec.stages.filter { names.contains($0.name) }.flatMap(\.writes).map(\.path.path)
    }

    /// All that the stages read and write, by their paths.
    package var files: [String] { spec.stages.flatMap { $0.reads + $0.writes }.map(\.path.path) }

    /// What the pipeline is there for: the files and directories that a stage writes and none reads, by their paths.
    package var results: [String] {
        var read: Set<[UInt8]> = []
        var directoriesOfRead: Set<[UInt8]> = []
        for file in spec.stages.lazy.flatMap(\.reads) {
            let path = Array(file.path.path.utf8)
            read.insert(path)
            directoriesOfRead.formUnion(Self.directories(of: path))
        }
        return spec.stages.flatMap(\.writes).map(\.path.path).filter { written in
            let path = Array(written.utf8)
            return !read.contains(path) && !directoriesOfRead.contains(path)
                && !Self.directories(of: path).contains(where: read.contains)
        }
    }

    /// The directories that a path leads through.
    private static func directories(of path: [UInt8]) -> [[UInt8]] {
        path.indices.dropFirst().filter { path[$0] == UInt8(ascii: "/") }.map { Array(path[..<$0]) }
    }
}

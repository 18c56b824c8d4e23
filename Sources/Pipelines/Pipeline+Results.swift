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
        let read = spec.stages.flatMap(\.reads).map(\.path.path)
        return spec.stages.flatMap(\.writes).map(\.path.path).filter { written in
            !read.contains { ($0 + "/").begins(with: written + "/") || written.begins(with: $0 + "/") }
        }
    }
}

extension Pipeline {
    /// What the pipeline is there for: the files and directories that a stage writes and none reads, by their paths.
    package var results: [String] {
        let read = spec.stages.flatMap(\.reads).map(\.path.path)
        return spec.stages.flatMap(\.writes).map(\.path.path).filter { written in
            !read.contains { $0 == written || $0.hasPrefix(written + "/") || written.hasPrefix($0 + "/") }
        }
    }
}

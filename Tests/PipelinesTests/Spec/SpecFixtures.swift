import Files
import Stages
import TestSupport

@testable import Pipelines

/// Reads a spec that is in the file called `FILE`, where nothing else is there.
func readSpec(_ bytes: [UInt8], exists: (String) -> Bool = { _ in false }) throws(PipelineError) -> Spec {
    try Spec(bytes, file: "FILE", commands: SampleStages.all, currentDirectory: "/home/user", exists: exists)
}

/// Reads a spec of stages, written with an indent of two, in the directory `d`.
func readStages(_ stages: String, exists: (String) -> Bool = { _ in false }) throws(PipelineError) -> Spec {
    try readSpec(Array("version: 1\ndirectory: d\nstages:\n\(stages)".utf8), exists: exists)
}

/// The lines of what is wrong with a spec.
func problems(with bytes: [UInt8]) -> [String] {
    do {
        _ = try readSpec(bytes)
        return []
    } catch {
        return error.description.split(separator: "\n").map(String.init)
    }
}

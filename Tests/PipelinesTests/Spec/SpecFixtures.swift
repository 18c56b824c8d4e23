import Files
import Stages
import TestSupport

@testable import Pipelines

/// Reads a spec that is in the file called `FILE`, where nothing else is there.
func readSpec(
    _ bytes: [UInt8], settings: [String] = [], files: [String: String] = [:],
    exists: @escaping (String) -> Bool = { _ in false }
) throws(PipelineError) -> Spec {
    let files = SpecFiles(exists: { exists($0) || files[$0] != nil }) { (path, _) throws(FileError) in
        guard let text = files[path] else { throw FileError(.missing, at: path, "is not there") }
        return Array(text.utf8)
    }
    return try Spec(
        bytes, file: "FILE", settings: settings, commands: SampleStages.all, currentDirectory: "/home/user", files)
}

/// Reads a spec of stages, written with an indent of two, in the directory `d`.
func readStages(
    _ stages: String, exists: @escaping (String) -> Bool = { _ in false }
) throws(PipelineError) -> Spec {
    try readSpec(Array("version: 1\ndirectory: d\nstages:\n\(stages)".utf8), exists: exists)
}

/// The lines of what is wrong with a spec.
func problems(with bytes: [UInt8], settings: [String] = [], files: [String: String] = [:]) -> [String] {
    do {
        _ = try readSpec(bytes, settings: settings, files: files)
        return []
    } catch {
        return error.description.split(separator: "\n").map(String.init)
    }
}

/// The files that bad specs include, or make stages from, at the paths by which they name them.
let includedFiles: [String: String] = {
    var files: [String: String] = [:]
    for name in (try? Fixtures.names(in: "specs/included")) ?? [] {
        let bytes = (try? Fixtures.bytes("specs/included/\(name)")) ?? []
        files[(name.hasSuffix(".csv") ? "data/" : "included/") + name] = String(decoding: bytes, as: UTF8.self)
    }
    return files
}()

import Foundation
import TestSupport
import Testing
import Texts

@testable import Files

@Suite struct DirectoriesTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func `a directory is made with those above it, and made again is left as it is`() throws {
        try Directories.create(at: directory.file("a//b/c/"))
        _ = try directory.write("x", to: "a/b/c/file")
        try Directories.create(at: directory.file("a/b/c"))
        #expect(try Directories.list(at: directory.file("a/b/c")) == ["file"])
    }

    @Test func `a directory is not made where a file is in the way`() throws {
        let file = try directory.write("x", to: "file")
        for path in [file, file + "/a", file + "/a/b"] {
            let error = #expect(throws: FileError.self) { try Directories.create(at: path) }
            #expect(error?.kind == .cannotCreate)
            #expect(error?.path == path)
            #expect(error?.problem.hasSuffix("is or lies in something that is not a directory") == true)
        }
    }

    @Test func `an empty path makes no directory`() {
        let error = #expect(throws: FileError.self) { try Directories.create(at: "") }
        #expect(error?.problem == "cannot make the directory '': No such file or directory")
    }

    @Test(.timeLimit(.minutes(2))) func `in a directory that is gone nothing is made, and the way up ends`() throws {
        let series = Fixtures.packageDirectory + "/fixtures/series/airline-passengers.csv"
        let command = ["train", "--data", series, "--column", "Passengers", "--method", "drift", "--output", "model"]
        let line = ([SeqcastCommand.path] + command).map { shellQuoted($0) }.joined(separator: " ")
        let end = try OtherProgram.run(
            "/bin/sh", ["-c", "mkdir gone && cd gone && rmdir ../gone && exec \(line)"], in: directory.path)
        #expect(end.code == 73)
    }

    @Test func `names are sorted by their bytes`() throws {
        for name in ["b", "a", "B", ".h", "é"] { _ = try directory.write("", to: name) }
        #expect(try directory.names() == [".h", "B", "a", "b", "é"])
    }

    @Test func `a directory that is not there cannot be listed or removed`() {
        let path = directory.file("none")
        let problem = "No such file or directory"
        let listing = #expect(throws: FileError.self) { try Directories.list(at: path) }
        #expect(listing == FileError(.missing, at: path, "cannot read the directory: \(problem)"))
        let removal = #expect(throws: FileError.self) { try Directories.remove(at: path) }
        #expect(removal == FileError(.missing, at: path, "cannot remove: \(problem)"))
    }

    @Test func `a tree is removed, and what its links lead to is not`() throws {
        try Directories.create(at: directory.file("tree/a/b"))
        try Directories.create(at: directory.file("outside"))
        _ = try directory.write("x", to: "outside/kept")
        _ = try directory.write("x", to: "tree/a/file")
        symlink(directory.file("outside"), directory.file("tree/a/link"))
        try Directories.remove(at: directory.file("tree"))
        #expect(try directory.names() == ["outside"])
        #expect(try Directories.list(at: directory.file("outside")) == ["kept"])
    }
}

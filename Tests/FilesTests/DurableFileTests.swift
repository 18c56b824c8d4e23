import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct DurableFileTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    func contents(_ name: String) throws -> String {
        String(decoding: try FileReader.read(directory.file(name), limit: 1 << 20), as: UTF8.self)
    }

    @Test func `a written file holds what was written, and nothing else is left`() throws {
        try DurableFile.write(Array("one".utf8), to: directory.file("a.csv"))
        #expect(try contents("a.csv") == "one")
        #expect(try directory.names() == ["a.csv"])
    }

    @Test func `an existing file is replaced as a whole`() throws {
        _ = try directory.write("a long text", to: "a")
        _ = try directory.write("short", to: "a")
        #expect(try contents("a") == "short")
    }

    @Test func `an empty file can be written`() throws {
        _ = try directory.write("", to: "empty")
        #expect(try contents("empty").isEmpty)
    }

    @Test func `pieces are added in order, and nothing has the name before the commit`() throws {
        let writer = try DurableFileWriter.open(at: directory.file("a"))
        try writer.append(Array("one ".utf8))
        try writer.append(Array("two".utf8))
        #expect(try directory.names().contains("a") == false)
        try writer.commit()
        #expect(try contents("a") == "one two")
    }

    @Test func `a temporary file is hidden and carries the names of file and process`() throws {
        let writer = try DurableFileWriter.open(at: directory.file("a.csv"))
        let name = try #require(try directory.names().first)
        #expect(name.hasPrefix(".a.csv.\(getpid())-"))
        #expect(name.hasSuffix(".seqcast-tmp"))
        writer.discard()
    }

    @Test func `a writer that is released or discarded leaves the old file and no other`() throws {
        _ = try directory.write("old", to: "a")
        try DurableFileWriter.open(at: directory.file("a")).append(Array("new".utf8))
        let writer = try DurableFileWriter.open(at: directory.file("a"))
        writer.discard()
        #expect(try directory.names() == ["a"])
        #expect(try contents("a") == "old")
    }

    @Test func `nothing can be added after the end`() throws {
        let writer = try DurableFileWriter.open(at: directory.file("a"))
        try writer.commit()
        let error = #expect(throws: FileError.self) { try writer.append([1]) }
        #expect(error?.problem == "the writing of this file has already ended")
        #expect(throws: FileError.self) { try writer.commit() }
        #expect(try directory.names() == ["a"])
    }

    /// In a process of its own, as the limit holds for all of it; the first write is short, the next one fails.
    @Test func `a file beyond the size limit is a reported error, and the old file stays`() async {
        await #expect(processExitsWith: .success) {
            StandardStreams.prepare()
            let directory = try TemporaryDirectory()
            let path = try directory.write("old", to: "a")
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            limit.rlim_cur = 100_000
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let error = #expect(throws: FileError.self) {
                try DurableFile.write([UInt8](repeating: 7, count: 150_000), to: path)
            }
            #expect(error == FileError(.failed, at: path, "cannot write: File too large"))
            #expect(try directory.names() == ["a"])
            #expect(try FileReader.read(path, limit: 3) == Array("old".utf8))
        }
    }

    @Test func `what a killed process was writing is swept away, and the old file stays`() async throws {
        _ = try directory.write("old", to: "a")
        let path = directory.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let writer = try DurableFileWriter.open(at: path + "/a")
            try writer.append(Array("half".utf8))
            kill(getpid(), SIGKILL)
        }
        #expect(try directory.names().count == 2)
        #expect(TemporaryFiles.sweep(in: directory.path).count == 1)
        #expect(try directory.names() == ["a"])
        #expect(try contents("a") == "old")
    }

    @Test func `a directory that goes while its file is written is a reported error`() throws {
        try Directories.create(at: directory.file("sub"))
        let writer = try DurableFileWriter.open(at: directory.file("sub/a"))
        try writer.append([1])
        try Directories.remove(at: directory.file("sub"))
        let error = #expect(throws: FileError.self) { try writer.commit() }
        #expect(error?.kind == .failed)
        #expect(error?.problem == "cannot give the file its name: No such file or directory")
    }

    @Test func `a new file has the mode of any new file`() throws {
        let mask = umask(0o22)
        umask(mask)
        let path = try directory.write("x", to: "a")
        #expect(try SystemCalls.status(of: path, followingLink: false).st_mode & 0o777 == 0o666 & ~mask)
    }

    @Test func `what cannot be written is refused before anything is`() throws {
        try Directories.create(at: directory.file("sub"))
        _ = try directory.write("x", to: "plain")
        symlink("nowhere", directory.file("dangling"))
        mkfifo(directory.file("pipe"), 0o666)
        let expected = [
            "sub": "a directory is there; a file was expected; name a file in it",
            "sub/": "a directory is there; a file was expected; name a file in it",
            "new/": "names a directory; a file was expected; name a file in it",
            "none/a": "the directory '\(directory.path)/none' is not there; make it first, or name another",
            "plain/a": "'\(directory.path)/plain' is not a directory; name another",
            "dangling": "a symbolic link to nothing is there; remove it, or make what it leads to",
            "pipe": "a device or a pipe is there; an ordinary file was expected; name another file",
            String(repeating: "n", count: 256): "cannot make the file: File name too long",
            "zero\0byte": "cannot make the file: Invalid argument",
        ]
        for (name, problem) in expected {
            let error = #expect(throws: FileError.self) { try DurableFile.write([1], to: directory.file(name)) }
            #expect(error == FileError(.cannotCreate, at: directory.file(name), problem))
        }
        #expect(try directory.names() == ["dangling", "pipe", "plain", "sub"])
    }

    @Test(.enabled(if: getuid() != 0, "root may write anywhere"))
    func `a write-protected file is not replaced`() throws {
        let path = try directory.write("x", to: "a")
        chmod(path, 0o444)
        let error = #expect(throws: FileError.self) { try DurableFile.write([1], to: path) }
        #expect(error?.problem == "cannot replace the file that is there: Permission denied")
    }

    @Test func `through a symbolic link the file behind it is replaced`() throws {
        try Directories.create(at: directory.file("sub"))
        _ = try directory.write("old", to: "sub/real")
        symlink("sub/real", directory.file("link"))
        _ = try directory.write("new", to: "link")
        #expect(try contents("sub/real") == "new")
        let status = try SystemCalls.status(of: directory.file("link"), followingLink: false)
        #expect(FileType(status) == .symbolicLink)
    }

    @Test func `a name of the greatest length can be written`() throws {
        let name = String(repeating: "é", count: 127)
        _ = try directory.write("x", to: name)
        #expect(try directory.names() == [name])
    }

    @Test func `a sweep removes the temporary files of the dead and of no other`() throws {
        let dead = ".a.csv.2147483646-abc.seqcast-tmp"
        for name in [
            dead, ".a.csv.tmp", "a.2147483646-abc.seqcast-tmp", ".a.x-abc.seqcast-tmp",
            ".a.csv.2147483646-.seqcast-tmp", ".a.csv.0-abc.seqcast-tmp",
        ] {
            _ = try directory.write("x", to: name)
        }
        // Locked, though no process here has its number.
        let held = try directory.write("x", to: ".b.csv.2147483646-abc.seqcast-tmp")
        let other = open(held, O_RDWR)
        defer { close(other) }
        #expect(flock(other, LOCK_EX) == 0)
        let writer = try DurableFileWriter.open(at: directory.file("living"))
        try writer.append([1])
        #expect(TemporaryFiles.sweep(in: directory.path) == [dead])
        #expect(try directory.names().count == 7)
        try writer.commit()
        #expect(TemporaryFiles.sweep(in: directory.file("none")) == [])
    }
}

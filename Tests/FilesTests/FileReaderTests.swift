import Foundation
import TestSupport
import Testing
import Texts

@testable import Files

@Suite struct FileReaderTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func `a file is read whole, at any size up to the limit`() throws {
        for size in [0, 1, 4095, 4096, 70_000] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let path = try directory.write(bytes, to: "a")
            #expect(try FileReader.read(path, limit: size) == bytes)
        }
    }

    @Test func `a file over the limit is refused`() throws {
        let path = try directory.write("12345", to: "a")
        let error = #expect(throws: FileError.self) { try FileReader.read(path, limit: 4) }
        let problem = "the file is too large: it has 5 bytes; at most 4 bytes are read"
        #expect(error == FileError(.unusable, at: path, problem))
    }

    @Test(.enabled(if: access("/proc/self/maps", R_OK) == 0))
    func `a file that tells no size has the limit too`() throws {
        let error = #expect(throws: FileError.self) { try FileReader.read("/proc/self/maps", limit: 10) }
        #expect(error?.kind == .unusable && error?.problem.contains("it has more") == true)
        let whole = try FileReader.read("/proc/self/maps", limit: 1 << 24)
        #expect(whole.count > 4096 && whole.last == UInt8(ascii: "\n"))
    }

    @Test func `a huge sparse file is refused before memory is asked for`() throws {
        let path = try directory.write("", to: "a")
        #expect(truncate(path, 1 << 42) == 0)
        #expect(throws: FileError.self) { try FileReader.read(path, limit: 1 << 30) }
        let error = #expect(throws: FileError.self) { try FileReader.read(path, limit: .max) }
        #expect(error?.problem.hasPrefix("the file does not fit in memory") == true)
    }

    @Test func `what is not there or is a directory is missing`() throws {
        let absent = #expect(throws: FileError.self) { try FileReader.read(directory.file("none"), limit: 9) }
        #expect(absent?.kind == .missing)
        #expect(absent?.problem == "cannot open the file: No such file or directory")
        let inDirectory = #expect(throws: FileError.self) { try FileReader.read(directory.path, limit: 9) }
        #expect(inDirectory?.kind == .missing)
        #expect(inDirectory?.problem == "is a directory; a file was expected; name a file in it")
    }

    @Test(.enabled(if: access("/proc/self/mem", R_OK) == 0))
    func `a read that fails is reported`() {
        let error = #expect(throws: FileError.self) { try FileReader.read("/proc/self/mem", limit: 9) }
        #expect(error == FileError(.failed, at: "/proc/self/mem", "cannot read: Input/output error"))
    }

    @Test func `the size is that of an ordinary file`() throws {
        #expect(FileReader.size(of: try directory.write("12345", to: "a")) == 5)
        #expect(FileReader.size(of: directory.path) == nil)
        #expect(FileReader.size(of: directory.file("none")) == nil)
    }

    @Test func `pieces are those of the file, in order`() throws {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        let path = try directory.write(bytes, to: "a")
        var pieces: [[UInt8]] = []
        try FileReader.readChunks(of: path, chunkSize: 300) { pieces.append(Array($0)) }
        #expect(pieces.map(\.count) == [300, 300, 300, 100])
        #expect(Array(pieces.joined()) == bytes)
    }

    @Test(arguments: ["/dev/zero", "pipe", "."])
    func `what may have no end is not read as a whole`(_ name: String) throws {
        let path = name.begins(with: "/") ? name : directory.file(name)
        if name == "pipe" { mkfifo(path, 0o666) }
        let link = directory.file("link")
        symlink(path, link)
        for path in [path, link] {
            let error = #expect(throws: FileError.self) { try FileReader.read(path, limit: 1 << 40) }
            #expect(error?.problem.contains(name == "." ? "is a directory" : "is a pipe or a device") == true)
            #expect(throws: FileError.self) { try FileReader.head(of: path, count: 8) }
        }
    }

    @Test func `the head of a file tells how much there is`() throws {
        let path = try directory.write("12345", to: "a")
        #expect(try FileReader.head(of: path, count: 2) == (Array("12".utf8), 5))
        #expect(try FileReader.head(of: path, count: 9) == (Array("12345".utf8), 5))
    }

    @Test func `a pipe can be read in pieces`() async throws {
        let path = directory.file("pipe")
        mkfifo(path, 0o666)
        let text = [UInt8](repeating: 65, count: 200_000)
        let reading = Task.detached {
            var bytes: [UInt8] = []
            try FileReader.readChunks(of: path) { bytes += $0 }
            return bytes
        }
        Thread.detachNewThread {
            let file = fopen(path, "w")
            fwrite(text, 1, text.count, file)
            fclose(file)
        }
        #expect(try await reading.value == text)
    }

    @Test(arguments: [70, 90, 100])
    func `a file that is changed while it is read is refused`(size: Int) throws {
        let path = try directory.write([UInt8](repeating: 1, count: 100), to: "a")
        // A second ago, as the clock of a file system goes in steps.
        let old = timespec(tv_sec: time(nil) - 1, tv_nsec: 0)
        #expect(utimensat(AT_FDCWD, path, [old, old], 0) == 0)
        let error = #expect(throws: FileError.self) {
            try FileReader.readChunks(of: path, chunkSize: 60) { _ in
                let file = fopen(path, "r+")
                fputc(2, file)
                fclose(file)
                truncate(path, size)
            }
        }
        let problem = "the file was changed while it was read; run again when it is complete"
        #expect(error == FileError(.failed, at: path, problem))
    }

    @Test func `a file that another takes the place of is read to its end`() throws {
        let path = try directory.write([UInt8](repeating: 1, count: 100), to: "a")
        let other = try directory.write([UInt8](repeating: 2, count: 90), to: "b")
        var read: [UInt8] = []
        try FileReader.readChunks(of: path, chunkSize: 60) { piece in
            rename(other, path)
            read += piece
        }
        #expect(read == [UInt8](repeating: 1, count: 100))
    }
}

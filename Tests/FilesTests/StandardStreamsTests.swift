import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct StandardStreamsTests {
    @Test func `a write to a full device is a reported error`() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let error = #expect(throws: FileError.self) {
            try StandardStreams.write("text", to: full, called: "standard output")
        }
        #expect(error?.description == "standard output: cannot write: No space left on device")
    }

    @Test func `a broken pipe is a reported error, not a death`() throws {
        StandardStreams.prepare()
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let error = #expect(throws: FileError.self) {
            try StandardStreams.write("text", to: ends[1], called: "standard output")
        }
        #expect(error == FileError(.failed, at: "standard output", "cannot write: Broken pipe"))
    }

    @Test func `a pipe that is full and does not wait is waited for`() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        defer { close(writing) }
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            var left = 300_000
            while left > 0 { left -= read(reading, &buffer, buffer.count) }
            close(reading)
        }
        try StandardStreams.write(String(repeating: "x", count: 300_000), to: writing, called: "standard output")
    }

    @Test func `a closed stream takes what is written, and no file opened later does`() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("a")
        await #expect(processExitsWith: .exitCode(3)) { [path = path as String] in
            close(0)
            close(1)
            // Which were found closed is not asked: another thread of the test's process may have opened a file meanwhile.
            StandardStreams.prepare()
            let writer = try DurableFileWriter.open(at: path)
            try StandardStreams.writeOutput("lost")
            try writer.append(Array("kept".utf8))
            try writer.commit()
            exit(3)
        }
        #expect(try FileReader.read(path, limit: 9) == Array("kept".utf8))
    }
}

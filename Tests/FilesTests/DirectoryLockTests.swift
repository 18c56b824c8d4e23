import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct DirectoryLockTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func `a directory is held once, and free again when the lock is released`() throws {
        do {
            let lock = try DirectoryLock(of: directory.path)
            let error = #expect(throws: FileError.self) { try DirectoryLock(of: directory.path) }
            #expect(error?.kind == .cannotCreate)
            #expect(error?.problem.hasSuffix("is at work in this directory; wait for it, or stop it") == true)
            withExtendedLifetime(lock) {}
        }
        _ = try DirectoryLock(of: directory.path)
        #expect(try directory.names().isEmpty)
    }

    /// A child that is being started has all descriptors until its program begins; a duplicate stands for it here.
    @Test(.enabled(if: access("/proc/self/fd", R_OK) == 0))
    func `a directory is free when the lock is released, whoever else has it open`() throws {
        var duplicates: [Int32] = []
        defer { duplicates.forEach { close($0) } }
        do {
            let lock = try DirectoryLock(of: directory.path)
            for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
                if target == directory.path, let descriptor = Int32(name) { duplicates.append(dup(descriptor)) }
            }
            withExtendedLifetime(lock) {}
        }
        #expect(!duplicates.isEmpty)
        _ = try DirectoryLock(of: directory.path)
    }

    @Test(.enabled(if: access("/usr/bin/flock", X_OK) == 0 && access("/proc/locks", R_OK) == 0))
    func `the process that holds the directory is named, and its death frees it`() throws {
        let other = Process()
        other.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        other.arguments = ["--no-fork", directory.path, "sh", "-c", "echo held; exec sleep 60"]
        let output = Pipe()
        other.standardOutput = output
        try other.run()
        _ = output.fileHandleForReading.availableData
        let error = #expect(throws: FileError.self) { try DirectoryLock(of: directory.path) }
        kill(other.processIdentifier, SIGKILL)
        other.waitUntilExit()
        #expect(
            error?.problem
                == "process \(other.processIdentifier) is at work in this directory; wait for it, or stop it")
        _ = try DirectoryLock(of: directory.path)
    }

    @Test func `the holder is found by device and inode`() {
        let table = Array(
            """
            1: POSIX  ADVISORY  WRITE 11 fd:01:262146 0 EOF
            2: FLOCK  ADVISORY  WRITE 12 fd:01:262147 0 EOF
            2: -> FLOCK  ADVISORY  WRITE 13 fd:01:262146 0 EOF
            3: FLOCK  ADVISORY  WRITE 14 103:0a:262146 0 EOF
            4: FLOCK  ADVISORY  WRITE 0 fd:01:262148 0 EOF

            """.utf8)
        #expect(DirectoryLock.holder(in: table, major: 0xfd, minor: 1, inode: 262_147) == 12)
        #expect(DirectoryLock.holder(in: table, major: 0x103, minor: 10, inode: 262_146) == 14)
        #expect(DirectoryLock.holder(in: table, major: 0xfd, minor: 1, inode: 262_146) == nil)
        #expect(DirectoryLock.holder(in: table, major: 0xfd, minor: 1, inode: 262_148) == nil)
    }

    @Test func `what is no directory cannot be held`() throws {
        let path = try directory.write("x", to: "file")
        let error = #expect(throws: FileError.self) { try DirectoryLock(of: path) }
        #expect(error == FileError(.cannotCreate, at: path, "cannot open the directory: Not a directory"))
    }
}

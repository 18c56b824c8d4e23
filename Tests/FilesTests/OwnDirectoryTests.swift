import Testing
import TestSupport

@testable import Files

@Suite struct OwnDirectoryTests {
    private let temporary: TemporaryDirectory

    init() throws { temporary = try TemporaryDirectory() }

    @Test func whatIsMissingIsMadeOnlyWhereThatIsAskedFor() throws {
        #expect(throws: FileError.self) { try OwnDirectory(["own", "part"], in: temporary.path, isMade: false) }
        let own = try OwnDirectory(["own", "part"], in: temporary.path, isMade: true)
        try own.write([1, 2], to: "file")
        #expect(own.path == temporary.file("own/part"))
        #expect(try Fixtures.contents(temporary.file("own/part/file")) == [1, 2])
        #expect(try own.names() == ["file"])
        own.remove("file")
        #expect(try own.names().isEmpty)
    }

    @Test func noLinkOnTheWayIsFollowed() throws {
        try Directories.create(at: temporary.file("elsewhere/part"))
        try link("elsewhere", "own")
        let refusal = FileError(
            .cannotCreate, at: temporary.file("own"),
            "a symbolic link is there; what the program keeps for itself is written through none; remove the link")
        for isMade in [false, true] {
            #expect(throws: refusal) { try OwnDirectory(["own", "part"], in: temporary.path, isMade: isMade) }
        }
        #expect(try Directories.list(at: temporary.file("elsewhere")) == ["part"])
    }

    @Test func aFileThatIsALinkIsNotWrittenThrough() throws {
        let own = try OwnDirectory(["own"], in: temporary.path, isMade: true)
        let theirs = try temporary.write("theirs", to: "theirs")
        for name in ["whole", "end", "log", "new"] {
            try link(name == "new" ? "../nothing" : "../theirs", "own/" + name)
        }
        #expect(throws: FileError.self) { try own.write([1], to: "whole") }
        #expect(throws: FileError.self) { try own.append("x", to: "end", header: "y") }
        #expect(throws: FileError.self) { try own.append("x", to: "new", header: "y") }
        #expect(throws: FileError.self) { try own.log("log", emptied: true) }
        #expect(try Fixtures.contents(theirs) == Array("theirs".utf8))
        #expect(try temporary.names() == ["own", "theirs"])
    }

    @Test func aDirectoryThatWasExchangedForALinkAfterItWasOpenedIsNotFollowed() throws {
        let own = try OwnDirectory(["own"], in: temporary.path, isMade: true)
        try Directories.rename(temporary.file("own"), to: temporary.file("moved"))
        try Directories.create(at: temporary.file("elsewhere"))
        try link("elsewhere", "own")
        try own.write([1], to: "file")
        #expect(try Directories.list(at: temporary.file("elsewhere")).isEmpty)
        #expect(try Directories.list(at: temporary.file("moved")) == ["file"])
    }

    @Test func aPipeWithTheNameOfALogIsRefusedAtOnce() throws {
        let own = try OwnDirectory(["own"], in: temporary.path, isMade: true)
        #expect(try Shell.run("mkfifo own/log own/end", in: temporary.path).code == 0)
        #expect(throws: FileError.self) { try own.log("log", emptied: false) }
        #expect(throws: FileError.self) { try own.append("x", to: "end", header: "") }
    }

    @Test func aHeaderStandsOnceBeforeWhatIsAdded() throws {
        let own = try OwnDirectory(["own"], in: temporary.path, isMade: true)
        for text in ["a\n", "b\n"] { try own.append(text, to: "file", header: "h\n") }
        #expect(try Fixtures.contents(temporary.file("own/file")) == Array("h\na\nb\n".utf8))
    }

    private func link(_ target: String, _ name: String) throws {
        #expect(try Shell.run("ln -s '\(target)' '\(name)'", in: temporary.path).code == 0)
    }
}

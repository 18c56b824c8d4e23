import Foundation
import TestSupport
import Testing

@testable import Files

/// Others who come in between two calls of the system, behind a hook there.
@Suite struct RaceTests {
    private let temporary: TemporaryDirectory

    init() throws { temporary = try TemporaryDirectory() }

    @Test func aLockOfAFileThatItsLastHolderHasRemovedIsNone() throws {
        let path = temporary.file("lock")
        var comings = 0
        let answer = try FileLock.take(path) {
            comings += 1
            // The last holder's end, twice.
            if comings <= 2 { unlink(path) }
        }
        guard case .held(let lock) = answer else {
            Issue.record("the lock is not held")
            return
        }
        #expect(comings == 3)
        #expect(try temporary.names() == ["lock"])
        guard case .busy = try FileLock.take(path) else {
            Issue.record("the lock is held twice")
            return
        }
        withExtendedLifetime(lock) {}
    }

    @Test func aLockLeavesNothingBehind() throws {
        let answer = Result { try FileLock.take(temporary.file("lock")) }
        #expect(try temporary.names() == ["lock"])
        withExtendedLifetime(answer) {}
        try withExtendedLifetime(FileLock.take(temporary.file("other"))) {}
        #expect(try !temporary.names().contains("other"))
    }

    @Test func aSweepThatTakesAFileForADeadOneBeforeItIsLockedCostsItsNameAlone() throws {
        let directory = try SystemCalls.open(temporary.path, O_RDONLY | O_DIRECTORY)
        defer { close(directory) }
        var swept: [String] = []
        let made = try TemporaryFiles.make(for: "x.csv", in: directory) { name in
            if swept.count < 2 { swept += TemporaryFiles.sweep([name], in: directory) }
        }
        defer {
            close(made.descriptor)
            close(made.lockHolder)
        }
        #expect(swept.count == 2 && !swept.contains(made.name))
        #expect(try temporary.names() == [made.name])
        // The one that is locked stays.
        #expect(TemporaryFiles.sweep([made.name], in: directory).isEmpty)
        #expect(try temporary.names() == [made.name])
    }

    @Test func aSweepThatHasTheFileLockedAtThatMomentLeavesAnotherToTheWriter() throws {
        let directory = try SystemCalls.open(temporary.path, O_RDONLY | O_DIRECTORY)
        defer { close(directory) }
        var (others, names): ([Int32], [String]) = ([], [])
        let made = try TemporaryFiles.make(for: "x.csv", in: directory) { name in
            names.append(name)
            guard names.count == 1, let other = try? SystemCalls.open(name, O_RDWR, in: directory) else { return }
            #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
            others.append(other)
        }
        defer { for file in others + [made.descriptor, made.lockHolder] { close(file) } }
        #expect(others.count == 1 && names.count == 2 && made.name == names[1])
        #expect(try temporary.names() == [made.name])
    }
}

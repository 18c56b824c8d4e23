import Foundation
import TestSupport
import Testing

@Suite("Tests run the command of the sources")
struct FreshCommandTests {
    @Test("a command older than a source is refused, with the file and what to run")
    func refuses() throws {
        let directory = try TemporaryDirectory()
        let (command, source) = (directory.file("command"), directory.file("Sources/Module/Layer.swift"))
        try FileManager.default.createDirectory(
            atPath: directory.file("Sources/Module"), withIntermediateDirectories: true)
        for (path, age) in [(command, 20.0), (source, 40.0)] {
            try Data().write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
        }
        try SeqcastCommand.checkAge(of: command, sources: directory.file("Sources"))

        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -10)], ofItemAtPath: source)
        let error = #expect(throws: SeqcastCommand.OutOfDate.self) {
            try SeqcastCommand.checkAge(of: command, sources: directory.file("Sources"))
        }
        #expect(error?.description == "\(command) is older than \(source); run: make build")
    }
}

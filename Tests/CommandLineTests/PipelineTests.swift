import Files
import Foundation
import TestSupport
import Testing

@Suite("The book's pipeline")
struct PipelineTests {
    /// `pipelines/sine.yaml` with fewer epochs, in a directory of its own.
    private static func project() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let shipped = Fixtures.packageDirectory + "/pipelines/sine.yaml"
        let spec = String(decoding: try FileReader.read(shipped, limit: 1 << 16), as: UTF8.self)
        let quick = spec.replacingOne("scale: none,", by: "scale: none, epochs: 5, hidden-size: 20,")
        #expect(quick != spec)
        _ = try directory.write(quick, to: "sine.yaml")
        return directory
    }

    @Test("runs to a picture; a second run does nothing")
    func twice() throws {
        let directory = try Self.project()
        let before = try SeqcastCommand.run(["status", "sine.yaml"], in: directory.path)
        #expect(before.code == 1 && before.output.contains("training: never run"))
        let first = try SeqcastCommand.run(["run", "sine.yaml"], in: directory.path)
        #expect(first.code == 0, "\(first.error)")
        #expect(first.output.hasSuffix("\nresult: runs/sine/prediction.png\n"))
        let picture = try FileReader.read(directory.file("runs/sine/prediction.png"), limit: 1 << 20)
        #expect(picture.starts(with: [0x89, 0x50, 0x4e, 0x47]))
        let second = try SeqcastCommand.run(["run", "sine.yaml"], in: directory.path)
        #expect(second.code == 0 && second.output.contains("sine: 0 of 5 stages ran; 5 up to date"))
        #expect(try SeqcastCommand.run(["status", "sine.yaml"], in: directory.path).code == 0)
    }

    @Test("a change of one option reruns that stage and those that depend on it, and says why")
    func changedOption() throws {
        let directory = try Self.project()
        #expect(try SeqcastCommand.run(["run", "sine.yaml"], in: directory.path).code == 0)
        let spec = String(decoding: try FileReader.read(directory.file("sine.yaml"), limit: 1 << 16), as: UTF8.self)
        _ = try directory.write(spec.replacingOne("hidden-size: 20", by: "hidden-size: 24"), to: "sine.yaml")
        let end = try SeqcastCommand.run(["run", "sine.yaml"], in: directory.path)
        #expect(end.code == 0, "\(end.error)")
        #expect(end.output.contains("series: up to date"))
        #expect(end.output.contains("question: up to date"))
        #expect(end.output.contains("training: hidden-size changed from 20 to 24"))
        #expect(end.output.contains("prediction: model changed"))
        #expect(end.output.contains("figure: prediction.csv changed"))
        #expect(end.output.contains("sine: 3 of 5 stages ran; 2 up to date"))
    }

    @Test("more epochs go on from the checkpoint")
    func moreEpochs() throws {
        let directory = try Self.project()
        #expect(try SeqcastCommand.run(["run", "sine.yaml"], in: directory.path).code == 0)
        let spec = String(decoding: try FileReader.read(directory.file("sine.yaml"), limit: 1 << 16), as: UTF8.self)
        _ = try directory.write(spec.replacingOne("epochs: 5", by: "epochs: 7"), to: "sine.yaml")
        let end = try SeqcastCommand.run(["run", "sine.yaml"], in: directory.path)
        #expect(end.code == 0 && end.error.contains("resumed from the checkpoint at epoch 5"))
        #expect(end.output.contains("| epoch 6 |") && !end.output.contains("| epoch 5 |"))
    }
}

extension String {
    /// The text with the first `old` in it replaced.
    fileprivate func replacingOne(_ old: String, by new: String) -> String {
        guard let range = range(of: old) else { return self }
        return replacingCharacters(in: range, with: new)
    }
}

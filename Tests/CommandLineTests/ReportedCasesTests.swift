import Files
import Foundation
import TestSupport
import Testing

/// What public reports of other tools showed here when their cases were rebuilt, each by its command; `fixtures/reported` has
/// the inputs.
@Suite("Reported cases", .serialized)
struct ReportedCasesTests {
    private let directory: TemporaryDirectory
    private let cases = Fixtures.path("reported")

    init() throws {
        directory = try TemporaryDirectory()
    }

    @discardableResult
    private func seqcast(_ line: String, _ more: [String] = []) throws -> SeqcastCommand.End {
        let words = line.split(separator: " ").map { $0.replacingOccurrences(of: "CASES", with: cases) }
        return try SeqcastCommand.run(words + more, in: directory.path)
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try FileReader.read(directory.file(name), limit: 1 << 20), as: UTF8.self)
    }

    /// The rows of a picture on the terminal in which something is drawn between the axes.
    private func drawnRows(_ picture: String) -> Int {
        picture.split(separator: "\n").filter { line in
            line.contains { "┤│".contains($0) } && line.unicodeScalars.contains { (0x2801...0x28ff).contains($0.value) }
        }.count
    }

    @Test("a picture is not drawn over its data")
    func overwritten() throws {
        _ = try directory.write("x,y\n1,2\n2,3\n3,1\n", to: "d.csv")
        let end = try seqcast("plot --data d.csv --output d.csv")
        #expect(end.code == 64)
        #expect(end.error.contains("--output") && end.error.contains("--data"))
        #expect(try text("d.csv") == "x,y\n1,2\n2,3\n3,1\n")
    }

    @Test("an older output does not pass for one that was not written")
    func notWritten() throws {
        #expect(try seqcast("run CASES/notwritten.yaml").code == 0)
        let end = try seqcast("run CASES/notwritten.yaml --set target=resutl.txt --set word=two")
        #expect(end.code == 1 && end.error.contains("stage make ended without writing result.txt"))
        #expect(try text("out/copy.txt") == "one\n")
    }

    @Test("a directory has nothing of an earlier run, and a change is shown where it is")
    func leftOver() throws {
        let spec = String(decoding: try Fixtures.contents(cases + "/leftover.yaml"), as: UTF8.self)
        _ = try directory.write(spec, to: "leftover.yaml")
        #expect(try seqcast("run leftover.yaml").code == 0)
        _ = try directory.write(spec.replacingOccurrences(of: "[1, 2, 3]", with: "[1, 2]"), to: "leftover.yaml")
        let preview = try seqcast("run leftover.yaml --dry-run")
        #expect(preview.output.contains("${writes}, 1, 2, 3' to '") && preview.output.contains("${writes}, 1, 2'\n"))
        #expect(try seqcast("run leftover.yaml").code == 0)
        #expect(try text("out/all.txt") == "part 1\npart 2\n")
    }

    @Test("results of other settings are not ranked among those of the present ones")
    func mixed() throws {
        #expect(try seqcast("run CASES/mixed.yaml").code == 0)
        #expect(try seqcast("run CASES/mixed.yaml --set epochs=40 training[seed=1]").code == 0)
        let end = try seqcast("metrics CASES/mixed.yaml --set epochs=40")
        #expect(end.output.split(separator: "\n").count == 2)
        #expect(end.error.contains("2 results that are not what the spec would make now are left out"))
    }

    @Test("a logarithmic axis of any numbers is drawn")
    func logarithms() throws {
        _ = try directory.write("x,y\n1,1\n2,1e300\n", to: "w.csv")
        #expect(try seqcast("plot --data w.csv --log-y --output w.png").code == 0)
        #expect(try seqcast("plot --data CASES/diverged-metrics.csv --preset loss --output loss.png").code == 0)
    }

    @Test("forecasts in files of one name are told apart")
    func gathered() throws {
        let end = try seqcast("run CASES/gathernames.yaml")
        #expect(end.code == 0, "\(end.error)")
        #expect(try text("out-gn/all.csv").hasPrefix("step,actual,seed=0,seed=1\n"))
    }

    @Test("weights are read by what their file says, and not where they are another network's")
    func weights() throws {
        #expect(try seqcast("generate --points 30 --output s.csv").code == 0)
        #expect(try seqcast("predict --model CASES/x_relu_meta.safetensors --data s.csv --output said.csv").code == 0)
        #expect(try seqcast("predict --model CASES/x_relu.safetensors --data s.csv --output tanh.csv").code == 0)
        #expect(try text("said.csv") != text("tanh.csv"))
        let asked = "predict --model CASES/x_relu.safetensors --activation relu --data s.csv --output asked.csv"
        #expect(try seqcast(asked).code == 0)
        #expect(try text("said.csv") == text("asked.csv"))
        let norm = try seqcast("predict --model CASES/x_norm.safetensors --data s.csv --output n.csv")
        #expect(norm.code == 65 && norm.error.contains("'norm.weight'"))
    }

    @Test("what crosses the edges of the limits is in view")
    func limits() throws {
        _ = try directory.write("x,y\n0,0\n10,100\n20,0\n", to: "d.csv")
        let line = try seqcast("plot --data d.csv --x-limits 3,8 --terminal")
        #expect(drawnRows(line.output) > 5, "\(line.output)")
        let bars = try seqcast("plot --data d.csv --kind bars --x-limits 6,9 --terminal")
        #expect(bars.output.contains("100 ┤"), "\(bars.output)")
    }

    @Test("times within a second are written as times, and whole numbers that differ are told apart")
    func ticks() throws {
        let rows = (0..<10).map { "2024-01-01T00:00:00.\($0)00,\($0)\n" }.joined()
        _ = try directory.write("t,y\n" + rows, to: "t.csv")
        let times = try seqcast("plot --data t.csv --terminal")
        #expect(times.output.contains("00:00:00.2") && !times.output.contains("1704067200"), "\(times.output)")
        _ = try directory.write("x,y\n1,100000000000000\n2,100000000000001\n3,100000000000002\n", to: "b.csv")
        let large = try seqcast("plot --data b.csv --terminal")
        #expect(drawnRows(large.output) > 5, "\(large.output)")
    }

    @Test("another spelling of a number, and another order of axes, make nothing run")
    func spellings() throws {
        let spec = String(decoding: try Fixtures.contents(cases + "/base.yaml"), as: UTF8.self)
        _ = try directory.write(spec, to: "base.yaml")
        #expect(try seqcast("run base.yaml").code == 0)
        for number in ["5e-2", "0.050", ".05e0"] {
            _ = try directory.write(spec.replacingOccurrences(of: "0.05", with: number), to: "base.yaml")
            #expect(try seqcast("run base.yaml").output.contains("base: 0 of 4 stages ran"), "\(number)")
        }
        #expect(try seqcast("run CASES/matrixA.yaml").code == 0)
        #expect(try seqcast("run CASES/matrixB.yaml").output.contains("m: 0 of 10 stages ran"))
    }

    @Test("two workers do not mix what they write")
    func twice() throws {
        let spec = cases + "/twice.yaml"
        let first = try SeqcastCommand.Running(
            program: SeqcastCommand.path, ["worker", spec, "--stage", "own"], in: directory.path, environment: [:])
        while !Directories.isDirectory(at: directory.file("out-twice")) { sleep(seconds: 0.01) }
        sleep(seconds: 0.3)
        let second = try seqcast("worker CASES/twice.yaml --stage own")
        #expect(second.code == 73 && second.error.contains("process \(first.identifier) is at work on it"))
        #expect(first.wait().code == 0)
        #expect(try text("out-twice/own.txt").split(separator: "\n").count == 2)
    }
}

import Files
import TestSupport
import Testing

@Suite("Cells that no other framework's file has")
struct CellTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        let rows = (0..<150).map { "\(Double(($0 % 12 - 6) * ($0 % 12 - 6)) + Double($0 * 7 % 5) / 4)" }
        try directory.write((["y"] + rows).joined(separator: "\n") + "\n", to: "data.csv")
    }

    private func run(_ line: String) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(line.split(separator: " ").map(String.init), in: directory.path)
    }

    private func expectDone(_ line: String) throws {
        let end = try run(line)
        #expect(end.code == 0, "\(line): \(end.error)")
    }

    private func model(_ name: String) throws -> [UInt8] {
        try FileReader.read(directory.file(name + "/model.safetensors"), limit: 1 << 24)
    }

    private func lines(_ name: String) throws -> [Substring] {
        String(decoding: try Fixtures.contents(directory.file(name)), as: UTF8.self).split(separator: "\n")
    }

    @Test(
        "train, go on to the same bytes, forecast alike in a file and in a stream, are inspected and not exported",
        arguments: ["mgu", "mingru", "minlstm", "slstm", "lru"],
        ["--bptt-length 9 --layers 2", "--network segments --lookback 24 --segment 6 --windows-per-epoch 40"])
    func whole(cell: String, network: String) throws {
        let settings =
            "train --data data.csv --cell \(cell) --hidden-size 5 --horizon 4 --batch-size 6 --epochs 4 --quiet \(network)"
        try expectDone(settings + " --output whole")
        try expectDone(settings + " --stop-after 2 --output parts")
        try expectDone(settings + " --output parts")
        #expect(try model("whole") == model("parts"))
        try expectDone("predict --model whole --data data.csv --output p.csv")
        let end = try Shell.run(
            "cat data.csv | '\(SeqcastCommand.path)' predict --model whole --follow --data - --output f.csv",
            in: directory.path)
        #expect(end.code == 0, "\(end.error)")
        let (predicted, followed) = (try lines("p.csv"), try lines("f.csv"))
        #expect(predicted.count > 100 && predicted.suffix(4) == followed.suffix(4))
        let shown = try run("inspect whole/model.safetensors")
        #expect(shown.code == 0 && shown.output.contains("rnn.\(cell).wx_l0"), "\(shown.output)\(shown.error)")
        guard network.contains("bptt") else { return }
        for format in ["onnx", "pt", "keras", "mlx", "safetensors"] {
            let file = format == "keras" ? "w.weights.h5" : "w.\(format)"
            let end = try run("export whole --to \(format) --output \(file)")
            #expect(end.code == 65 && end.error.contains("found a \(cell)"), "\(format): \(end.error)")
        }
    }

    @Test("one cell's weights are not taken for another's")
    func told() throws {
        try expectDone("train --data data.csv --cell mingru --hidden-size 5 --epochs 1 --quiet --output m")
        for cell in ["mgu", "lru", "gru"] {
            let end = try run(
                "train --data data.csv --cell \(cell) --hidden-size 5 --epochs 1 --quiet --initial-weights m/model.safetensors --output other-\(cell)"
            )
            #expect(end.code == 65, "\(cell): \(end.error)")
        }
    }
}

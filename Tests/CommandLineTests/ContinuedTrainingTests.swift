import Files
import TestSupport
import Testing

@Suite("Training that goes on with another")
struct ContinuedTrainingTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        let end = try SeqcastCommand.run(["generate", "--output", "s.csv", "--points", "300"], in: directory.path)
        #expect(end.code == 0)
    }

    private func train(_ output: String, _ options: String) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(
            ["train", "--data", "s.csv", "--output", output, "--quiet"]
                + options.split(separator: " ").map(String.init),
            in: directory.path)
    }

    private func model(_ output: String) throws -> [UInt8] {
        try FileReader.read(directory.file(output + "/model.safetensors"), limit: 1 << 24)
    }

    @Test("ends where one training would have, whatever its settings; the other is left as it was")
    func same() throws {
        let settings = "--cell gru --layers 2 --dropout 0.2 --hidden-size 7 --seed 5 --schedule cosine --clip-norm 0.1"
        #expect(try train("whole", settings + " --epochs 9").code == 0)
        #expect(try train("first", settings + " --epochs 9 --stop-after 4").code == 0)
        let first = try model("first")
        let second = try train("second", "--resume-from first --epochs 9")
        #expect(
            second.code == 0 && second.error.contains("second: goes on with first after epoch 4"), "\(second.error)")
        #expect(try model("second") == model("whole"))
        #expect(try model("first") == first)
        // It has checkpoints of its own from then on.
        try Directories.remove(at: directory.file("first"))
        #expect(try train("second", "--resume-from first --epochs 9").code == 66)
        // Nothing is left to train: the end is written all the same.
        #expect(try train("third", "--resume-from second --epochs 9").code == 0)
        #expect(try model("third") == model("whole"))
    }

    @Test("of several, it takes the one in the place asked for, by the validation loss of the model each gives")
    func places() throws {
        for (name, size) in [("a", 3), ("b", 20), ("c", 8)] {
            #expect(try train(name, "--validation 60 --epochs 5 --hidden-size \(size)").code == 0)
        }
        func loss(_ name: String) throws -> Double {
            let text = String(
                decoding: try FileReader.read(directory.file(name + "/metrics.csv"), limit: 1 << 20), as: UTF8.self)
            return try #require(text.split(separator: "\n").last?.split(separator: ",").last.flatMap { Double($0) })
        }
        let ranked = try ["a", "b", "c"].map { (try loss($0), $0) }.sorted { $0 < $1 }.map(\.1)
        let candidates = "--resume-from a --resume-from b --resume-from c --validation 60 --epochs 6"
        for place in 1...3 {
            let end = try train("p\(place)", candidates + " --place \(place)")
            #expect(
                end.code == 0 && end.error.contains("goes on with \(ranked[place - 1]) after epoch 5"), "\(end.error)")
        }
        #expect(try train("p4", candidates + " --place 4").code == 64)
        #expect(try train("p5", candidates).error.contains("goes on with \(ranked[0]) after"))
    }

    @Test("takes over what is not given again, also a part that was kept from it; data that differ are told")
    func takenOver() throws {
        let settings = "--scale minmax --transform difference --lags 2,3 --validation 20 --patience 9 --hidden-size 5"
        let whole = try train("whole", settings + " --test 24 --epochs 6")
        #expect(whole.code == 0, "\(whole.error)")
        #expect(try train("first", settings + " --test 24 --epochs 3").code == 0)
        let second = try train("second", "--resume-from first --epochs 6")
        #expect(second.code == 0, "\(second.error)")
        #expect(second.error.contains("first: was trained with --test 24, which is taken over"))
        #expect(try model("second") == model("whole"))
        // Run again, it finds its own checkpoints.
        #expect(try train("second", "--resume-from first --epochs 6").code == 0)
        #expect(
            try train("weights", "--initial-weights first/model.safetensors --hidden-size 5 --lags 2,3 --epochs 2").code
                == 0)
        #expect(try train("on", "--resume-from weights --epochs 3").code == 0)
        _ = try SeqcastCommand.run(["generate", "--output", "s.csv", "--points", "299"], in: directory.path)
        let other = try train("third", "--resume-from first --epochs 6")
        #expect(other.code == 65 && other.error.contains("  data: "), "\(other.error)")
    }

    @Test("says what keeps it from going on")
    func refused() throws {
        #expect(try train("first", "--epochs 4").code == 0)
        let other = try train("second", "--resume-from first --scale none --epochs 6")
        #expect(other.code == 65)
        #expect(
            other.error == "seqcast: first: was trained with other settings or data, or by another program version:\n"
                + "  scale: standard, now none\ngive the old ones to go on with it, or leave --resume-from out; "
                + "--initial-weights first/model.safetensors begins another one with its weights\n")
        let fewer = try train("second", "--resume-from first --epochs 3")
        #expect(fewer.code == 65 && fewer.error.contains("epochs: 4 are done, now 3"))
        let size = try train("second", "--resume-from first --hidden-size 30 --epochs 6")
        #expect(size.code == 64)
        #expect(size.error.contains("--hidden-size: has no meaning beside --resume-from, whose training says it"))
        // A default is a value too, once it is given: the training may have another.
        for given in ["--hidden-size 100", "--learning-rate=0.001", "--optimizer adam"] {
            let end = try train("second", "--resume-from first \(given) --epochs 6")
            #expect(end.code == 64 && end.error.contains("has no meaning beside --resume-from"), "\(given)")
        }
        let ensemble = try train("second", "--resume-from first --ensemble 2 --epochs 6")
        #expect(ensemble.code == 64 && ensemble.error.contains("--resume-from: has a meaning only with --ensemble 1"))
        #expect(try train("second", "--resume-from nowhere").code == 66)
        let unranked = try train("second", "--resume-from first --resume-from first --epochs 6")
        #expect(unranked.code == 65 && unranked.error.contains("found a training without validation losses"))
    }
}

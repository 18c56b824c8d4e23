import Testing

@testable import WeightFiles

@Suite struct CheckpointNameTests {
    private func place(_ name: String) -> [Int]? {
        CheckpointDirectory.Place(fileName: name).map { [$0.epoch, $0.step] }
    }

    @Test func aCheckpointHasTheNameThatIsWrittenAndNoOther() {
        #expect(place("epoch-000010.safetensors") == [10, 0])
        #expect(place("epoch-1234567.safetensors") == [1_234_567, 0])
        #expect(place("epoch-000010-step-000420.safetensors") == [10, 420])
        for name in [
            "epoch-1.safetensors", "epoch-0000010.safetensors", "epoch-000010-step-420.safetensors",
            "epoch-000010-step-000000.safetensors", "epoch-000010-stop-000420.safetensors", "epoch-00001x.safetensors",
            "epoch-000010.safetensor", "epoch--00010.safetensors", "epoch-+00010.safetensors",
            ".epoch-000010.safetensors",
            "epoch-000010-step-000420-x-1.safetensors", "epoch-000010\u{301}.safetensors",
        ] {
            #expect(place(name) == nil, "\(name)")
        }
    }

    @Test func theOrderIsThatOfTheTraining() {
        let names = ["epoch-000002.safetensors", "epoch-000001-step-000900.safetensors", "epoch-000010.safetensors"]
        let sorted = names.compactMap(CheckpointDirectory.Place.init).sorted().map(\.fileName)
        #expect(sorted == [names[1], names[0], names[2]])
    }

    @Test func theEndAndEveryIntervalAreRegular() {
        let retention = CheckpointRetention(keeping: 1, every: 4, of: 10)
        #expect((0...11).filter { retention.isRegular(epoch: $0) } == [4, 8, 10, 11])
        #expect((8...11).filter { retention.isLast(epoch: $0) } == [10, 11])
    }
}

import ForecastModels
import RecurrentNets
import TestSupport
import Testing
import WeightFiles

@Suite("Models of networks that read windows")
struct WindowNetworkModelTests {
    @Test("a file that speaks of anchors or a running scale is refused, as its windows know neither")
    func anchors() throws {
        let directory = Fixtures.path("frameworks/models/segments-last")
        let file = try WeightFile(at: directory + "/model.safetensors")
        #expect(throws: Never.self) { try WindowNetworkModel(file, in: directory) }
        for (key, value) in [("anchors", "7"), ("running_season", "7")] {
            var metadata = file.metadata
            metadata[key] = value
            let error = #expect(throws: WeightFileError.self) {
                try WindowNetworkModel(WeightFile(tensors: file.tensors, metadata: metadata), in: directory)
            }
            #expect(error?.description.contains("found anchors or a running scale; expected none") == true, "\(key)")
        }
    }

    @Test("a file with a map across cycles is read as it says, and refused where its parts do not go together")
    func shortcut() throws {
        let directory = Fixtures.path("frameworks/models/segments-shortcut")
        let file = try WeightFile(at: directory + "/model.safetensors")
        let model = try WindowNetworkModel(file, in: directory)
        #expect(model.layout.shortcut == 4 && model.networks.allSatisfy { $0.shortcut?.w.shape == [3, 2 * 2] })
        #expect(model.file.metadata["shortcut"] == "4")
        let name = PyTorchNames.shortcut
        #expect(model.file.tensors.first { $0.name == name }?.tensor.shape == [4, 3])
        func problem(_ shortcut: String?, tensors: [NamedTensor] = []) -> String {
            var metadata = file.metadata
            metadata["shortcut"] = shortcut
            let tensors = tensors.isEmpty ? file.tensors : tensors
            let error = #expect(throws: WeightFileError.self) {
                try WindowNetworkModel(WeightFile(tensors: tensors, metadata: metadata), in: directory)
            }
            return error?.description ?? ""
        }
        #expect(problem("5").contains("a lookback of 12 and a shortcut across cycles of 5; expected a multiple"))
        #expect(problem("04").contains("found the shortcut '04'; expected a whole number from 1"))
        #expect(problem("0").contains("found the shortcut '0'; expected a whole number from 1"))
        #expect(problem("6").contains(name))
        #expect(problem(nil).contains("found 'segments.shortcut', for which the network has no place"))
        #expect(problem("4", tensors: file.tensors.filter { $0.name != name }).contains(name))
    }
}

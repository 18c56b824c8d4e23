import ForecastModels
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
}

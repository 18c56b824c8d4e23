import RecurrentNets
import SeriesData
import Testing
import Texts
import WeightFiles

@testable import ForecastModels

@Suite struct CombinedModelTests {
    /// The file of a combination of one member.
    private func file(member: String, weight: Double = 1) -> WeightFile {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]), horizon: 2)
        let fit = SeriesFit(
            scale: .none, series: [("", SeriesScaling(targets: [.identity]))], frequency: nil)
        var metadata = ModelMetadata(recipe: recipe, head: .plain, fit: fit).texts(asPlain: false)
        metadata["model"] = CombinedModel.family
        metadata["member.0"] = member
        let weights = NamedTensor("weights", Tensor([weight], shape: [1, 1], elementType: .float64))
        return WeightFile(tensors: [weights], metadata: metadata)
    }

    @Test(arguments: ["", ".", "..", "a/b", "/", "/\u{301}", "a/\u{301}../\u{200D}../x", "..\u{301}/x"])
    func aMembersNameLeadsIntoNoOtherDirectory(_ name: String) {
        let error = #expect(throws: WeightFileError.self) { try CombinedModel(file(member: name), in: "/nowhere") }
        #expect(error?.description.contains("expected the name of a directory") == true, "\(name)")
    }

    @Test(arguments: [-0.1, 1.1])
    func aWeightIsAPart(_ weight: Double) {
        let error = #expect(throws: WeightFileError.self) {
            try CombinedModel(file(member: "a", weight: weight), in: "/nowhere")
        }
        #expect(error?.description.contains("expected a weight from 0 to 1") == true)
    }

    @Test func aMeanIsOfWhatWeighsAndAMedianOfAll() {
        // (1·0.25 + 3·0.75) ∕ 1; what weighs nothing may be anything.
        #expect(CombinedModel.combined([1, 3, .nan], weights: [0.25, 0.75, 0]) == 2.5)
        // Weights that do not add up to 1 are parts of their sum.
        #expect(CombinedModel.combined([1, 3], weights: [0.5, 1.5]) == 2.5)
        #expect(CombinedModel.combined([5, 1, 3], weights: [0, 0, 0]) == 3)
        #expect(CombinedModel.combined([5, 1, 3, 9], weights: [0, 0, 0, 0]) == 4)
    }
}

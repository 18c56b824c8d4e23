import Testing

@testable import Stages

@Suite struct SharedPredictionsTests {
    /// On two cores 65,536 rows are enough for a batch, or 128 series; more than 131,072 are a batch alone.
    @Test func `short series are forecast together and a long one alone, each once and in its order`() {
        let long = 200_000
        #expect(
            SharedPredictions.batches(of: [10, 20, long, 30, long, long, 5], cores: 2)
                == [0..<2, 2..<3, 3..<4, 4..<5, 5..<6, 6..<7])
        #expect(SharedPredictions.batches(of: [40_000, 40_000, 40_000], cores: 2) == [0..<2, 2..<3])
        #expect(
            SharedPredictions.batches(of: Array(repeating: 7, count: 300), cores: 2) == [0..<128, 128..<256, 256..<300])
        #expect(SharedPredictions.batches(of: [7, 7, 7], cores: 1) == [0..<1, 1..<2, 2..<3])
        #expect(SharedPredictions.batches(of: [], cores: 3).isEmpty)
    }
}

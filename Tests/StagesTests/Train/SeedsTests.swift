import TestSupport
import Testing

@Suite("The book's job")
struct SeedsTests {
    @Test(
        "ends well for every seed from 0 to 19: the forecast of the cosine is off by 0.05 at most, half of them by 0.008"
    )
    func everySeed() throws {
        let directory = try TemporaryDirectory()
        let cosine = directory.file("cosine.csv")
        #expect(
            try SeqcastCommand.run(["generate", "--curve", "cosine", "--periods", "2", "--output", cosine]).code == 0)
        var errors: [Double] = []
        for seed in 0..<20 {
            let (series, model) = (directory.file("series-\(seed).csv"), directory.file("model-\(seed)"))
            let seeded = ["--seed", String(seed), "--output"]
            #expect(try SeqcastCommand.run(["generate", "--noise", "0.05"] + seeded + [series]).code == 0)
            let training = ["train", "--data", series, "--scale", "none", "--quiet"]
            #expect(try SeqcastCommand.run(training + seeded + [model]).code == 0)
            let end = try SeqcastCommand.run([
                "predict", "--model", model, "--data", cosine, "--output", directory.file("forecast.csv"),
            ])
            let error = end.output.dropFirst("mse=".count).split(separator: " ").first.flatMap { Double($0) }
            errors.append(try #require(error, "\(end.output)"))
        }
        let sorted = errors.sorted()
        #expect(sorted[19] <= 0.05 && (sorted[9] + sorted[10]) / 2 < 0.008, "\(errors)")
    }
}

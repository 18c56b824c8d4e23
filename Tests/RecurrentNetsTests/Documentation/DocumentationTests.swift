import Files
import Foundation
import RecurrentNets
import TestSupport
import Testing

@Suite("The documentation's code")
struct DocumentationTests {
    private static let catalogue = Fixtures.packageDirectory + "/Sources/RecurrentNets/RecurrentNets.docc"

    private static func text(_ path: String) throws -> String {
        String(decoding: try Fixtures.contents(path), as: UTF8.self)
    }

    /// Lines without indentation, empty ones left out.
    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    @Test("stands, block by block, in a file that is compiled here, or in Examples/")
    func compiled() throws {
        let folder = Fixtures.packageDirectory + "/Tests/RecurrentNetsTests/Documentation"
        let example = Fixtures.packageDirectory + "/Examples/Forecast"
        let files = [
            folder + "/FrontPage.swift", folder + "/Articles.swift", example + "/Package.swift",
            example + "/Sources/forecast/Forecast.swift",
        ]
        let compiled = try files.map { Self.lines(try Self.text($0)) }
        var count = 0
        for page in try Directories.list(at: Self.catalogue) where page.hasSuffix(".md") {
            let blocks = try Self.text(Self.catalogue + "/" + page).components(separatedBy: "```")
            for (index, block) in blocks.enumerated() where index % 2 == 1 && block.hasPrefix("swift\n") {
                let wanted = Self.lines(String(block.dropFirst(6)))
                let isThere = compiled.contains { file in
                    file.indices.contains { file[$0...].starts(with: wanted) }
                }
                #expect(isThere, "\(page): \(wanted.first ?? "")")
                count += 1
            }
        }
        #expect(count == 12)
    }

    @Test("learns: the book's loop, and step 60's")
    func runs() {
        var random = SeededGenerator(seed: 1)
        let series = (0..<301).map { sin(2 * .pi * Double($0) / 300) }
        var losses: [Double] = []
        func read(_ line: String) { losses += [line.split(separator: " ").last.flatMap { Double($0) } ?? .nan] }
        frontPage(series: series, hiddenSize: 20, maxEpoch: 20, bpttLength: 30, using: &random, print: read)
        #expect(losses.count == 20 && losses[19] < losses[0] / 20 && losses[19] < 0.01, "\(losses)")
        losses = []
        step60(series: series, maxEpoch: 3, using: &random, print: read)
        #expect(losses.count == 3 && losses[2] < losses[0])
        let forecasts = step59(cosine: [1, 0.5, 0], using: &random)
        #expect(forecasts.count == 3 && forecasts.allSatisfy(\.isFinite))
    }

    @Test("checks what it says it checks, and its cell trains")
    func articles() {
        #expect(checksOfSquare().allSatisfy { $0.agrees(within: 1e-8) })
        var random = SeededGenerator(seed: 2)
        let network = networkOfLeakyCells(using: &random)
        let series = (0..<201).map { sin(2 * .pi * Double($0) / 50) }
        let training = TruncatedBPTT(
            network: network, optimizer: Adam(network, learningRate: 0.01), streams: Streams(series, batchSize: 1),
            windowLength: 20)
        while training.history.count < 10 { _ = training.trainWindow() }
        #expect(training.history[9].loss < training.history[0].loss / 2)
    }
}

import Testing

@testable import Stages

/// The help of each stage shows all that it takes.
@Suite struct HelpGroupTests {
    @Test func `each option of a stage stands in one group, and each stage has an example`() {
        for stage in StageCatalog.stages {
            let shown = stage.helpGroups.flatMap(\.options).map(\.name)
            #expect(shown.sorted() == stage.options.map(\.name).sorted(), "\(stage.name)")
            #expect(stage.example.hasPrefix("seqcast \(stage.name) ") && !stage.example.hasSuffix("--help"))
        }
    }

    @Test func `the options in examples are those of the stage, with values that it takes`() {
        for stage in StageCatalog.stages {
            let examples = [stage.example] + stage.helpGroups.compactMap(\.example)
            for example in examples {
                let words = example.split(separator: " ").map(String.init)
                for (word, next) in zip(words, words.dropFirst() + [""]) where word.hasPrefix("--") {
                    let option = stage.options.first { "--" + $0.name == word }
                    #expect(option != nil, "\(word)")
                    if let option, option.presence != .flag {
                        #expect(option.problem(with: next) == nil, "\(word) \(next)")
                    }
                }
            }
        }
    }
}

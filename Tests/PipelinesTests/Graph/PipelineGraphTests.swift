import TestSupport
import Testing

@testable import Pipelines

@Suite struct PipelineGraphTests {
    private func graph(_ format: GraphFormat) throws -> String {
        PipelineGraph(of: try readSpec(Fixtures.bytes("specs/good/chain.yaml"))).drawn(as: format)
    }

    @Test func asText() throws {
        #expect(
            try graph(.text) == """
                words (make)
                  writes words.txt
                training (learn), after words
                  reads  words.txt
                  writes model
                figure (join), after words, training
                  reads  model/report.csv
                  reads  words.txt
                  writes figure.txt

                """)
    }

    @Test func asMermaid() throws {
        #expect(
            try graph(.mermaid) == """
                flowchart LR
                    s1["words: make"]
                    s2["training: learn"]
                    s0["figure: join"]
                    f0(["words.txt"])
                    f1(["model"])
                    f2(["model/report.csv"])
                    f3(["figure.txt"])
                    s1 --> f0
                    s2 --> f1
                    s0 --> f3
                    f1 -.-> f2
                    f0 --> s2
                    f2 --> s0
                    f0 --> s0

                """)
    }

    @Test func asDot() throws {
        #expect(
            try graph(.dot) == """
                digraph "chain" {
                    rankdir=LR;
                    s1 [shape=box, label="words: make"];
                    s2 [shape=box, label="training: learn"];
                    s0 [shape=box, label="figure: join"];
                    f0 [shape=oval, label="words.txt"];
                    f1 [shape=oval, label="model"];
                    f2 [shape=oval, label="model/report.csv"];
                    f3 [shape=oval, label="figure.txt"];
                    s1 -> f0;
                    s2 -> f1;
                    s0 -> f3;
                    f1 -> f2 [style=dashed];
                    f0 -> s2;
                    f2 -> s0;
                    f0 -> s0;
                }

                """)
    }

    @Test func aNameThatMeansSomethingInTheLanguageIsHarmless() throws {
        let spec = try readStages("  a: { make: { output: 'a\"]<b>\\#;.txt' } }\n")
        let graph = PipelineGraph(of: spec)
        #expect(graph.drawn(as: .mermaid).contains("f0([\"a#34;#93;#60;b#62;#92;#35;#59;.txt\"])"))
        #expect(graph.drawn(as: .dot).contains("label=\"a\\\"]<b>\\\\#;.txt\""))
    }
}

import LinePlots
import Testing

@testable import Stages

@Suite("explain")
struct ExplanationTests {
    private typealias Node = UnrolledGraph.Node

    private func scene(_ cut: UnrolledScene.Cut) -> UnrolledScene {
        UnrolledScene(cut, steps: 5, window: 2, hiddenSize: 3, seed: 4)
    }

    private func hangs(_ scene: UnrolledScene, _ from: Node.Kind, _ step: Int, on to: Node.Kind, _ next: Int) -> Bool {
        scene.graph.has(Node(kind: from, step: step), to: Node(kind: to, step: next))
    }

    @Test("unrolled, every state hangs on the one before, and every error on the one loss")
    func unrolled() {
        let scene = scene(.nowhere)
        #expect((1...4).allSatisfy { hangs(scene, .state, $0, on: .state, $0 + 1) })
        #expect(
            (1...5).allSatisfy { hangs(scene, .input, $0, on: .state, $0) && hangs(scene, .error, $0, on: .loss, 1) })
        #expect(!hangs(scene, .state, 1, on: .state, 3) && !hangs(scene, .input, 1, on: .output, 1))
        #expect(scene.losses.count == 1 && scene.steps.allSatisfy { $0.dh.count == 3 })
    }

    @Test("truncated, nothing is left behind the last cut but a state as a leaf")
    func truncated() {
        let scene = scene(.truncated)
        #expect(!hangs(scene, .state, 1, on: .state, 2) && !hangs(scene, .state, 3, on: .state, 4))
        #expect(hangs(scene, .state, 4, on: .state, 5) && !hangs(scene, .input, 4, on: .state, 4))
        #expect(hangs(scene, .input, 5, on: .state, 5) && hangs(scene, .error, 5, on: .loss, 3))
        #expect(scene.losses.count == 3 && (1...5).map(scene.loss) == [1, 1, 2, 2, 3])
        #expect(scene.graph.operationCount < self.scene(.nowhere).graph.operationCount / 2)
    }

    @Test("detached, the halves stay, and their gradients are the sums of the truncated windows'")
    func detached() {
        let (whole, cut, windows) = (scene(.nowhere), scene(.detached), scene(.truncated))
        #expect(!hangs(cut, .state, 2, on: .state, 3) && hangs(cut, .state, 1, on: .state, 2))
        #expect((1...5).allSatisfy { hangs(cut, .error, $0, on: .loss, 1) })
        for index in 0..<9 {
            let sum = windows.dwh.reduce(0) { $0 + $1[index] }
            #expect(abs(cut.dwh[0][index] - sum) < 1e-15)
        }
        #expect(zip(cut.dwh[0], whole.dwh[0]).contains { abs($0 - $1) > 1e-4 })
        // Forward, nothing of it changes a number.
        #expect(cut.steps.map(\.y) == whole.steps.map(\.y) && windows.steps.map(\.y) == whole.steps.map(\.y))
    }

    @Test("a state at a cut has the gradient of its own step alone, and the last one the same in all scenes")
    func states() {
        let (whole, cut) = (scene(.nowhere), scene(.detached))
        #expect(whole.steps[4].dh == cut.steps[4].dh)
        // Of h2 the detached loss knows e2 alone: 2·(y2 − t2)·w, in proportion to 2·(y5 − t5)·w of h5.
        let ratio = cut.steps[1].dh[0] / cut.steps[4].dh[0]
        #expect(zip(cut.steps[1].dh, cut.steps[4].dh).allSatisfy { abs($0 - ratio * $1) < 1e-15 })
        #expect(!zip(whole.steps[1].dh, whole.steps[4].dh).allSatisfy { abs($0 - ratio * $1) < 1e-6 })
    }

    @Test(
        "the text shows lines where the graph has them and scissors where it has none; the picture a box for each name")
    func shown() throws {
        let explanation = Explanation(steps: 4, window: 2, hiddenSize: 2, seed: 1)
        let text = explanation.text
        let states = text.split(separator: "\n").filter { $0.hasPrefix("h1 ") }
        #expect(states.count == 3)
        #expect(states[0].filter { $0 == "►" }.count == 3 && !states[0].contains("✂"))
        #expect(states[1].filter { $0 == "►" }.count == 2 && states[1].filter { $0 == "✂" }.count == 1)
        #expect(states[2].filter { $0 == "►" }.count == 2 && states[2].filter { $0 == "✂" }.count == 1)
        #expect(text.contains("∂loss∕∂wh of window 2: "))
        let diagram = explanation.diagram
        // Four boxes a step, and a loss for each graph. Unrolled, each step has 4 arrows, and 3 lead from state to state; detached
        // one fewer. Truncated, 4 of each of the last two steps, 2 from state to state, and the last summand of the first loss.
        #expect(diagram.boxes.count == 3 * 16 + 4)
        #expect(explanation.arrowCounts == [19, 11, 18])
        let svg = try diagram.svg()
        #expect(svg.hasPrefix("<svg ") && svg.contains("detached: ") && svg.hasSuffix("</svg>\n"))
        let pdf = try diagram.pdf()
        #expect(pdf.starts(with: "%PDF-1.4".utf8))
        #expect(try diagram.png() == Explanation(steps: 4, window: 2, hiddenSize: 2, seed: 1).diagram.png())
    }
}

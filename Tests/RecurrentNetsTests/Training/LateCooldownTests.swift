import RecurrentNets
import Testing

@Suite("A late cooldown")
struct LateCooldownTests {
    @Test("leaves the rate as it is, then takes it to zero along 1 − √part")
    func factors() {
        let schedule = LateCooldown(from: 100, over: 16)
        let steps = [0, 100, 101, 104, 109, 115, 116, 500]
        let expected = [1, 1, 0.75, 0.5, 0.25, 1 - (15.0 / 16).squareRoot(), 0, 0]
        for (step, factor) in zip(steps, expected) {
            #expect((schedule.factor(at: step, losses: []) - factor).magnitude < 1e-15, "at \(step)")
        }
    }
}

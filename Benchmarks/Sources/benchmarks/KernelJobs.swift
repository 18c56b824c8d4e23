/// Single kernels, beside what the multiply-add units of one core do when nothing else is asked of them.
func kernelJobs(_ tools: Tools) -> [Job] {
    let peak = "FMA units of one core"
    func job(_ name: String, _ arguments: [String], billions: Double, _ unit: String = "GFLOP/s") -> Job {
        Job(name: name, comparison: name == peak ? nil : .rate(of: peak), work: billions, rateUnit: unit) {
            Measurement(seconds: try tools.number(of: "kernels", arguments))
        }
    }
    func matmul(_ form: String, _ m: Int, _ n: Int, _ k: Int) -> Job {
        let (kernel, formula) = form.isEmpty ? ("matmul", "a·b") : ("matmul-" + form, form == "at" ? "aᵀ·b" : "a·bᵀ")
        return job(
            "\(formula), \(m) x \(n) x \(k)", [kernel, "\(m)", "\(n)", "\(k)"], billions: 2e-9 * Double(m * n * k))
    }
    func reading(_ bytes: Int, _ level: String) -> Job {
        var reading = job("reading, \(level)", ["read", "\(bytes)"], billions: Double(bytes) * 1e-9, "GB/s")
        reading.comparison = nil
        return reading
    }
    let shapes = [(30, 100, 100), (100, 100, 30), (64, 512, 512), (256, 256, 256), (512, 512, 512)]
    return [
        job(peak, ["peak", "1000000"], billions: 2e-3),
        reading(24_000, "first-level cache"), reading(400_000, "second-level cache"),
        reading(8_000_000, "third-level cache"),
    ] + shapes.flatMap { m, n, k in ["", "at", "bt"].map { matmul($0, m, n, k) } } + [
        matmul("", 1, 100, 100), matmul("bt", 1, 100, 100),
        // A step has H·H multiply-adds; an update some ten operations a parameter, tanh twenty a number.
        job("Elman window, 30 steps, batch 1, hidden 100", ["elman", "30", "1", "100"], billions: 2e-9 * 30 * 10_000),
        job(
            "Elman window, 50 steps, batch 64, hidden 512", ["elman", "50", "64", "512"],
            billions: 2e-9 * 50 * 64 * 262_144),
        job("Adam, 10401 parameters", ["adam", "10401"], billions: 10e-9 * 10_401),
        job("tanh, 1000 numbers", ["tanh", "1000"], billions: 20e-9 * 1000),
    ]
}

/// The ticks of a symmetric-logarithmic axis: 0, and on either side of it decades from the threshold on.
struct SymmetricLogTicks {
    let span: AxisSpan
    let mostIntervals: Int

    /// The densest ticks that `fit`.
    func find(_ fit: (AxisTicks) -> Bool) -> AxisTicks? {
        let values = DataLimits(low: span.lowest, high: span.highest)
        guard case .symmetric(let threshold) = span.transform else { return nil }
        let first = PowerOfTen.floorExponent(of: threshold)
        // The first power of ten that is not below the threshold.
        let nearest = PowerOfTen.value(first) >= threshold * (1 - 1e-12) ? first : first + 1
        let largest = max(abs(values.low), abs(values.high))
        let last = PowerOfTen.floorExponent(of: max(largest * (1 + 1e-12), threshold))
        if last >= nearest {
            for step in [1, 2, 3, 5, 10, 20, 50, 100, 200, 300] {
                let exponents = Array(stride(from: nearest, through: last, by: step))
                guard let ticks = ticks(exponents, step: step, within: values) else { continue }
                if ticks.values.count <= mostIntervals + 1, fit(ticks) { return ticks }
            }
        }
        return AxisTicks(limits: values, mostIntervals: mostIntervals, fit: fit)
    }

    private func ticks(_ exponents: [Int], step: Int, within values: DataLimits) -> AxisTicks? {
        var marks: [(value: Double, label: [TextSpan])] = [(0, [TextSpan(text: "0")])]
        for exponent in exponents {
            let value = PowerOfTen.value(exponent)
            marks.append((value, LogTicks.label(1, exponent)))
            marks.append((-value, LogTicks.label(1, exponent, sign: TickLabels.minus)))
        }
        let slack = 1e-9
        marks = marks.filter { $0.value >= values.low * (1 - slack.signed(as: values.low)) }
            .filter { $0.value <= values.high * (1 + slack.signed(as: values.high)) }
            .sorted { $0.value < $1.value }
        guard marks.count >= 2 else { return nil }
        let minor =
            step > 1
            ? []
            : exponents.flatMap { exponent in (2...9).map { PowerOfTen.scaled($0, by: exponent) } }
                .flatMap { [-$0, $0] }.filter { $0 > values.low && $0 < values.high }
        return AxisTicks(values: marks.map(\.value), labels: TickLabels(marks.map(\.label)), minor: minor)
    }
}

extension Double {
    /// This size with the sign of another number.
    fileprivate func signed(as other: Double) -> Double { other < 0 ? -self : self }
}

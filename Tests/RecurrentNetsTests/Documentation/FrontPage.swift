import RecurrentNets

/// The code of the documentation's front page, compiled; ``DocumentationTests`` runs it.
func frontPage(
    series: [Double], hiddenSize: Int, maxEpoch: Int, bpttLength: Int, using random: inout SeededGenerator,
    print: (String) -> Void
) {
    let sequenceLength = series.count - 1

    let model = SimpleRNN(hiddenSize: hiddenSize, outputSize: 1, using: &random)
    let optimizer = Adam(model)

    for epoch in 0..<maxEpoch {
        model.resetState()
        var loss = Variable(0)
        var count = 0

        for (value, next) in zip(series, series.dropFirst()) {
            let x = Variable(Tensor([value], shape: [1, 1]))
            let t = Variable(Tensor([next], shape: [1, 1]))
            let y = model(x)
            loss += meanSquaredError(y, t)
            count += 1

            if count % bpttLength == 0 || count == sequenceLength {
                model.clearGradients()
                loss.backward()
                loss.unchainBackward()
                optimizer.update()
            }
        }
        print("| epoch \(epoch + 1) | loss \(loss.value.scalar / Double(count))")
    }
}

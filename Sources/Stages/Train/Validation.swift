import ForecastModels
import RecurrentNets
import SeriesData

/// The last part of each series, which is kept from training to measure it: forecast as `predict` does, with the state that
/// all rows before have left.
struct Validation {
    private let parts: [Part]
    private let head: ForecastHead
    private let outputCount: Int
    private let horizon: Int
    /// How many of the numbers stand in the file.
    private let knownCount: Int

    private struct Part {
        /// The inputs of every row up to the last that is measured, `[rows, inputs]`.
        let inputs: Tensor
        /// How many of them are measured, and what is to be said after these, `[rows, numbers]`, NaN where the file has none.
        let count: Int
        let targets: Tensor
    }

    init(_ data: TrainingData, _ head: ForecastHead, _ elementType: ElementType) {
        let recipe = data.recipe
        self.head = head
        (outputCount, horizon) = (recipe.outputCount, recipe.horizon)
        parts = data.parts.filter { !$0.validation.isEmpty }.map { part in
            var (inputs, targets) = ([] as [Double], [] as [Double])
            for row in recipe.firstRow..<part.validation.upperBound { part.series.appendInput(after: row, to: &inputs) }
            for row in part.validation { part.appendOutput(after: row, to: &targets) }
            let (rows, measured) = (part.validation.upperBound - recipe.firstRow, part.validation.count)
            return Part(
                inputs: Tensor(inputs, shape: [rows, recipe.inputSize], elementType: elementType), count: measured,
                targets: Tensor(targets, shape: [measured, recipe.outputCount], elementType: elementType))
        }
        knownCount = parts.reduce(0) { $0 + $1.targets.scalars.count { !$0.isNaN } }
    }

    /// The mean loss over all rows that are measured, of what stands in the file.
    func loss(of network: RecurrentNetwork) -> Double {
        var sum = 0.0
        for part in parts {
            let outputs = outputs(of: network, on: part)
            let loss = withoutGradients {
                head.loss(
                    Variable(outputs, requiresGradient: false), Variable(part.targets, requiresGradient: false),
                    horizon: horizon)
            }
            sum += loss.value.scalar * Double(part.count)
        }
        return sum / (Double(knownCount) / Double(outputCount))
    }

    /// How far off the forecasts of an ensemble are, for each number that is forecast at once: ascending, of numbers that
    /// stand in the file.
    func scores(of networks: [RecurrentNetwork]) -> [[Double]] {
        var scores = [[Double]](repeating: [], count: outputCount)
        for part in parts {
            let outputs = networks.map { self.outputs(of: $0, on: part).scalars }
            let targets = part.targets.scalars
            let width = outputs[0].count / part.count
            for row in 0..<part.count {
                let said = outputs.map { Array($0[(row * width)..<((row + 1) * width)]) }
                for index in 0..<outputCount {
                    let target = targets[row * outputCount + index]
                    guard !target.isNaN else { continue }
                    let prediction = head.distribution(of: said, at: index, of: outputCount).prediction
                    scores[index].append(abs(target - prediction))
                }
            }
        }
        return scores.map { $0.sorted() }
    }

    /// What a network says after each row that is measured, `[rows, outputs]`.
    private func outputs(of network: RecurrentNetwork, on part: Part) -> Tensor {
        var run = NetworkRun(network)
        let outputs = run.outputs(of: part.inputs)
        let start = outputs.shape[0] - part.count
        return outputs.sliced([start..<outputs.shape[0], 0..<outputs.shape[1]])
    }
}

/// Whether operations record how they came about.
enum GradientRecording {
    @TaskLocal static var isOn = true
}

/// Runs `body` without recording a graph: for prediction, and wherever no gradient will be asked for.
///
/// The book's `no_grad`. Nothing is kept of the variables on the way, so memory does not grow with the number of steps.
public func withoutGradients<Result>(_ body: () throws -> Result) rethrows -> Result {
    try GradientRecording.$isOn.withValue(false) { try body() }
}

/// A source that draws what it gives: with the state of ``random`` a training goes on exactly.
public protocol RandomSource: TrainingSource, AnyObject {
    /// What is drawn with.
    var random: SeededGenerator { get set }
}

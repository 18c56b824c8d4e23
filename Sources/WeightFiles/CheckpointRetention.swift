/// Which checkpoints stay when there are newer ones.
///
/// The regular ones do, up to a number: those that a run makes that is never stopped. The others, saved by the clock or at a
/// stop, go as soon as they are not needed, so that a run that was stopped ends with the same files.
package struct CheckpointRetention: Sendable {
    /// How many regular ones are kept.
    let count: Int
    private let interval: Int
    private let epochs: Int

    /// Keeps `count` of those saved every `interval` epochs and at the end, after `epochs`.
    package init(keeping count: Int, every interval: Int, of epochs: Int) {
        self.count = count
        self.interval = interval
        self.epochs = epochs
    }

    /// Whether a run that is never stopped saves after so many epochs.
    package func isRegular(epoch: Int) -> Bool { epoch > 0 && epoch % interval == 0 || isLast(epoch: epoch) }

    /// Whether training ends after so many epochs.
    package func isLast(epoch: Int) -> Bool { epoch >= epochs }
}

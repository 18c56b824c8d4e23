/// A network that ``TruncatedBPTT`` trains.
public protocol TrainedNetwork: Layer {
    /// What drops elements while training; nil for nothing.
    var dropout: Dropout? { get }

    /// Forgets what was seen.
    func resetState()

    /// Keeps what it remembers as numbers and cuts it off from the graph that it came from.
    func detachState()

    /// What each layer remembers.
    var state: [[Tensor]] { get }

    /// Remembers what ``state`` gave.
    func restoreState(_ state: [[Tensor]])
}

/// What an epoch of training consists of: steps, cut into windows.
public protocol TrainingSource {
    /// The number of steps of an epoch.
    var stepCount: Int { get }
    /// Whether the network's state goes on from window to window; if not, each begins at zero.
    var keepsState: Bool { get }
    /// The part of the targets that are there: the others are NaN, and a loss is to pass over them.
    var presentPart: Double { get }
}

extension TrainingSource {
    public var presentPart: Double { 1 }

    /// The number of windows of `length` steps, the last of which may be shorter.
    public func windowCount(of length: Int) -> Int { (stepCount - 1) / length + 1 }
}

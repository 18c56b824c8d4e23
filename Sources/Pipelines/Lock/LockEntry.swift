import Files

/// What the lock file keeps of one stage.
package struct LockEntry: Equatable, Sendable {
    /// How far the stage came.
    package enum State: String, Sendable {
        /// It began, and did not end well, or has not ended yet.
        case started
        /// It did its work.
        case done
    }

    /// A file or directory and its digest.
    package struct File: Equatable, Sendable {
        package let option: String
        /// The path as the spec names it.
        package let name: String
        package let digest: Digest
    }

    package var state: State
    package let command: String
    /// The settings by which it ran, defaults among them.
    package let settings: [String: [String]]
    package let reads: [File]
    /// What it wrote; of a stage that started over, what was there before.
    package var writes: [File]
    /// Whether it was told to start over, not to go on from what was there.
    package var isFresh = false
}

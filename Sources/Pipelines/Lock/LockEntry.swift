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

    /// The program that ran it, and which of its ways to compute it.
    package struct Program: Equatable, Sendable {
        /// `seqcast 0.1.0`.
        package let version: String
        /// Grows when the same settings and inputs give other results.
        package let results: Int
    }

    package let state: State
    package let command: String
    /// Nil where it was not a command of this program.
    package var program: Program?
    /// The settings by which it ran, defaults among them.
    package let settings: [String: [String]]
    package let reads: [File]
    /// What it wrote; nothing of a stage that is not done.
    package let writes: [File]
}

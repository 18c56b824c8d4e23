import Files

/// The checkpoints of a training: `epoch-000010.safetensors`, and `epoch-000010-step-000420.safetensors` for one that was
/// saved within an epoch.
///
/// A checkpoint is written durably before an older one is deleted, and at least two are kept.
package struct CheckpointDirectory {
    /// The fewest checkpoints kept, in case the newest is damaged.
    private static let fewestKept = 2

    package let path: String

    /// The place of a checkpoint in a training; the newest is the largest.
    struct Place: Comparable {
        let epoch: Int
        let step: Int

        static func < (a: Place, b: Place) -> Bool { (a.epoch, a.step) < (b.epoch, b.step) }

        var fileName: String {
            "epoch-\(Self.padded(epoch))" + (step > 0 ? "-step-\(Self.padded(step))" : "") + ".safetensors"
        }

        init(epoch: Int, step: Int) {
            self.epoch = epoch
            self.step = step
        }

        /// The place that a file name tells; nil for other files.
        init?(fileName: String) {
            let suffix = ".safetensors"
            guard fileName.hasSuffix(suffix) else { return nil }
            let words = fileName.dropLast(suffix.count).split(separator: "-", omittingEmptySubsequences: false)
            guard words.count == 2 || words.count == 4, words[0] == "epoch", let epoch = Int(words[1]) else {
                return nil
            }
            let step = words.count == 4 ? Int(words[3]) : 0
            guard let step, words.count == 2 || words[2] == "step" else { return nil }
            self.init(epoch: epoch, step: step)
            guard self.fileName == fileName else { return nil }
        }

        private static func padded(_ number: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        }
    }

    /// The checkpoints in `path`, which is made where it is missing.
    package init(at path: String) throws(FileError) {
        self.path = path
        try Directories.create(at: path)
        _ = TemporaryFiles.sweep(in: path)
    }

    /// The newest checkpoint that can be read.
    ///
    /// - Parameter damaged: Called for each newer one that cannot, with the reason.
    /// - Returns: The checkpoint; nil where there is none.
    /// - Throws: `FileError` where the directory cannot be read.
    package func newestSound(damaged: (any Error) -> Void) throws(FileError) -> Checkpoint? {
        for place in try places().sorted(by: >) {
            do {
                return try Checkpoint(WeightFile(at: filePath(of: place)))
            } catch {
                damaged(error)
            }
        }
        return nil
    }

    /// Saves a checkpoint; when it is durable, deletes older ones beyond the newest `count`.
    ///
    /// One that was saved within an epoch is not counted, and deleted as soon as there is a newer one.
    package func save(_ checkpoint: Checkpoint, keeping count: Int) throws {
        let place = Place(epoch: checkpoint.epoch, step: checkpoint.position)
        try DurableFile.write(try checkpoint.file.encoded(), to: filePath(of: place))
        let all = try places()
        let whole = all.filter { $0.step == 0 && $0 <= place }.sorted(by: >)
        let partial = all.filter { $0.step > 0 && $0 < place }
        for old in whole.dropFirst(max(count, Self.fewestKept)) + partial {
            try Directories.remove(at: filePath(of: old))
        }
    }

    /// Deletes all checkpoints.
    package func removeAll() throws(FileError) {
        for place in try places() { try Directories.remove(at: filePath(of: place)) }
    }

    private func places() throws(FileError) -> [Place] {
        try Directories.list(at: path).compactMap(Place.init)
    }

    private func filePath(of place: Place) -> String { "\(path)/\(place.fileName)" }
}

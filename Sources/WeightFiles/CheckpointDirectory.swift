import Files
import Texts

/// The checkpoints of a training: `epoch-000010.safetensors`, and `epoch-000010-step-000420.safetensors` for one that was
/// saved within an epoch.
///
/// A checkpoint is written durably before an older one is deleted, and at least two are kept, where there were two.
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

        init(_ checkpoint: Checkpoint) {
            self.init(epoch: checkpoint.epoch, step: checkpoint.position)
        }

        /// The place that a file name tells; nil for other files.
        init?(fileName: String) {
            let suffix = ".safetensors"
            guard fileName.ends(with: suffix) else { return nil }
            let words = fileName.without(lastBytes: suffix.utf8.count).parts(between: "-")
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

    /// The checkpoints in `path`, to be read alone: nothing is made or cleared away.
    package init(reading path: String) {
        self.path = path
    }

    /// The newest checkpoint that is sound.
    ///
    /// - Parameter damaged: Called for each newer one that is not, with the reason and whether there is one before it.
    /// - Returns: The checkpoint; nil where there is none.
    /// - Throws: `FileError` where the directory or a checkpoint cannot be read, but may be another time;
    ///   ``WeightFileError`` where a checkpoint is of another format, which is no damage.
    package func newestSound(damaged: (_ error: any Error, _ isLast: Bool) -> Void) throws -> Checkpoint? {
        let places = try places().sorted(by: >)
        for place in places {
            var isOfOtherFormat = false
            do {
                let file = try WeightFile(at: filePath(of: place))
                isOfOtherFormat = try Checkpoint.otherFormat(of: file) != nil
                return try Checkpoint(file)
            } catch let error as FileError where !error.isDamage {
                throw error
            } catch let error as WeightFileError where isOfOtherFormat {
                throw error
            } catch {
                damaged(error, place == places.last)
            }
        }
        return nil
    }

    /// Saves a checkpoint; when it is durable, deletes the older ones that need not be kept.
    package func save(_ checkpoint: Checkpoint, keeping retention: CheckpointRetention) throws {
        let place = Place(checkpoint)
        try DurableFile.write(try checkpoint.file.encoded(), to: filePath(of: place))
        try prune(upTo: place, keeping: retention)
    }

    /// Deletes what need not be kept beside `checkpoint`, which is sound: a run may have been stopped before it did.
    package func prune(before checkpoint: Checkpoint, keeping retention: CheckpointRetention) throws(FileError) {
        try prune(upTo: Place(checkpoint), keeping: retention)
    }

    private func prune(upTo newest: Place, keeping retention: CheckpointRetention) throws(FileError) {
        let places = try places().filter { $0 <= newest }.sorted(by: >)
        func isRegular(_ place: Place) -> Bool { place.step == 0 && retention.isRegular(epoch: place.epoch) }
        let regular = places.filter(isRegular).prefix(max(retention.count, Self.fewestKept))
        // Between two regular ones, those saved besides stand in for what is missing to the fewest.
        let room = retention.isLast(epoch: newest.epoch) ? 0 : max(0, Self.fewestKept - regular.count)
        let others = places.filter { !isRegular($0) && $0 != newest }.prefix(room)
        for old in places where old != newest && !regular.contains(old) && !others.contains(old) {
            try Directories.remove(at: filePath(of: old))
        }
    }

    /// Deletes all checkpoints.
    package func removeAll() throws(FileError) {
        for place in try places() { try Directories.remove(at: filePath(of: place)) }
    }

    private func places() throws(FileError) -> [Place] {
        do {
            return try Directories.list(at: path).compactMap(Place.init)
        } catch {
            // It is an output: where it is gone, no input is missing.
            throw FileError(.failed, at: error.path, error.problem)
        }
    }

    private func filePath(of place: Place) -> String { "\(path)/\(place.fileName)" }
}

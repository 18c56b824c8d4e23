import Files
import ForecastModels
import RecurrentNets
import WeightFiles

/// The directory that a training writes: checkpoints, metrics and, in the end, the model.
///
/// It is held by one process at a time.
struct TrainingDirectory {
    static let metricsName = "metrics.csv"
    static let checkpointsName = "checkpoints"

    /// All that is in it.
    static let contents = [
        ModelDirectory.modelName, metricsName, checkpointsName + "/", "member-*/", MissingModel.name,
    ]

    private let path: String
    private let checkpoints: CheckpointDirectory
    private let lock: DirectoryLock

    /// Makes the directory where it is missing, takes it, clears it of what dead processes left half written, and makes
    /// sure that it can be written.
    init(_ path: String) throws {
        self.path = path
        try Directories.create(at: path)
        lock = try DirectoryLock(of: path)
        _ = TemporaryFiles.sweep(in: path)
        checkpoints = try CheckpointDirectory(at: path + "/" + Self.checkpointsName)
        for directory in [path, checkpoints.path] {
            try DurableFileWriter.open(at: directory + "/write-test").undo()
        }
    }

    /// The newest sound checkpoint; damaged ones are named.
    func newestCheckpoint(_ console: any Console) throws -> Checkpoint? {
        try checkpoints.newestSound { error, isLast in
            console.note("\(error); " + (isLast ? "training starts over" : "the checkpoint before it is used"))
        }
    }

    func removeCheckpoints() throws {
        try checkpoints.removeAll()
    }

    /// Deletes the directories of further networks, from that of `index` on, that a larger ensemble has left.
    func removeMembers(from index: Int) throws {
        var index = max(1, index)
        while Directories.isDirectory(at: path + "/" + ModelDirectory.memberName(index)) {
            try Directories.remove(at: path + "/" + ModelDirectory.memberName(index))
            index += 1
        }
    }

    /// Deletes the checkpoints that need not be kept beside one that was read.
    func prune(before checkpoint: Checkpoint, keeping retention: CheckpointRetention) throws {
        try checkpoints.prune(before: checkpoint, keeping: retention)
    }

    /// Saves a checkpoint and the metrics up to it.
    func save(_ checkpoint: Checkpoint, keeping retention: CheckpointRetention) throws {
        try checkpoints.save(checkpoint, keeping: retention)
        let measure = ValidationMeasure(recordedIn: checkpoint.settings)
        try DurableFile.write(
            EpochMetrics.table(of: checkpoint.history, by: measure), to: path + "/" + Self.metricsName)
    }

    /// Writes what a training leaves that diverged: its metrics, and no model.
    func writeDiverged(_ metrics: [UInt8]) throws {
        let model = path + "/" + ModelDirectory.modelName
        do {
            try Directories.remove(at: model)
        } catch  where error.kind == .missing {
            // It was never trained to an end.
        }
        try DurableFile.write(metrics, to: path + "/" + Self.metricsName)
    }

    /// Writes what a training that is done leaves besides its checkpoints; files that have these bytes stay untouched.
    func write(model: WeightFile, metrics: [UInt8]) throws {
        for (name, bytes) in [(Self.metricsName, metrics), (ModelDirectory.modelName, try model.encoded())] {
            let file = path + "/" + name
            if let present = try? FileReader.read(file, limit: bytes.count), present == bytes { continue }
            try DurableFile.write(bytes, to: file)
        }
    }
}

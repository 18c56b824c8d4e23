import Files
import ForecastModels
import WeightFiles

/// The directory that a method besides networks writes its model to; it is held by one process at a time.
struct ModelOutput {
    let path: String
    private let lock: DirectoryLock

    /// Makes the directory and takes it; what a network's training has left there goes only if it may.
    init(_ path: String, _ settings: TrainSettings, _ console: any Console) throws {
        self.path = path
        try Directories.create(at: path)
        lock = try DirectoryLock(of: path)
        _ = TemporaryFiles.sweep(in: path)
        let mayReplace = settings.fresh || settings.freshIfChanged
        try Self.clear(path, mayReplace: mayReplace)
    }

    private static func clear(_ path: String, mayReplace: Bool) throws {
        let checkpoints = path + "/" + TrainingDirectory.checkpointsName
        guard Directories.isDirectory(at: checkpoints) else { return }
        guard mayReplace else { throw StageError.holdsTraining(directory: path) }
        try Directories.remove(at: checkpoints)
        // Metrics are there as soon as an epoch has ended.
        if try Directories.list(at: path).contains(TrainingDirectory.metricsName) {
            try Directories.remove(at: path + "/" + TrainingDirectory.metricsName)
        }
    }

    /// Writes the model; a file that has its bytes stays untouched.
    func write(_ model: WeightFile) throws {
        let (file, bytes) = (path + "/" + ModelDirectory.modelName, try model.encoded())
        if let present = try? FileReader.read(file, limit: bytes.count), present == bytes { return }
        try DurableFile.write(bytes, to: file)
    }
}

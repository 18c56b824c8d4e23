import Files

/// When each stage ran, for how long, and where: `.seqcast/runs.csv`, apart from the lock file, which has what matters.
enum RunHistory {
    private static let header = "stage,ended,seconds,try,end,host,system,processors\n"

    /// Adds a line for a stage that ended; where that fails, nothing is lost that matters.
    static func append(_ files: PipelineFiles, stage: String, tryNumber: Int, from start: Double, end: StageEnd) {
        let thousandths = Int(((Machine.seconds - start) * 1000).rounded())
        let fields = [
            stage.utf8.contains(UInt8(ascii: ",")) ? "\"\(stage)\"" : stage, Machine.dateAndTime,
            "\(Double(thousandths) / 1000)", "\(tryNumber)", end.problem == nil ? "done" : "failed",
            Machine.hostName, Machine.system, "\(Machine.processorCount)",
        ]
        try? files.own().append(fields.joined(separator: ",") + "\n", to: PipelineFiles.runs, header: header)
    }
}

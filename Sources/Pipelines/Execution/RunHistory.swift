import Files
import Texts

/// When each stage ran, for how long, and where: `.seqcast/runs.csv`, apart from the lock file, which has what matters.
enum RunHistory {
    private static let header = "stage,ended,seconds,try,end,host,system,processors\n"

    /// How long each stage took when it last did its work, by name: `12 s`.
    static func durations(_ files: PipelineFiles) -> ByteDictionary<String> {
        guard let bytes = try? FileReader.read(files.runs, limit: 1 << 26) else { return [:] }
        var durations = ByteDictionary<String>()
        for line in String(decoding: bytes, as: UTF8.self).parts(between: "\n").dropFirst() {
            // A name with commas stands in quotes.
            let isQuoted = line.utf8.first == UInt8(ascii: "\"")
            let name = isQuoted ? line.without(firstBytes: 1).cut(at: "\"") : line.cut(at: ",")
            guard let name else { continue }
            let fields = name.behind.parts(between: ",").dropFirst(isQuoted ? 1 : 0)
            guard fields.count >= 4, fields[fields.startIndex + 3] == "done",
                let seconds = Double(fields[fields.startIndex + 1])
            else { continue }
            durations[name.before] = Duration.seconds(seconds).text
        }
        return durations
    }

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

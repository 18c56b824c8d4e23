/// In what two lock files differ: each stage's settings, inputs, results and program.
package struct LockComparison: Equatable, Sendable {
    /// A line for each difference, `hidden-size: 64 → 128`, under a line for each stage; none where they are alike.
    package let lines: [String]

    package init(_ old: LockFile, _ new: LockFile) {
        var lines: [String] = []
        for stage in Set(old.entries.keys).union(new.entries.keys).sorted() {
            switch (old.entries[stage], new.entries[stage]) {
            case (let before?, let after?):
                let changes = Self.changes(from: before, to: after)
                if !changes.isEmpty { lines += [stage] + changes.map { "  " + $0 } }
            case (nil, _?): lines.append("\(stage): only in the second")
            default: lines.append("\(stage): only in the first")
            }
        }
        self.lines = lines
    }

    private static func changes(from old: LockEntry, to new: LockEntry) -> [String] {
        var lines: [String] = []
        func compare(_ name: String, _ before: String?, _ after: String?) {
            if before != after { lines.append("\(name): \(before ?? "nothing") → \(after ?? "nothing")") }
        }
        compare("state", old.state.rawValue, new.state.rawValue)
        compare("command", old.command, new.command)
        compare("by", old.program?.version, new.program?.version)
        for name in Set(old.settings.keys).union(new.settings.keys).sorted() {
            compare(name, old.settings[name]?.joined(separator: ", "), new.settings[name]?.joined(separator: ", "))
        }
        for (kind, before, after) in [("read", old.reads, new.reads), ("wrote", old.writes, new.writes)] {
            let digests = [before, after].map { files in
                Dictionary(files.map { ("\($0.option) \($0.name)", $0.digest) }) { first, _ in first }
            }
            for file in Set(digests[0].keys).union(digests[1].keys).sorted() {
                let texts = digests.map { $0[file].map { String($0.hexadecimal.prefix(12)) } }
                compare("\(kind) \(file)", texts[0], texts[1])
            }
        }
        return lines
    }
}

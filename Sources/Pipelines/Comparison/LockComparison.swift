import Files
import Texts

/// In what two lock files differ: each stage's settings, inputs, results and program.
package struct LockComparison: Equatable, Sendable {
    /// A line for each difference, `hidden-size: 64 → 128`, under a line for each stage; none where they are alike.
    package let lines: [String]

    package init(_ old: LockFile, _ new: LockFile) {
        var lines: [String] = []
        for stage in old.entries.replaced(by: new.entries).keys {
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

    private static func areSame(_ before: String?, _ after: String?) -> Bool {
        guard let before, let after else { return before == nil && after == nil }
        return before.isSame(as: after)
    }

    private static func changes(from old: LockEntry, to new: LockEntry) -> [String] {
        var lines: [String] = []
        func compare(_ name: String, _ before: String?, _ after: String?) {
            if !Self.areSame(before, after) { lines.append("\(name): \(before ?? "nothing") → \(after ?? "nothing")") }
        }
        compare("state", old.state.rawValue, new.state.rawValue)
        compare("command", old.command, new.command)
        compare("by", old.program?.version, new.program?.version)
        for name in Set(old.settings.keys).union(new.settings.keys).sorted() {
            compare(name, old.settings[name]?.joined(separator: ", "), new.settings[name]?.joined(separator: ", "))
        }
        for (kind, before, after) in [("read", old.reads, new.reads), ("wrote", old.writes, new.writes)] {
            let digests = [before, after].map { files in
                files.reduce(into: ByteDictionary<Digest>()) { all, file in
                    let name = "\(file.option) \(file.name)"
                    all[name] = all[name] ?? file.digest
                }
            }
            for file in digests[0].replaced(by: digests[1]).keys {
                let texts = digests.map { $0[file].map { String($0.hexadecimal.prefix(12)) } }
                compare("\(kind) \(file)", texts[0], texts[1])
            }
        }
        return lines
    }
}

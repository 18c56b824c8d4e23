import Files

/// Finds what a command would destroy by what it writes.
///
/// That is a file that it reads, its own other output, or what a stage left in a directory of its own. All is told from the roles
/// of the options and where the paths lead, before anything is read.
package struct FileConflicts {
    /// A path that was given, and the option that gave it.
    package struct Use {
        /// As it is typed, `--data`, or as usage calls it, `FILE`.
        let option: String
        let path: String
        let place: FilePlace
        /// What will stand in it, where it is a directory.
        let contents: [String]

        package init(option: String, path: String, contents: [String] = []) {
            (self.option, self.path, self.contents) = (option, path, contents)
            place = FilePlace(path)
        }
    }

    /// What is wrong, by the options that write.
    package private(set) var problems: [OptionError] = []

    private let reads: [Use]
    private let writes: [Use]
    /// What the directories of stages hold, for each option that names one.
    private let directories: [(stage: String, contents: [String])]

    /// Looks at the files of a stage; one that `worksInPlace` may write what it reads.
    package init(_ texts: [String: [String]], of stage: any Stage.Type) {
        // Where rows are followed, - is a stream, not a file.
        let knowsStreams = stage.options.contains { $0.name == PredictStage.follow.definition.name }
        func uses(_ role: OptionDefinition.Role) -> [Use] {
            stage.options.filter { $0.role == role }.flatMap { option in
                (texts[option.name] ?? []).filter { $0 != "-" || !knowsStreams }.map {
                    let name = option.isArgument ? option.name.uppercased() : "--\(option.name)"
                    return Use(option: name, path: $0, contents: option.contents)
                }
            }
        }
        self.init(reads: uses(.reads), writes: uses(.writes), worksInPlace: stage.worksInPlace)
    }

    /// Looks at the files of any command.
    package init(reads: [Use], writes: [Use], worksInPlace: Bool = false) {
        (self.reads, self.writes) = (reads, writes)
        directories = StageCatalog.stages.flatMap { stage in
            stage.options.filter { !$0.contents.isEmpty }.map { (stage.name, $0.contents) }
        }
        for (index, write) in writes.enumerated() {
            if !worksInPlace, let read = reads.first(where: { write.place.isSame(as: $0.place) }) {
                report(write, "is what \(read.option) reads; a command does not write over what it reads")
            } else if let read = reads.first(where: { Self.isContent($0.place, of: write) }) {
                report(write, "would have '\(read.path)' written over, which \(read.option) reads")
            } else if let other = writes[..<index].first(where: { write.place.isSame(as: $0.place) }) {
                report(write, "is what \(other.option) writes too; a file is written once")
            } else if let other = writes.first(where: { Self.isContent(write.place, of: $0) }) {
                report(write, "is what \(other.option) writes in '\(other.path)'; a file is written once")
            } else if let (owner, directory) = owner(of: write.place) {
                let reader = reads.first { $0.place.isSame(as: directory) || directory.contains($0.place) }
                let reading = reader.map { ", where \($0.option) reads '\($0.path)'" } ?? ""
                report(write, "is what \(owner) wrote in its directory\(reading)")
            }
        }
    }

    private mutating func report(_ write: Use, _ problem: String) {
        let option = String(write.option.drop { $0 == "-" })
        problems.append(OptionError(option: option, problem: "'\(write.path)' \(problem); name another"))
    }

    /// Whether a place is one that `use` fills when it writes its directory.
    private static func isContent(_ place: FilePlace, of use: Use) -> Bool {
        guard use.place.contains(place) else { return false }
        let rest = place.names.dropFirst(use.place.names.count)
        return use.contents.contains { matches(rest, $0) }
    }

    /// Whether names below a directory are those of `content`, or in it where it is a directory.
    private static func matches(_ names: ArraySlice<[UInt8]>, _ content: String) -> Bool {
        guard let first = names.first else { return false }
        var pattern = Array(content.utf8)
        let isDirectory = pattern.last == UInt8(ascii: "/")
        if isDirectory { pattern.removeLast() }
        guard isDirectory || names.count == 1 else { return false }
        if pattern.last == UInt8(ascii: "*") { return first.starts(with: pattern.dropLast()) }
        return first == pattern
    }

    /// The directory of a stage in which a place is one that the stage fills; told by what else of it is there.
    private func owner(of place: FilePlace) -> (stage: String, directory: FilePlace)? {
        for depth in (max(0, place.names.count - 3)..<place.names.count).reversed() {
            let rest = place.names[depth...]
            for (stage, contents) in directories {
                guard let own = contents.first(where: { Self.matches(rest, $0) }) else { continue }
                let parent = place.names[..<depth].reduce(into: "") { $0 += "/" + String(decoding: $1, as: UTF8.self) }
                let others = contents.filter { $0 != own && !$0.utf8.contains(UInt8(ascii: "*")) }
                if others.contains(where: { FilePlace(parent + "/" + $0).isThere }) {
                    return (stage, FilePlace(parent.isEmpty ? "/" : parent))
                }
            }
        }
        return nil
    }
}

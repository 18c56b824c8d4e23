import Texts

/// The settings and data that decide a training's result, by name, in the order of messages.
package struct RunSettings: Equatable, Sendable {
    /// What messages say of a setting that one side lacks.
    private static let absent = "not set"
    /// More settings than any run has.
    static let most = 1000
    /// What stands for a setting that is switched off.
    package static let off = "off"
    /// The name of the number of epochs, which decides the result under some schedules alone.
    package static let epochsOfSchedule = "epochs of the schedule"

    /// The name of the way of computing: a number that is raised when the same settings and data give other results.
    package static let resultsVersion = "results version"
    /// What 0.1.0 wrote in its place, the program's name and version; its results count as version 1.
    private static let oldProgram = "program"

    package let entries: [(name: String, value: String)]

    package init(_ entries: [(name: String, value: String)]) {
        self.entries = entries
    }

    /// The settings as they stand in a file, which 0.1.0 may have written.
    init(recorded entries: [(name: String, value: String)]) {
        self.init(entries.map { $0.name == Self.oldProgram ? (Self.resultsVersion, "1") : $0 })
    }

    package static func == (a: RunSettings, b: RunSettings) -> Bool {
        a.differences(to: b).isEmpty
    }

    /// Each setting that differs: `hidden-size: 100, now 64`.
    package func differences(to new: RunSettings) -> [String] {
        let names = entries.map(\.name) + new.entries.map(\.name).filter { value(of: $0) == nil }
        return names.compactMap { name in
            let (old, now) = (value(of: name) ?? Self.absent, new.value(of: name) ?? Self.absent)
            return old == now ? nil : "\(Self.shown(name)): \(Self.shown(old)), now \(Self.shown(now))"
        }
    }

    /// A text of a file, short and harmless on a terminal.
    private static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(201)
        return VisibleText.of(scalars.prefix(200)) + (scalars.count > 200 ? "…" : "")
    }

    private func value(of name: String) -> String? {
        entries.first { $0.name == name }?.value
    }
}

/// Options that stand together in the help of a stage.
package struct HelpGroup: Sendable {
    package let title: String
    package let options: [OptionDefinition]
    /// Some of the options as they are typed.
    package let example: String?

    package init(_ title: String, _ options: [OptionDefinition], example: String? = nil) {
        (self.title, self.options, self.example) = (title, options, example)
    }
}

extension Stage {
    /// By what the options do: what is read, how it is worked on, what is written and shown.
    package static var helpGroups: [HelpGroup] {
        [
            HelpGroup("data", options.filter { $0.role == .reads }),
            HelpGroup("settings", options.filter { $0.role == .setting || $0.role == .live }),
            HelpGroup("output", options.filter { $0.role == .writes || $0.role == .presentation }),
        ]
    }
}

import Texts

/// The command that draws a picture again, for its metadata.
///
/// Directories and the name of the picture are left out, so that the same data give the same bytes anywhere.
struct CommandText {
    let text: String

    init(_ values: OptionValues) {
        var words = ["seqcast", PlotStage.name]
        for option in PlotStage.options where option.role != .writes && option.role != .presentation {
            for text in values.texts[option.name] ?? [] {
                if case .defaulted(let standard) = option.presence, text == standard { continue }
                let shown = option.role == .reads ? Self.lastPart(of: text) : text
                switch option.presence {
                case .flag: words += text == "true" ? ["--\(option.name)"] : []
                default: words += shown.begins(with: "-") ? ["--\(option.name)=\(shown)"] : ["--\(option.name)", shown]
                }
            }
        }
        text = words.map(shellQuoted).joined(separator: " ")
    }

    /// The name of a file without its directories.
    static func lastPart(of path: String) -> String {
        path.lastPathPart
    }
}

import WeightFiles

/// `text` with escapes for what could do harm on a terminal, besides the ends of its lines: texts of files stand in it.
func harmlessLines(_ text: String) -> String {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { WeightFileError.harmless($0) }.joined(separator: "\n")
}

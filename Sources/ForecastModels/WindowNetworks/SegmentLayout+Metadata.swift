import Texts
import WeightFiles

extension SegmentLayout {
    /// What stands in a model's metadata.
    var metadata: ByteDictionary<String> {
        var metadata: ByteDictionary<String> = [
            "lookback": String(lookback), "segment": String(segment), "normalise": normalisation.rawValue,
            "share_targets": String(sharesTargets),
        ]
        if let shortcut { metadata["shortcut"] = String(shortcut) }
        return metadata
    }

    /// Reads what stands in a model's metadata.
    init(_ file: WeightFile) throws(WeightFileError) {
        let reader = ModelMetadataReader(file)
        func rows(_ key: String) throws(WeightFileError) -> Int {
            try reader.value(key, expected: "a whole number from 1 to \(Self.longestLookback)") { text in
                Int(text).flatMap { 1...Self.longestLookback ~= $0 && String($0) == text ? $0 : nil }
            }
        }
        self.init(
            lookback: try rows("lookback"), segment: try rows("segment"),
            normalisation: try reader.value("normalise", expected: "a normalisation") {
                WindowNormalisation(rawValue: $0)
            },
            sharesTargets: try reader.value("share_targets", expected: "true or false") { Bool($0) },
            shortcut: file.metadata["shortcut"] == nil ? nil : try rows("shortcut"))
        guard lookback % segment == 0 else {
            throw file.error("found a lookback of \(lookback) and segments of \(segment); expected a multiple of them")
        }
        if let shortcut, lookback % shortcut != 0 {
            throw file.error(
                "found a lookback of \(lookback) and a shortcut across cycles of \(shortcut); expected a multiple of them"
            )
        }
    }
}

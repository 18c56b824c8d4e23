import Stages

/// Gives each stage the options of lines `name=value` that it has, and a path for each that it must have.
func readOptions(_ bytes: [UInt8]) {
    var given: [String: [String]] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        given[parts[0], default: []].append(parts.count == 2 ? parts[1] : "true")
    }
    for stage in StageCatalog.stages {
        var texts: [String: [String]] = [:]
        for option in stage.options {
            texts[option.name] = given[option.name] ?? (option.presence == .required ? ["a.csv"] : nil)
        }
        guard let values = try? OptionValues(texts, for: stage.options) else { continue }
        _ = try? stage.init(values)
    }
}

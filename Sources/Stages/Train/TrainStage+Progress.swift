extension TrainStage {
    package static func partDone(by line: String, texts: [String: [String]]) -> Double? {
        let epochs = TrainSettings.epochs.definition
        guard case .defaulted(let standard) = epochs.presence, let planned = Int(texts[epochs.name]?.last ?? standard)
        else { return nil }
        let stop = texts[ContinuationSettings.stopAfter.definition.name]?.last.flatMap { Int($0) }
        let total = min(planned, stop ?? planned)
        // | epoch 12 | loss 0.290638
        let words = line.split(separator: " ")
        guard words.count > 2, words[1] == "epoch", let epoch = Int(words[2]), total > 0, 0...total ~= epoch else {
            return nil
        }
        return Double(epoch) / Double(total)
    }
}

extension TrainStage {
    package static func partDone(by line: String, texts: [String: [String]]) -> Double? {
        let epochs = TrainSettings.epochs.definition
        guard case .defaulted(let standard) = epochs.presence,
            let total = Int(texts[epochs.name]?.last ?? standard), total > 0
        else { return nil }
        // | epoch 12 | loss 0.290638
        let words = line.split(separator: " ")
        guard words.count > 2, words[1] == "epoch", let epoch = Int(words[2]), 0...total ~= epoch else { return nil }
        return Double(epoch) / Double(total)
    }
}

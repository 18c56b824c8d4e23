extension String {
    /// The text with the first `old` in it replaced.
    func replacingFirst(_ old: String, _ new: String) -> String {
        guard let start = indices.first(where: { self[$0...].hasPrefix(old) }) else { return self }
        return self[..<start] + new + self[index(start, offsetBy: old.count)...]
    }
}

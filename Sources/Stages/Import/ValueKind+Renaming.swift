extension ValueKind where Value == (old: String, new: String) {
    /// A name and what stands for it: `OLD=NEW`.
    static var renaming: Self {
        ValueKind(name: "old=new", expected: "OLD=NEW", choices: [], schemaType: "string") { text in
            guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let (old, new) = (String(text[..<sign]), String(text[text.utf8.index(after: sign)...]))
            return old.isEmpty || new.isEmpty ? nil : (old, new)
        } format: {
            $0.old + "=" + $0.new
        }
    }
}

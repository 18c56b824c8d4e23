/// `text` as one word of a POSIX shell.
///
/// A quote ends a word whatever stands behind it, so bytes are looked at, not characters.
package func shellQuoted(_ text: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+=@%".utf8)
    if !text.isEmpty, text.utf8.allSatisfy(plain.contains) { return text }
    return "'" + text.parts(between: "'").joined(separator: "'\\''") + "'"
}

/// An option of a command and its value as words of a POSIX shell: a value that begins with a hyphen would be taken for an
/// option itself.
package func shellOption(_ name: String, _ value: String) -> String {
    "--\(name)" + (value.begins(with: "-") ? "=" : " ") + shellQuoted(value)
}

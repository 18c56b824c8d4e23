/// A path cut into the directory and the name in it.
package struct PathParts {
    /// `.` where the path has no slash.
    package let directory: String
    /// Empty where the path ends with a slash.
    package let name: String

    package init(_ path: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
            directory = "."
            name = path
            return
        }
        name = String(path[path.utf8.index(after: slash)...])
        var end = slash
        while end > path.startIndex, path.utf8[path.utf8.index(before: end)] == UInt8(ascii: "/") {
            end = path.utf8.index(before: end)
        }
        directory = end == path.startIndex ? "/" : String(path[..<end])
    }
}

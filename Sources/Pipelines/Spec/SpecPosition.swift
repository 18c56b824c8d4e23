/// A place in a spec; lines and columns count from 1, columns in Unicode scalars.
package struct SpecPosition: Comparable, Hashable, Sendable {
    /// Which text: 0 is the spec, those from 1 are what it includes, and -1 is what was typed after `--set`, a line each.
    package let file: Int
    package let line: Int
    package let column: Int

    init(file: Int = 0, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    package static func < (a: SpecPosition, b: SpecPosition) -> Bool {
        (a.file, a.line, a.column) < (b.file, b.line, b.column)
    }

    static let start = SpecPosition(line: 1, column: 1)
}

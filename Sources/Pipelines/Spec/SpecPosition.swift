/// A place in a spec; lines and columns count from 1, columns in Unicode scalars.
package struct SpecPosition: Comparable, Sendable {
    package let line: Int
    package let column: Int

    package static func < (a: SpecPosition, b: SpecPosition) -> Bool {
        (a.line, a.column) < (b.line, b.column)
    }

    static let start = SpecPosition(line: 1, column: 1)
}

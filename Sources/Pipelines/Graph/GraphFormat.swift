/// The languages in which a pipeline can be drawn.
package enum GraphFormat: String, CaseIterable, Sendable {
    case text, mermaid, dot
}

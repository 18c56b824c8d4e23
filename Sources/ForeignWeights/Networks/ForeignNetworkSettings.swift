import RecurrentNets

/// What is said of a network where its file does not.
package struct ForeignNetworkSettings: Sendable {
    package var cell: CellKind?
    package var activation: Activation?
    /// Names, or beginnings of names that end with a point or slash, and what stands for them.
    package var renames: [(old: String, new: String)]
    /// Whether tensors that the network has no place for are passed over.
    package var ignoresOthers: Bool

    package init(
        cell: CellKind? = nil, activation: Activation? = nil, renames: [(old: String, new: String)] = [],
        ignoresOthers: Bool = false
    ) {
        (self.cell, self.activation, self.renames, self.ignoresOthers) = (cell, activation, renames, ignoresOthers)
    }
}

import RecurrentNets
import WeightFiles

/// How weights are read that are no model of ours, and so do not say what all of them are.
package struct BareWeights: Sendable {
    /// The function of Elman cells; nil for what the file says, else tanh.
    package let activation: Activation?
    /// Whether tensors that the network has no place for are passed over.
    package let ignoresOthers: Bool

    package init(activation: Activation? = nil, ignoresOthers: Bool = false) {
        (self.activation, self.ignoresOthers) = (activation, ignoresOthers)
    }

    /// Checks that nothing in a file is left over, and says what had to be assumed.
    ///
    /// - Throws: `WeightFileError` that names the tensors for which the network has no place.
    func check(_ file: WeightFile, of shape: NetworkShape, note: (String) -> Void) throws(WeightFileError) {
        guard !file.isModel else { return }
        let unused = PyTorchNames.unused(in: file, by: shape)
        guard unused.isEmpty || ignoresOthers else {
            throw file.error(
                "found \(WeightFile.list(unused)), for which the network has no place; expected nothing besides rnn. and fc.; the file "
                    + "is another network's; if they are not used when it forecasts, give predict or import --ignore-tensors"
            )
        }
        let name = file.path ?? "the weights"
        if !unused.isEmpty { note("\(name): passed over: \(WeightFile.list(unused))") }
        if shape.cell == .rnn, activation == nil, !NetworkShape.saysActivation(file) {
            note("\(name): does not say the activation: taken for tanh; --activation relu says otherwise")
        }
    }
}

import RecurrentNets

extension ForecastHead {
    /// The loss of a step: the sum over targets, averaged over the samples and over the horizon, so that neither it nor its
    /// gradient grows with the horizon; of a horizon of 1 it is ``loss(_:_:)`` itself.
    package func loss(_ y: Variable, _ t: Variable, horizon: Int) -> Variable {
        let loss = loss(y, t)
        return horizon > 1 ? loss * (1 / Double(horizon)) : loss
    }
}

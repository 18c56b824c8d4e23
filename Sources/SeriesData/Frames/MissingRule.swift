/// What is done where a value is missing, under the name that its option has.
package enum MissingRule: String, CaseIterable, Sendable {
    /// It is an error.
    case error
    /// The row is left out.
    case drop
    /// The last value before it is taken.
    case carry
    /// It is put on the line between its neighbours, where both lie in the training part; elsewhere, as a forecast must not
    /// look ahead, the last value before it is taken.
    case interpolate

    /// `values` without gaps: from the first value on, which has none before it, nothing is missing (NaN).
    ///
    /// Values from `knownCount` on are not used for those before.
    func filled(_ values: [Double], lookingAheadIn knownCount: Int) -> [Double] {
        guard self == .carry || self == .interpolate else { return values }
        var result = values
        var last: Int?
        for index in values.indices {
            guard values[index].isNaN else {
                if self == .interpolate, index < knownCount, let last, index - last > 1 {
                    let slope = (values[index] - values[last]) / Double(index - last)
                    for between in (last + 1)..<index {
                        result[between] = values[last] + slope * Double(between - last)
                    }
                }
                last = index
                continue
            }
            if let last { result[index] = values[last] }
        }
        return result
    }
}

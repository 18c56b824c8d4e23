/// What an output of a network is counted from, and what it was divided by.
package struct OutputOrigin: Equatable, Sendable {
    package let level: Double
    package let divisor: Double
}

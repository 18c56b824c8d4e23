/// The program's name and version, as files carry them.
package enum ProgramVersion {
    package static let name = "seqcast"
    package static let version = "0.2.0"
    package static var nameAndVersion: String { "\(name) \(version)" }
}

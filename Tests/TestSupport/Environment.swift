import Foundation

/// The environment that tests run in.
package enum Environment {
    /// Whether the tests and the command run under a sanitizer, as `make sanitize` says.
    package static let isSanitized = has("SEQCAST_SANITIZER")

    /// Whether a variable of that name is set.
    package static func has(_ name: String) -> Bool { ProcessInfo.processInfo.environment[name] != nil }
}

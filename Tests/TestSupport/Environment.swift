import Foundation

/// The environment that tests run in.
package enum Environment {
    /// Whether a variable of that name is set.
    package static func has(_ name: String) -> Bool { ProcessInfo.processInfo.environment[name] != nil }
}

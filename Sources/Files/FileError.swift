#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file operation that failed: which, on what, and why.
package struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What the failure means to the person who asked.
    package enum Kind: Sendable, Equatable {
        /// Something to be read is not there.
        case missing
        /// Something to be written cannot be made: no permission, no such directory, held by another run.
        case cannotCreate
        /// A read or write failed half way.
        case failed
    }

    package let kind: Kind
    package let path: String
    /// What was found, and where it helps what to do.
    package let problem: String

    package init(_ kind: Kind, at path: String, _ problem: String) {
        self.kind = kind
        self.path = path
        self.problem = problem
    }

    /// A failure that the system named by `code`, an `errno`.
    package init(_ kind: Kind, at path: String, doing operation: String, code: Int32) {
        self.init(kind, at: path, "cannot \(operation): \(Self.reason(code))")
    }

    /// The system's words for `code`, an `errno`.
    static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

    package var description: String { "\(path): \(problem)" }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file operation that failed: which, on what, and why.
package struct FileError: Error, Sendable, CustomStringConvertible {
    /// What the failure means to the person who asked.
    package enum Kind: Sendable, Equatable {
        /// Something to be read is not there.
        case missing
        /// Something to be written cannot be made: no permission, no such directory, held by another run.
        case cannotCreate
        /// Something to be read is not what can be read here.
        case unusable
        /// A read or write failed half way.
        case failed
    }

    package let kind: Kind
    package let path: String
    /// What was found, and where it helps what to do.
    package let problem: String
    /// The system's number for it, an `errno`, where the system found it.
    private let code: Int32?

    package init(_ kind: Kind, at path: String, _ problem: String) {
        self.init(kind, path, problem, code: nil)
    }

    private init(_ kind: Kind, _ path: String, _ problem: String, code: Int32?) {
        self.kind = kind
        self.path = path
        self.problem = problem
        self.code = code
    }

    /// A failure that the system named by `code`, an `errno`.
    package init(_ kind: Kind, at path: String, doing operation: String, code: Int32) {
        self.init(kind, path, "cannot \(operation): \(Self.reason(code))", code: code)
    }

    /// Whether nothing is there under the path.
    package var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether the disk could not give back what it was given, so that the file is lost; else trying again may help.
    package var isDamage: Bool { code == EIO }

    /// The system's words for `code`, an `errno`.
    static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

    package var description: String { "\(path): \(problem)" }
}

extension FileError: Equatable {
    /// Errors are equal that say the same.
    package static func == (a: FileError, b: FileError) -> Bool {
        a.kind == b.kind && a.path == b.path && a.problem == b.problem
    }
}

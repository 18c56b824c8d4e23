#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The directories in which programs are looked for.
func searchPath() -> String {
    environmentText("PATH") ?? "/usr/bin:/bin"
}

/// A variable of the environment.
func environmentText(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// A whole number from 1 in the environment.
func environmentNumber(_ name: String) -> Int? {
    environmentText(name).flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil }
}

/// The file of this program, for starting it again.
func ownPath() -> String {
    guard let resolved = realpath("/proc/self/exe", nil) else { return CommandLine.arguments.first ?? "seqcast" }
    defer { free(resolved) }
    return String(cString: resolved)
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The directories in which programs are looked for.
func searchPath() -> String {
    guard let path = getenv("PATH") else { return "/usr/bin:/bin" }
    return String(cString: path)
}

/// The file of this program, for starting it again.
func ownPath() -> String {
    guard let resolved = realpath("/proc/self/exe", nil) else { return CommandLine.arguments.first ?? "seqcast" }
    defer { free(resolved) }
    return String(cString: resolved)
}

import Files
import TestSupport
import Testing
import Texts

/// No source asks for a network: neither by a module or a header that has one, nor by a call of the system.
@Suite struct NoNetworkTests {
    /// What sources may import beside the modules of this package.
    private static let modules = ["ArgumentParser", "CYaml", "Darwin", "Dispatch", "Glibc", "Musl"]
    private static let headers = [
        "errno.h", "fcntl.h", "immintrin.h", "math.h", "png.h", "pthread.h", "sched.h",
        "setjmp.h", "signal.h", "stdatomic.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h", "sys/prctl.h",
        "sys/resource.h", "sys/types.h",
        "sys/wait.h", "unistd.h", "zlib.h",
    ]
    private static let calls = [
        "socket", "connect", "bind", "getaddrinfo", "gethostbyname", "sendto", "syscall", "dlopen",
    ]

    @Test func noSourceImportsANetwork() throws {
        let own = try Directories.list(at: Fixtures.packageDirectory + "/Sources")
        var (swiftCount, cCount) = (0, 0)
        for file in try sources() {
            for line in file.text.parts(between: "\n") {
                let words = line.parts(between: " ").filter { !$0.isEmpty }
                if file.path.ends(with: ".swift"), let place = words.firstIndex(of: "import"), place <= 1 {
                    let module = try #require(words.dropFirst(place + 1).last)
                    #expect((Self.modules + own).has(module), "\(file.path): \(line)")
                    swiftCount += 1
                } else if !file.path.ends(with: ".swift"), words.first == "#include", let header = words.last {
                    let name = header.without(firstBytes: 1).without(lastBytes: 1)
                    let isOwn =
                        header.begins(with: "\"") || name == "CFunctions.h" || own.has(name.without(lastBytes: 2))
                    #expect(isOwn || Self.headers.has(name), "\(file.path): \(line)")
                    cCount += 1
                }
            }
        }
        #expect(swiftCount > 500 && cCount > 30)
    }

    @Test func noSourceCallsTheSystemForOne() throws {
        for file in try sources() {
            var word = ""
            for scalar in file.text.unicodeScalars {
                if scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9").contains(scalar) {
                    word.unicodeScalars.append(scalar)
                    continue
                }
                #expect(scalar != "(" || !Self.calls.has(word), "\(file.path): \(word)")
                word = ""
            }
        }
    }

    private func sources() throws -> [(path: String, text: String)] {
        var found: [(String, String)] = []
        var waiting = [Fixtures.packageDirectory + "/Sources"]
        while let directory = waiting.popLast() {
            for name in try Directories.list(at: directory) {
                let path = directory + "/" + name
                if Directories.isDirectory(at: path) {
                    waiting.append(path)
                } else if [".swift", ".c", ".h"].contains(where: { name.ends(with: $0) }) {
                    found.append((path, String(decoding: try FileReader.read(path, limit: 1 << 24), as: UTF8.self)))
                }
            }
        }
        return found
    }
}

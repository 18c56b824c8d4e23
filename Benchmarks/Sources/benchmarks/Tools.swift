import Foundation

/// The programs that jobs run, and a directory for what these write.
struct Tools {
    /// Where `bound`, `kernels` and `measure` are, built by the Makefile.
    let directory: String
    let seqcast: String
    let scratch: String

    /// The words that a program of `directory` prints.
    func words(of tool: String, _ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: directory + "/" + tool)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ToolError(
                description: "\(tool) \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
        }
        return String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The number that a program prints as its last word.
    func number(of tool: String, _ arguments: [String]) throws -> Double {
        let words = try words(of: tool, arguments)
        guard let number = words.last.flatMap({ Double($0) }) else {
            throw ToolError(description: "\(tool) printed \(words); expected a number at the end")
        }
        return number
    }

    /// Time and memory of the command as a whole process.
    func run(_ arguments: [String]) throws -> Measurement {
        let words = try words(of: "measure", [seqcast] + arguments)
        guard words.count == 2, let seconds = Double(words[0]), let kilobytes = Double(words[1]) else {
            throw ToolError(description: "measure printed \(words); expected seconds and kilobytes")
        }
        return Measurement(seconds: seconds, megabytes: kilobytes / 1024)
    }

    /// The path of a file in the scratch directory.
    func file(_ name: String) -> String { scratch + "/" + name }
}

/// Why a program could not be measured.
struct ToolError: Error, CustomStringConvertible {
    let description: String
}

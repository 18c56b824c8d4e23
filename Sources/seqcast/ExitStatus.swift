import ArgumentParser
import Files
import Foundation
import LinePlots
import Stages
import WeightFiles

/// How the program ends: an exit code, and what is said.
struct ExitStatus {
    /// The codes of the contract; those from 64 are those of BSD's sysexits.
    enum Code: Int32 {
        case workFailed = 1
        case badInput = 65
        case inputMissing = 66
        case cannotCreate = 73
        case readOrWriteFailed = 74
    }

    private let code: Int32
    private let message: String

    /// The end that an error means.
    init(of error: any Error) {
        switch error {
        case let stopped as Stopped:
            (code, message) = (128 + stopped.signal, "")
        case let error as FileError:
            let code: Code =
                switch error.kind {
                case .missing: .inputMissing
                case .cannotCreate: .cannotCreate
                case .failed: .readOrWriteFailed
                }
            self.init(code, error)
        case let error as StageError:
            self.init(error.kind == .badInput ? .badInput : .workFailed, error)
        case let error as WeightFileError:
            self.init(.badInput, error)
        case let error as PlotError:
            self.init(.badInput, error)
        default:
            code = Seqcast.exitCode(for: error).rawValue
            message = Seqcast.fullMessage(for: error)
        }
    }

    private init(_ code: Code, _ error: some CustomStringConvertible) {
        self.code = code.rawValue
        message = "seqcast: \(error)"
    }

    /// Says the message and ends the program. Help goes to standard output, all else to standard error.
    func exit() -> Never {
        let text = message.isEmpty || message.hasSuffix("\n") ? message : message + "\n"
        do {
            if code == 0 {
                try StandardStreams.writeOutput(text)
            } else {
                try StandardStreams.writeError(text)
            }
        } catch {
            Foundation.exit(code == 0 ? Code.readOrWriteFailed.rawValue : code)
        }
        Foundation.exit(code)
    }
}

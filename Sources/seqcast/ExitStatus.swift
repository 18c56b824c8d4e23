import ArgumentParser
import Files
import ForecastModels
import LinePlots
import Pipelines
import Stages
import Texts
import WeightFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How the program ends: an exit code, and what is said.
struct ExitStatus {
    /// The codes of the contract; those from 64 are those of BSD's sysexits.
    enum Code: Int32 {
        case workFailed = 1
        case wrongOptions = 64
        case badInput = 65
        case inputMissing = 66
        case cannotCreate = 73
        case readOrWriteFailed = 74

        init(_ kind: FileError.Kind) {
            switch kind {
            case .missing: self = .inputMissing
            case .cannotCreate: self = .cannotCreate
            case .unusable: self = .badInput
            case .failed: self = .readOrWriteFailed
            }
        }

        init(_ kind: StageError.Kind) {
            switch kind {
            case .wrongOptions: self = .wrongOptions
            case .badInput: self = .badInput
            case .workFailed: self = .workFailed
            }
        }

        init(_ kind: ForecastModelError.Kind) {
            switch kind {
            case .badInput: self = .badInput
            case .workFailed: self = .workFailed
            }
        }

        init(_ kind: PipelineError.Kind) {
            switch kind {
            case .usage: self = .wrongOptions
            case .badInput: self = .badInput
            case .stageFailed: self = .workFailed
            case .file(let kind): self.init(kind)
            }
        }
    }

    private let code: Int32
    private let message: String

    /// The end that an error means.
    init(of error: any Error) {
        switch error {
        case let stopped as Stopped:
            self.init(128 + stopped.signal, "")
        case let error as FileError:
            self.init(Code(error.kind), error)
        case let error as StageError:
            self.init(Code(error.kind), error)
        case let error as ForecastModelError:
            self.init(Code(error.kind), error)
        case let error as OptionErrors:
            // Options that do not fit what stands in the files.
            self.init(.wrongOptions, error)
        case let error as WeightFileError:
            self.init(.badInput, error)
        case let error as PlotError:
            self.init(.badInput, error)
        case let error as PipelineError:
            self.init(Code(error.kind), error)
        default:
            self.init(Seqcast.exitCode(for: error).rawValue, Seqcast.fullMessage(for: error))
        }
    }

    private init(_ code: Code, _ error: some CustomStringConvertible) {
        self.init(code.rawValue, "seqcast: \(error)")
    }

    private init(_ code: Int32, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Says the message and ends the program.
    ///
    /// Help goes to standard output, all else to standard error.
    func exit() -> Never {
        let text = message.isEmpty || message.hasSuffix("\n") ? message : message + "\n"
        do {
            if code == 0 {
                try StandardStreams.writeOutput(text)
            } else {
                try StandardStreams.writeError(VisibleText.ofLines(text))
            }
        } catch {
            end(code == 0 ? Code.readOrWriteFailed.rawValue : code)
        }
        end(code)
    }
}

/// The C library's `exit`, under a name that ``ExitStatus/exit()`` does not hide.
private func end(_ code: Int32) -> Never {
    exit(code)
}

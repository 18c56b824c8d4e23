import Pipelines
import SeriesData
import WeightFiles

/// Reads what libFuzzer makes up, by the reader that its first byte chooses: a trap or a hang is a find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = bytes.first else { return 0 }
    let rest = Array(bytes.dropFirst())
    switch choice {
    case UInt8(ascii: "c"): readTable(rest)
    case UInt8(ascii: "w"): _ = try? SafetensorsFile(rest)
    case UInt8(ascii: "l"): _ = try? LockFile(rest, file: "seqcast.lock")
    case UInt8(ascii: "d"): _ = decimal(String(decoding: rest, as: UTF8.self))
    default: return -1
    }
    return 0
}

private func readTable(_ bytes: [UInt8]) {
    var reader = CSVReader(keeping: .all)
    bytes.withUnsafeBytes { try? reader.consume($0) }
    _ = try? reader.finish()
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Where the process begins: SwiftPM names it so.
@_cdecl("Fuzz_main")
public func begin(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    var (count, arguments) = (count, arguments)
    return runDriver(&count, &arguments, fuzz)
}

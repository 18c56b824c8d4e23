import CSVTables
import RecurrentNets
import SeriesData
import Stages
import WeightFiles

@testable import LinePlots
@testable import Pipelines

/// Reads what libFuzzer makes up, by the reader that its first byte chooses: a trap or a hang is a find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = bytes.first else { return 0 }
    let rest = Array(bytes.dropFirst())
    switch choice {
    case UInt8(ascii: "c"): readTable(rest)
    case UInt8(ascii: "w"): _ = try? SafetensorsFile(rest)
    case UInt8(ascii: "k"): readNetwork(framed(rest))
    case UInt8(ascii: "m"): readModel(rest)
    case UInt8(ascii: "o"): readOptions(rest)
    case UInt8(ascii: "r"): readSeries(rest)
    case UInt8(ascii: "y"): readForeign(rest)
    case UInt8(ascii: "l"): _ = try? LockFile(rest, file: "seqcast.lock")
    case UInt8(ascii: "s"): readSpec(rest)
    case UInt8(ascii: "f"): readFont(rest)
    case UInt8(ascii: "p"): drawFigure(rest)
    case UInt8(ascii: "n"): readForeignNetwork(rest)
    case UInt8(ascii: "b"): readMember(rest)
    case UInt8(ascii: "d"): _ = decimal(String(decoding: rest, as: UTF8.self))
    case UInt8(ascii: "t"): _ = DateText(String(decoding: rest, as: UTF8.self))
    default: return -1
    }
    return 0
}

private func readTable(_ bytes: [UInt8]) {
    var reader = CSVReader(keeping: .all)
    bytes.withUnsafeBytes { try? reader.consume($0) }
    guard let table = try? reader.finish() else { return }
    for name in table.names { _ = try? table.positions(of: name) }
}

/// A weight file whose header is `header`, with zeros for as many elements as it wants: so its length is always right.
private func framed(_ header: [UInt8]) -> [UInt8] {
    let text = String(decoding: header, as: UTF8.self)
    let ends = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }.filter { $0 < 1 << 16 }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return length + header + Array(repeating: 0, count: ends.max() ?? 0)
}

/// Reads a checkpoint, and the network that its weights are of.
private func readNetwork(_ bytes: [UInt8]) {
    guard let file = try? WeightFile(bytes) else { return }
    _ = try? Checkpoint(file)
    guard let shape = try? NetworkShape(of: file) else { return }
    var random = SeededGenerator(seed: 0)
    try? PyTorchNames.load(file, into: shape.makeNetwork(using: &random))
}

private func readSpec(_ bytes: [UInt8]) {
    let files = SpecFiles(exists: { _ in true }) { (_, _) in Array("x,y\n1,2\n".utf8) }
    _ = try? Spec(bytes, file: "spec.yaml", commands: StageCatalog.stages, currentDirectory: "/home/user", files)
}

/// Reads a font, and draws its letters.
private func readFont(_ bytes: [UInt8]) {
    guard let font = try? Font(bytes: bytes) else { return }
    let area = PixelRect(left: 0, top: 0, right: 40, bottom: 40)
    let glyphs = "AVHlpxé 日".unicodeScalars.map(font.file.glyph)
    for (glyph, next) in zip(glyphs, glyphs.dropFirst()) {
        _ = font.file.advance(of: glyph) + font.file.kern(glyph, next)
        let path = GlyphPath(of: glyph, in: font, size: 13, snap: HeightSnap(font: font, size: 13))
        FillMask(path.polygons, within: area).forEachRow { _, _ in }
    }
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

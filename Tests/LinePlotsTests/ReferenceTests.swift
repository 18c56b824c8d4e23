import CPNG
import Files
import TestSupport
import Testing

@testable import LinePlots

/// Compares pictures with those in fixtures/plots/reference.
///
/// The environment variable `SEQCAST_WRITE_REFERENCES` makes the test write them anew; look at each before it is kept.
@Suite struct ReferenceTests {
    /// How far a channel of a pixel may be from the reference: that of the palette, which may be chosen otherwise.
    private static let tolerance = 12

    @Test(arguments: ReferencePictures.all.map(\.name))
    func `pictures are those that were looked at`(name: String) throws {
        let figure = try #require(ReferencePictures.all.first { $0.name == name }).figure
        let bytes = try figure.png()
        let path = "plots/reference/\(name).png"
        if Environment.has("SEQCAST_WRITE_REFERENCES") {
            try Directories.create(at: Fixtures.path("plots/reference"))
            try DurableFile.write(bytes, to: Fixtures.path(path))
        }
        let (found, wanted) = (try Self.decoded(bytes), try Self.decoded(Fixtures.bytes(path)))
        try #require(found.width == wanted.width && found.height == wanted.height)
        let differences = zip(found.samples, wanted.samples).map { abs(Int($0) - Int($1)) }
        guard let largest = differences.max(), largest > Self.tolerance else { return }
        let count = differences.filter { $0 > Self.tolerance }.count
        let directory = Fixtures.packageDirectory + "/.build/differences"
        try Directories.create(at: directory)
        let picture = "\(directory)/\(name).png"
        try DurableFile.write(Self.picture(differences, width: found.width, height: found.height), to: picture)
        Issue.record("\(count) channels differ, by \(largest) at most; \(picture) shows where")
    }

    private static func decoded(_ bytes: [UInt8]) throws -> (width: Int, height: Int, samples: [UInt8]) {
        var result = cpng_result()
        try #require(cpng_decode(bytes, bytes.count, &result) == 1)
        defer { cpng_release(&result) }
        let samples = Array(UnsafeBufferPointer(start: result.bytes, count: result.count))
        return (Int(result.width), Int(result.height), samples)
    }

    /// The differences as a picture: white where there are none, black where they are largest.
    private static func picture(_ differences: [Int], width: Int, height: Int) throws -> [UInt8] {
        var canvas = Canvas(width: width, height: height, background: .white)
        for pixel in 0..<width * height {
            let largest = differences[pixel * 4..<pixel * 4 + 3].max() ?? 0
            let grey = UInt8(255 - min(255, largest * 4))
            let rect = PixelRect(
                left: pixel % width, top: pixel / width, right: pixel % width + 1, bottom: pixel / width + 1)
            canvas.fill(rect, Color(red: grey, green: grey, blue: grey))
        }
        return try canvas.encoded(PNGDetails(dpi: 100, texts: []))
    }
}

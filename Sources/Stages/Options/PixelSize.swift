/// A picture's width and height, in pixels.
package struct PixelSize: Equatable, Sendable {
    package let width: Int
    package let height: Int
}

extension ValueKind where Value == PixelSize {
    /// A width and a height as `640x480`.
    package static var pixelSize: Self {
        ValueKind(name: "WIDTHxHEIGHT", expected: "a size in pixels as 640x480", choices: [], schemaType: "string") {
            let sides = $0.split(separator: "x", omittingEmptySubsequences: false).map { side in
                side.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(side) : nil
            }
            guard sides.count == 2, let width = sides[0], let height = sides[1], width > 0, height > 0 else {
                return nil
            }
            return PixelSize(width: width, height: height)
        } format: {
            "\($0.width)x\($0.height)"
        }
    }
}

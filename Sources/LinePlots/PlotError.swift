/// Why a figure cannot be drawn: where, what was found; what was expected; what to do.
package enum PlotError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A width or height that is not positive, or beyond what is drawn.
    case badSize(width: Int, height: Int, limit: Int)
    /// A resolution that is no number of dots, or beyond what is drawn.
    case badResolution(Double)
    /// Labels, legend and axes do not fit the canvas.
    case tooSmall(width: Int, height: Int, problem: String)
    /// The pixels do not fit the memory that may be had.
    case noMemory(width: Int, height: Int, bytes: Int)
    /// A curve whose x and y differ in length.
    case unequalLengths(curve: String, x: Int, y: Int)
    /// A value whose place on an axis cannot be computed; rows count from 0.
    case outOfRange(curve: String, row: Int, value: Double)
    /// A font that cannot be read.
    case badFont(String)
    /// libpng's own message.
    case encoding(String)

    package var description: String {
        switch self {
        case .badSize(let width, let height, let limit):
            "size: found \(width)x\(height); expected sides from 1 to \(Figure.longestSide) and at most \(limit) pixels "
                + "in all; choose another size"
        case .badResolution(let dpi):
            "dpi: found \(dpi); expected a number from \(Figure.resolutions.lowerBound) to "
                + "\(Figure.resolutions.upperBound); choose another resolution"
        case .tooSmall(let width, let height, let problem):
            "size \(width)x\(height): \(problem); expected room for labels and axes; choose a larger size, "
                + "a lower resolution or shorter labels"
        case .noMemory(let width, let height, let bytes):
            "size \(width)x\(height): \(bytes) bytes cannot be had; expected room for the pixels in memory; "
                + "choose a smaller size"
        case .unequalLengths(let curve, let x, let y):
            "curve \(curve): \(x) values of x and \(y) of y; expected as many of one as of the other; "
                + "mark missing values as NaN"
        case .outOfRange(let curve, let row, let value):
            "curve \(curve), row \(row): found \(value); expected values from -\(DataLimits.largest) to "
                + "\(DataLimits.largest); scale the data"
        case .badFont(let problem):
            "font: \(problem); expected a TrueType font with outlines; choose another font"
        case .encoding(let message):
            "PNG: libpng says: \(message); expected an encoded image; choose a smaller size"
        }
    }
}

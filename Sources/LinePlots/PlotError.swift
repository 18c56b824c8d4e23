/// Why a figure cannot be drawn: where, what was found; what was expected; what to do.
package enum PlotError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A width or height that is not positive, or beyond what is drawn.
    case badSize(width: Int, height: Int, limit: Int)
    /// A resolution that is no number of dots, or beyond what is drawn.
    case badResolution(Double)
    /// Labels, legend and axes do not fit the canvas.
    case tooSmall(width: Int, height: Int, problem: String)
    /// A terminal without room for axes and labels.
    case smallTerminal(columns: Int, rows: Int)
    /// The pixels do not fit the memory that may be had.
    case noMemory(width: Int, height: Int, bytes: Int)
    /// A curve whose x and y differ in length.
    case unequalLengths(curve: String, x: Int, y: Int)
    /// A value whose place on an axis cannot be computed; rows count from 0.
    case outOfRange(curve: String, row: Int, value: Double)
    /// A value that a logarithmic axis has no place for; rows count from 0.
    case notPositive(curve: String, row: Int, value: Double, axis: String)
    /// Limits of an axis that are none, or in the wrong order.
    case badLimits(axis: String, low: Double?, high: Double?, isLog: Bool)
    /// A rule at a value that its axis cannot show.
    case badRule(value: Double, isLog: Bool)
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
                + "a lower resolution, shorter labels or no legend"
        case .smallTerminal(let columns, let rows):
            "terminal: found \(columns) columns and \(rows) rows; expected room for axes and labels; make it larger, "
                + "or draw fewer panels"
        case .noMemory(let width, let height, let bytes):
            "size \(width)x\(height): \(bytes) bytes cannot be had; expected room for the pixels in memory; "
                + "choose a smaller size"
        case .unequalLengths(let curve, let x, let y):
            "\(curve): \(x) values of x and \(y) of y; expected as many of one as of the other; "
                + "mark missing values as NaN"
        case .outOfRange(let curve, let row, let value):
            "\(curve), row \(row): found \(value); expected values from -\(DataLimits.largest) to "
                + "\(DataLimits.largest); scale the data"
        case .notPositive(let curve, let row, let value, let axis):
            "\(curve), row \(row): found \(value); expected numbers above 0 on a logarithmic axis of \(axis); "
                + "leave the value out, or take the symmetric logarithm or a linear axis"
        case .badLimits(let axis, let low, let high, let isLog):
            "limits of \(axis): found \(Self.limit(low)) to \(Self.limit(high)); expected "
                + (isLog ? "numbers above 0, " : "numbers, ") + "the first below the second; change one of them"
        case .badRule(let value, let isLog):
            "rule at \(value): expected a number that its axis shows"
                + (isLog ? ", above 0 on a logarithmic one" : "") + "; choose another value"
        case .badFont(let problem):
            "font: \(problem); expected a TrueType font with outlines; choose another font"
        case .encoding(let message):
            "PNG: libpng says: \(message); expected an encoded image; choose a smaller size"
        }
    }

    private static func limit(_ value: Double?) -> String {
        value.map { "\($0)" } ?? "the data's end"
    }
}

import Texts

/// The forms of pictures that are written; the end of a file's name asks for one.
package enum PictureForm: String, CaseIterable, Sendable {
    case png, svg, pdf

    /// The form that a name asks for, PNG where it says nothing; nil where it asks for another form of pictures or documents.
    package init?(ofName path: String) {
        let end = path.cut(atLast: ".")?.behind.lowercased() ?? ""
        guard !Self.others.has(end) else { return nil }
        self = Self(rawValue: end) ?? .png
    }

    /// What a name that asks for none of them has wrong; nil where there is nothing.
    package static func problem(ofName path: String) -> String? {
        guard PictureForm(ofName: path) == nil, let end = path.cut(atLast: ".")?.behind else { return nil }
        return "found '\(path)', which asks for \(end.uppercased()); expected the name of a PNG, SVG or PDF file, "
            + "as plot.png"
    }

    private static let others = [
        "svgz", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "eps", "ps", "avif", "html", "emf",
    ]
}

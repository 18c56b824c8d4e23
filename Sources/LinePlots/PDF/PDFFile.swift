/// The bytes of a PDF file, object by object, with the table of where each begins.
///
/// Source: ISO 32000-1:2008, 7.5 “File Structure”.
struct PDFFile {
    /// The objects of a picture's file, in their order.
    enum Object: Int {
        case catalog = 1
        case pages, page, contents, font, glyphs, description, outlines, characters, information

        /// As other objects name it.
        var reference: String { "\(rawValue) 0 R" }
    }

    private var bytes: [UInt8]
    private var places: [Int] = []

    init() {
        // Four bytes above 127 tell that the file is no text.
        bytes = Array("%PDF-1.4\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
    }

    /// Adds an object, which must be the next one.
    mutating func add(_ object: Object, _ contents: String) {
        begin(object)
        bytes += Array("\(contents)\nendobj\n".utf8)
    }

    /// Adds an object of packed bytes; `entries` are those of its dictionary beside the length and the packing.
    mutating func add(_ object: Object, packed: [UInt8], entries: String = "") {
        begin(object)
        bytes += Array("<< /Length \(packed.count) /Filter /FlateDecode\(entries) >>\nstream\n".utf8)
        bytes += packed
        bytes += Array("\nendstream\nendobj\n".utf8)
    }

    private mutating func begin(_ object: Object) {
        precondition(object.rawValue == places.count + 1, "object \(object) as number \(places.count + 1)")
        places.append(bytes.count)
        bytes += Array("\(object.rawValue) 0 obj\n".utf8)
    }

    /// The whole file, with its table.
    func finished() -> [UInt8] {
        func entry(_ place: Int, _ generation: String) -> String {
            String(repeating: "0", count: max(0, 10 - "\(place)".utf8.count)) + "\(place) \(generation) \n"
        }
        let count = places.count + 1
        let table = entry(0, "65535 f") + places.map { entry($0, "00000 n") }.joined()
        let (root, information) = (Object.catalog.reference, Object.information.reference)
        let end =
            "xref\n0 \(count)\n\(table)trailer\n<< /Size \(count) /Root \(root) /Info \(information) >>\n"
            + "startxref\n\(bytes.count)\n%%EOF\n"
        return bytes + Array(end.utf8)
    }
}

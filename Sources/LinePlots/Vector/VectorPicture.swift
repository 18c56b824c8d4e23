/// A picture as parts that lie on each other, from the lowest to the highest: what the formats of lines and areas are written
/// from.
///
/// Units: pixels, y downward from the top left corner.
struct VectorPicture: Sendable {
    let width: Int
    let height: Int
    /// What it is called.
    let name: String
    /// What there is to see, in words.
    let summary: String
    /// The colour of frames and texts that have none of their own; nil where each has one.
    let ink: Color?
    let parts: [VectorPart]
}

/// Where the rows of a series stand among those of a table; rows that lie together take no memory.
package enum RowPlaces: Equatable, Sendable {
    case together(Range<Int>)
    case listed([Int])
}

extension RowPlaces: RandomAccessCollection {
    package var startIndex: Int { 0 }

    package var endIndex: Int {
        switch self {
        case .together(let rows): rows.count
        case .listed(let rows): rows.count
        }
    }

    package subscript(index: Int) -> Int {
        switch self {
        case .together(let rows): rows.lowerBound + index
        case .listed(let rows): rows[index]
        }
    }
}

extension RowPlaces {
    /// How many of the rows come after the last that has one of the numbers of a column.
    package func countAfterLastNumber(_ numbers: [Double]) -> Int { reversed().prefix { numbers[$0].isNaN }.count }
}

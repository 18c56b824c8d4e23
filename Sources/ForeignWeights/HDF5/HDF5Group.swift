import WeightFiles

/// The members of a group: a tree of nodes whose leaves name places in a heap of names.
struct HDF5Group {
    struct Link {
        let name: String
        let address: Int
    }

    /// In the order of their names.
    private(set) var links: [Link] = []
    private static let mostNodes = 10_000

    /// Reads the tree at `tree` with the names at `heap`.
    ///
    /// - Throws: `WeightFileError`.
    init(tree: Int, heap: Int, in bytes: [UInt8]) throws(WeightFileError) {
        let names = try Self.names(at: heap, in: bytes)
        var work = [tree]
        var seen: Set<Int> = []
        while let address = work.popLast() {
            var reader = ByteReader(bytes, kind: HDF5File.kind)
            guard seen.insert(address).inserted, seen.count <= Self.mostNodes else {
                throw reader.error("found a node of a group in two places, or more than \(Self.mostNodes)", at: address)
            }
            try reader.seek(address, "a node of a group")
            let signature = try reader.text(4, "a node of a group")
            switch signature {
            case "TREE": work += try Self.children(&reader).reversed()
            case "SNOD": try readLeaf(&reader, names)
            default: throw reader.error("found no node of a group; expected one here", at: address)
            }
        }
    }

    private static func names(at heap: Int, in bytes: [UInt8]) throws(WeightFileError) -> Range<Int> {
        var reader = ByteReader(bytes, kind: HDF5File.kind)
        try reader.seek(heap, "the names of a group")
        guard try reader.text(4, "the names of a group") == "HEAP" else {
            throw reader.error("found no names of a group; expected them here", at: heap)
        }
        _ = try reader.take(4, "a version")
        let size = try reader.count(8, "the size of names")
        _ = try reader.take(8, "a place")
        try reader.seek(reader.count(8, "the address of names"), "names")
        return try reader.range(size, "names")
    }

    private static func children(_ reader: inout ByteReader) throws(WeightFileError) -> [Int] {
        let start = reader.place
        guard try reader.byte("the type of a node") == 0 else {
            throw reader.error("found a node of another kind than a group's", at: start)
        }
        _ = try reader.byte("a level")
        let count = try reader.count(2, "the number of children")
        _ = try reader.take(16, "siblings")
        var children: [Int] = []
        for _ in 0..<count {
            _ = try reader.take(8, "a key")
            children.append(try reader.count(8, "the address of a node"))
        }
        return children
    }

    private mutating func readLeaf(_ reader: inout ByteReader, _ names: Range<Int>) throws(WeightFileError) {
        _ = try reader.take(2, "a version")
        let count = try reader.count(2, "the number of members")
        for _ in 0..<count {
            let start = reader.place
            let (name, address) = (try reader.count(8, "the place of a name"), try reader.count(8, "an address"))
            let type = try reader.unsigned(4, "the type of a link")
            _ = try reader.take(20, "the rest of a link")
            guard type < 2 else { throw reader.error("found a symbolic link; expected groups and datasets", at: start) }
            guard name < names.count, let end = reader.bytes[names.dropFirst(name)].firstIndex(of: 0) else {
                throw reader.error("found a name outside of its group's names", at: start)
            }
            let text = String(decoding: reader.bytes[(names.lowerBound + name)..<end], as: UTF8.self)
            links.append(Link(name: text, address: address))
        }
    }
}

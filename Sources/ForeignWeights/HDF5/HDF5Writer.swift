import RecurrentNets
import Texts

/// Writes datasets in groups as an HDF5 file of the oldest form, which every reader takes: superblock 0, groups as symbol tables,
/// datasets in one piece.
///
/// Source: The HDF Group, “HDF5 File Format Specification Version 3.0”.
struct HDF5Writer {
    private static let superblockSize = 96
    private static let undefined = [UInt8](repeating: 0xff, count: 8)
    /// The children that a node of a tree has room for, halved.
    private static let treeRank = 16

    private var bytes = [UInt8](repeating: 0, count: superblockSize)
    private let type: ElementType
    /// The members that a leaf has room for, halved.
    private var leafRank = 4

    /// A file of `arrays`, whose names are paths.
    static func bytes(of arrays: [NamedMatrix], _ type: ElementType) -> [UInt8] {
        var writer = HDF5Writer(type: type)
        return writer.write(arrays)
    }

    private init(type: ElementType) { self.type = type }

    private static func little(_ number: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// Adds a part at a multiple of eight bytes; its address.
    private mutating func add(_ part: [UInt8]) -> Int {
        bytes += [UInt8](repeating: 0, count: -bytes.count & 7)
        let address = bytes.count
        bytes += part
        return address
    }

    private mutating func write(_ arrays: [NamedMatrix]) -> [UInt8] {
        // The members of each group, by its path.
        var groups: [[String]: Set<String>] = [[]: []]
        var datasets: [[String]: NamedMatrix] = [:]
        for array in arrays {
            let path = array.name.parts(between: "/").filter { !$0.isEmpty }
            datasets[path] = array
            for depth in path.indices { groups[Array(path[..<depth]), default: []].insert(path[depth]) }
        }
        leafRank = max(leafRank, (groups.values.map(\.count).max() ?? 0) / 2 + 1)
        var addresses: [[String]: Int] = [:]
        for (path, array) in datasets.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            addresses[path] = dataset(array)
        }
        var root = (header: 0, tree: 0, heap: 0)
        // The deepest first, so that every member has its address.
        let inOrder = groups.sorted {
            ($1.key.count, $1.key.joined(separator: "/")) < ($0.key.count, $0.key.joined(separator: "/"))
        }
        for (path, names) in inOrder {
            root = group(
                names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { ($0, addresses[path + [$0]] ?? 0) })
            addresses[path] = root.header
        }
        return superblock(root) + bytes[Self.superblockSize...]
    }

    private func superblock(_ root: (header: Int, tree: Int, heap: Int)) -> [UInt8] {
        let start = HDF5File.signature + [0, 0, 0, 0, 0, 8, 8, 0]
        let ranks = Self.little(leafRank, 2) + Self.little(Self.treeRank, 2) + Self.little(0, 4)
        let addresses = Self.little(0, 8) + Self.undefined + Self.little(bytes.count, 8) + Self.undefined
        // The entry of the root group, which keeps the addresses of its tree and its names.
        let entry =
            Self.little(0, 8) + Self.little(root.header, 8) + Self.little(1, 4) + Self.little(0, 4)
            + Self.little(root.tree, 8)
            + Self.little(root.heap, 8)
        return start + ranks + addresses + entry
    }

    private func header(_ messages: [(kind: Int, body: [UInt8])]) -> [UInt8] {
        let parts = messages.flatMap { message -> [UInt8] in
            let body = message.body + [UInt8](repeating: 0, count: -message.body.count & 7)
            return Self.little(message.kind, 2) + Self.little(body.count, 2) + Self.little(0, 4) + body
        }
        return [1, 0] + Self.little(messages.count, 2) + Self.little(1, 4) + Self.little(parts.count, 4)
            + Self.little(0, 4) + parts
    }

    private mutating func dataset(_ array: NamedMatrix) -> Int {
        let contents = array.bytes(type)
        let place = add(contents)
        let shape: [UInt8] =
            [1, UInt8(array.shape.count), 0, 0, 0, 0, 0, 0] + array.shape.flatMap { Self.little($0, 8) }
        // IEEE floating point, little-endian: sign, exponent and fraction by their places and lengths.
        let number: [UInt8] =
            type == .float32
            ? [0x11, 0x20, 31, 0] + Self.little(4, 4) + [0, 0, 32, 0, 23, 8, 0, 23] + Self.little(127, 4)
            : [0x11, 0x20, 63, 0] + Self.little(8, 4) + [0, 0, 64, 0, 52, 11, 0, 52] + Self.little(1023, 4)
        let layout: [UInt8] = [3, 1] + Self.little(place, 8) + Self.little(contents.count, 8)
        // No fill value: version 2, allocated early, never written, undefined.
        return add(header([(0x01, shape), (0x03, number), (0x05, [2, 1, 2, 0]), (0x08, layout)]))
    }

    private mutating func group(_ members: [(name: String, address: Int)]) -> (header: Int, tree: Int, heap: Int) {
        // The empty name comes first; each begins at a multiple of eight.
        var names = [UInt8](repeating: 0, count: 8)
        var entries: [UInt8] = []
        var last = 0
        for member in members {
            last = names.count
            names += Array(member.name.utf8) + [UInt8](repeating: 0, count: 8 - member.name.utf8.count % 8)
            entries += Self.little(last, 8) + Self.little(member.address, 8) + Self.little(0, 24)
        }
        let namesPlace = add(names)
        // No free block in it: the number 1.
        let heap = add(
            Array("HEAP".utf8) + Self.little(0, 4) + Self.little(names.count, 8) + Self.little(1, 8)
                + Self.little(namesPlace, 8))
        entries += [UInt8](repeating: 0, count: max(0, 2 * leafRank * 40 - entries.count))
        let leaf = add(Array("SNOD".utf8) + [1, 0] + Self.little(members.count, 2) + entries)
        var tree = Array("TREE".utf8) + [0, 0] + Self.little(1, 2) + Self.undefined + Self.undefined
        tree += Self.little(0, 8) + Self.little(leaf, 8) + Self.little(last, 8)
        tree += [UInt8](repeating: 0, count: 24 + (4 * Self.treeRank + 1) * 8 - tree.count)
        let place = add(tree)
        return (add(header([(0x11, Self.little(place, 8) + Self.little(heap, 8))])), place, heap)
    }
}

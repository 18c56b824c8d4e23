import WeightFiles

/// The datasets of an HDF5 file and the text of its configuration, of the form that h5py writes for Keras.
///
/// Read are superblocks of version 0, groups as symbol tables, object headers of version 1, and datasets that lie in one
/// piece, without filters. Anything else is refused by its name.
///
/// Source: The HDF Group, “HDF5 File Format Specification Version 3.0”.
struct HDF5File {
    static let kind = "hdf5"
    static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]
    private static let mostObjects = 100_000

    /// The datasets, in the order of the groups' names, which are sorted; their paths without a first slash.
    private(set) var tensors: [ForeignTensor] = []
    /// What Keras' earlier files say of the layers, in JSON; nil where there is nothing.
    private(set) var configuration: String?
    /// The name of the root's attribute with it.
    private static let configurationName = "model_config"
    private let bytes: [UInt8]

    /// Reads a whole file.
    ///
    /// - Throws: `WeightFileError`.
    init(_ bytes: [UInt8]) throws(WeightFileError) {
        self.bytes = bytes
        var reader = ByteReader(bytes, kind: Self.kind)
        guard try reader.take(8, "the start of the file").elementsEqual(Self.signature) else {
            throw reader.error("found no HDF5 file; expected one", at: 0)
        }
        let version = try reader.byte("the version")
        guard version == 0 else {
            throw reader.error(
                "found a superblock of version \(version); expected 0, as Keras writes it; save the file without libver='latest'",
                at: 8)
        }
        _ = try reader.take(4, "versions")
        guard try reader.take(2, "the sizes of numbers").elementsEqual([8, 8]) else {
            throw reader.error("found addresses or lengths that do not have 8 bytes; expected 8", at: 13)
        }
        _ = try reader.take(9, "the sizes of nodes")
        guard try reader.unsigned(8, "the base address") == 0 else {
            throw reader.error("found a base address; expected 0", at: 24)
        }
        _ = try reader.take(32, "addresses")
        try readTree(from: reader.count(8, "the address of the root group", bigEndian: false))
    }

    /// Reads all groups, from the one whose header is at `root`.
    private mutating func readTree(from root: Int) throws(WeightFileError) {
        var work = [(path: "", address: root)]
        var seen: Set<Int> = [root]
        while let (path, address) = work.popLast() {
            let header = try HDF5ObjectHeader(at: address, in: bytes)
            if path.isEmpty, let attribute = header.attributes.first(where: { $0.name == Self.configurationName }) {
                configuration = try attribute.text(in: bytes)
            }
            if let group = header.group {
                for link in try HDF5Group(tree: group.tree, heap: group.heap, in: bytes).links.reversed() {
                    guard seen.insert(link.address).inserted else {
                        throw WeightFileError(
                            offset: link.address,
                            "\(Self.kind): found \(WeightFileError.quoted(path + "/" + link.name)), which is in the file in another "
                                + "place, too; expected groups without cycles and second names")
                    }
                    guard seen.count <= Self.mostObjects else {
                        throw WeightFileError(
                            offset: address, "\(Self.kind): found more than \(Self.mostObjects) objects")
                    }
                    work.append((path.isEmpty ? link.name : path + "/" + link.name, link.address))
                }
            } else if let tensor = try header.tensor(path, in: bytes) {
                tensors.append(tensor)
            }
        }
    }
}

import Files
import Foundation
import RecurrentNets
package struct WeightFileError: Error, CustomStringConvertible { package let description: String }
extension WeightFile {
    package init(at path: String) throws {
        let bytes = try FileReader.read(path, limit: 1 << 30)
        let n = bytes.withUnsafeBytes { Int($0.loadUnaligned(as: UInt64.self)) }
        let header = try JSONSerialization.jsonObject(with: Data(bytes[8..<8+n])) as! [String: Any]
        var tensors: [NamedTensor] = []
        for (k, v) in header where k != "__metadata__" {
            let d = v as! [String: Any]; let o = d["data_offsets"] as! [Int]
            let slice = Array(bytes[(8+n+o[0])..<(8+n+o[1])])
            tensors.append(NamedTensor(k, slice.withUnsafeBytes { Tensor(bytes: $0, shape: d["shape"] as! [Int], elementType: d["dtype"] as! String == "F32" ? .float32 : .float64) }))
        }
        self.init(tensors: tensors, metadata: header["__metadata__"] as? [String: String] ?? [:])
    }
    package func encoded() throws -> [UInt8] {
        var header: [String: Any] = ["__metadata__": metadata]; var data: [UInt8] = []
        for t in tensors { let n = t.tensor.count * t.tensor.elementType.byteCount
            header[t.name] = ["dtype": t.tensor.elementType == .float32 ? "F32" : "F64", "shape": t.tensor.shape, "data_offsets": [data.count, data.count + n]] as [String: Any]
            t.tensor.withBytes { data += UnsafeRawBufferPointer(start: $0, count: n) } }
        let h = try JSONSerialization.data(withJSONObject: header, options: [.sortedKeys])
        return withUnsafeBytes(of: UInt64(h.count).littleEndian) { Array($0) } + Array(h) + data
    }
    package subscript(_ name: String) -> Tensor? { tensors.first { $0.name == name }?.tensor }
    package func tensor(_ name: String) throws(WeightFileError) -> Tensor {
        guard let t = self[name] else { throw error("no tensor \(name)") }; return t }
    package func tensor(_ name: String, shape: [Int]) throws(WeightFileError) -> Tensor {
        let t = try tensor(name); guard t.shape == shape else { throw error("\(name) has \(t.shape), expected \(shape)") }; return t }
    package func error(_ problem: String) -> WeightFileError { WeightFileError(description: problem) }
    package func metadata(named name: String) throws(WeightFileError) -> String {
        guard let t = metadata[name] else { throw error("no \(name)") }; return t }
    package var weights: WeightFile { WeightFile(tensors: tensors.filter { !$0.name.hasPrefix("history.") && !$0.name.hasPrefix("state.") && !$0.name.hasPrefix("optimizer.") }, metadata: metadata.filter { k, _ in !k.hasPrefix("setting.") }) }
    package func tensors(under prefix: String) -> [NamedTensor] { tensors.filter { $0.name.hasPrefix(prefix) }.map { NamedTensor(String($0.name.dropFirst(prefix.count)), $0.tensor) } }
    package var digest: Digest { (try? Digest.of(encoded())) ?? Digest.of([]) }
    package var checksum: String? { nil }
}

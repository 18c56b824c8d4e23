import Texts

/// PyTorch's batch norms that have never seen a batch: no network was trained with one, so they are not used.
package enum UntrainedNorms {
    /// The names of their tensors among `tensors`, of which each has its numbers, where they could be read.
    package static func names(in tensors: [(name: String, values: [Double]?)]) -> [String] {
        let counter = "num_batches_tracked"
        let places = Dictionary(tensors.map { ($0.name, $0.values) }) { first, _ in first }
        return tensors.filter { $0.name.ends(with: counter) && $0.values == [0] }.flatMap { tensor -> [String] in
            let prefix = tensor.name.dropLast(counter.count)
            func isAll(_ name: String, _ value: Double) -> Bool {
                guard let found = places[prefix + name] else { return true }
                return found.map { $0.allSatisfy { $0 == value } } ?? false
            }
            guard isAll("running_mean", 0), isAll("running_var", 1), isAll("weight", 1), isAll("bias", 0) else {
                return []
            }
            return ["running_mean", "running_var", "weight", "bias", counter].map { prefix + $0 }.filter {
                places[$0] != nil
            }
        }
    }
}

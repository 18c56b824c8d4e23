/// Variables in a binary heap, handed out from the highest generation down.
struct GenerationQueue {
    /// The generation stands beside its variable, so that comparing does not touch the variables; the queue holds each once,
    /// from `push` to `popNewest`, so that moving them in the heap counts no references.
    private var heap: [(generation: Int, variable: Unmanaged<Variable>)] = []

    init() {
        heap.reserveCapacity(16)
    }

    mutating func push(_ variable: Variable) {
        heap.append((variable.generation, .passRetained(variable)))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[parent].generation < heap[child].generation else { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    mutating func popNewest() -> Variable? {
        guard let last = heap.popLast() else { return nil }
        guard let newest = heap.first else { return last.variable.takeRetainedValue() }
        heap[0] = last
        var parent = 0
        while true {
            var largest = parent
            for child in (2 * parent + 1)..<(2 * parent + 3)
            where child < heap.count && heap[child].generation > heap[largest].generation {
                largest = child
            }
            guard largest != parent else { return newest.variable.takeRetainedValue() }
            heap.swapAt(parent, largest)
            parent = largest
        }
    }
}

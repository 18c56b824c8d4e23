import Dispatch

/// What `body` makes of each number from 0 on, in their order, on several cores: the results do not depend on how many.
///
/// - Parameters:
///   - count: How many.
///   - threads: The cores that share them.
///   - body: The work, which must not depend on the order in which it is done.
/// - Returns: The results.
package func mapOnCores<Result>(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    mapOnCores(count, threads: threads) { index, _ in body(index) }
}

/// The same, where `body` is also told which of the cores does it: what belongs to one is used by one at a time.
package func mapOnCores<Result>(
    _ count: Int, threads: Int, _ body: @Sendable (_ index: Int, _ core: Int) -> Result
) -> [Result] {
    guard threads > 1, count > 1 else { return (0..<count).map { body($0, 0) } }
    return [Result](unsafeUninitializedCapacity: count) { buffer, initializedCount in
        nonisolated(unsafe) let places = buffer
        // Each thread takes every so manieth: of the same work at every number, all end at once.
        let parts = min(threads, count)
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            for index in stride(from: part, to: count, by: parts) {
                places.initializeElement(at: index, to: body(index, part))
            }
        }
        initializedCount = count
    }
}

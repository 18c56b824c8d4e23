/// The job that a worker runs in.
package struct SlurmJobOfWorker: Sendable {
    private let job: String
    private let restarts: Int
    private let queue: SlurmQueue

    /// The job of that number, which was started again so often.
    package init(_ job: String, restarts: Int, searchPath: String) {
        self.job = job
        self.restarts = restarts
        queue = SlurmQueue(searchPath: searchPath)
    }

    /// Puts the job back into the queue where it was stopped by its time limit or to make room, not cancelled.
    package func requeueIfNotCancelled(upTo retries: Int) {
        if restarts < retries, queue.isRunning(job) { _ = queue.requeue(job) }
    }
}

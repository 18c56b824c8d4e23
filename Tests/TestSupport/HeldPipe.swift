import Foundation

/// A pipe that takes so many bytes, and then holds up whoever writes on: a program that says something now and then gets so far
/// and no farther, however busy the machine is.
package final class HeldPipe {
    package let path: String
    private let descriptor: Int32
    private let filled: Int
    private static let page = 4096

    /// A pipe at `path` with room for so many bytes, at most a page.
    package init(at path: String, room: Int) throws {
        self.path = path
        guard mkfifo(path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
        // Open on both sides, so that nobody waits for anybody.
        descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        let bytes = [UInt8](repeating: UInt8(ascii: "."), count: Self.page)
        var filled = 0
        while write(descriptor, bytes, Self.page) == Self.page { filled += Self.page }
        // A page that was read is free.
        var read = [UInt8](repeating: 0, count: Self.page)
        filled -= Foundation.read(descriptor, &read, Self.page)
        filled += max(0, write(descriptor, bytes, Self.page - room))
        self.filled = filled
    }

    deinit { close(descriptor) }

    /// How many bytes were written since.
    package var count: Int {
        var waiting: Int32 = 0
        _ = ioctl(descriptor, UInt(FIONREAD), &waiting)
        return Int(waiting) - filled
    }

    /// Reads what is there, so that whoever was held up goes on.
    package func letGo() {
        var bytes = [UInt8](repeating: 0, count: Self.page)
        while read(descriptor, &bytes, Self.page) > 0 {}
    }
}

/// SHA-256, computed piece by piece.
///
/// Source: FIPS 180-4, “Secure Hash Standard”, 2015.
package struct SHA256: Sendable {
    private var state: SIMD8<UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    /// The start of a block that is not yet full: the first `length % 64` of these bytes.
    private var partial = [UInt8](repeating: 0, count: 64)
    private var length: UInt64 = 0

    package init() {}

    /// Adds the bytes of `buffer`.
    package mutating func update(_ buffer: UnsafeRawBufferPointer) {
        var rest = buffer
        let filled = Int(length % 64)
        length &+= UInt64(buffer.count)
        if filled > 0 {
            let taken = min(64 - filled, rest.count)
            partial.withUnsafeMutableBytes { block in
                UnsafeMutableRawBufferPointer(rebasing: block[filled..<filled + taken])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<taken]))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
            guard filled + taken == 64 else { return }
            partial.withUnsafeBytes { Self.compress($0, into: &state) }
        }
        let whole = rest.count & ~63
        Self.compress(UnsafeRawBufferPointer(rebasing: rest[..<whole]), into: &state)
        let left = UnsafeRawBufferPointer(rebasing: rest[whole...])
        partial.withUnsafeMutableBytes { $0.copyMemory(from: left) }
    }

    /// The digest of all bytes so far; more may be added afterwards.
    package func finalize() -> Digest {
        var copy = self
        let bits = length &* 8
        let zeros = (119 - Int(length % 64)) % 64
        var padding = [0x80] + [UInt8](repeating: 0, count: zeros)
        padding += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
        padding.withUnsafeBytes { copy.update($0) }
        return Digest(
            (0..<8).flatMap { word in
                (0..<4).map { UInt8(truncatingIfNeeded: copy.state[word] >> (24 - 8 * $0)) }
            })
    }

    /// Takes whole blocks of 64 bytes into the state.
    private static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
        guard let start = blocks.baseAddress else { return }
        roundConstants.withUnsafeBufferPointer { constants in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
                guard let k = constants.baseAddress, let w = schedule.baseAddress else { return }
                for offset in stride(from: 0, to: blocks.count, by: 64) {
                    for index in 0..<16 {
                        let word = start.loadUnaligned(fromByteOffset: offset &+ 4 &* index, as: UInt32.self)
                        w[index] = UInt32(bigEndian: word)
                    }
                    compressBlock(w, k, into: &state)
                }
            }
        }
    }

    /// Takes one block into the state, with its schedule of 64 words in `w`.
    @inline(__always)
    private static func compressBlock(
        _ w: UnsafeMutablePointer<UInt32>, _ k: UnsafePointer<UInt32>, into state: inout SIMD8<UInt32>
    ) {
        for t in 16..<64 {
            let (early, late) = (w[t &- 15], w[t &- 2])
            let s0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3)
            let s1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10)
            w[t] = w[t &- 16] &+ s0 &+ w[t &- 7] &+ s1
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        // Eight rounds bring every letter back to its place, so that none is ever moved.
        for t in stride(from: 0, to: 64, by: 8) {
            round(a, b, c, &d, e, f, g, &h, k[t] &+ w[t])
            round(h, a, b, &c, d, e, f, &g, k[t &+ 1] &+ w[t &+ 1])
            round(g, h, a, &b, c, d, e, &f, k[t &+ 2] &+ w[t &+ 2])
            round(f, g, h, &a, b, c, d, &e, k[t &+ 3] &+ w[t &+ 3])
            round(e, f, g, &h, a, b, c, &d, k[t &+ 4] &+ w[t &+ 4])
            round(d, e, f, &g, h, a, b, &c, k[t &+ 5] &+ w[t &+ 5])
            round(c, d, e, &f, g, h, a, &b, k[t &+ 6] &+ w[t &+ 6])
            round(b, c, d, &e, f, g, h, &a, k[t &+ 7] &+ w[t &+ 7])
        }
        state = state &+ SIMD8(a, b, c, d, e, f, g, h)
    }

    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
        _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ input: UInt32
    ) {
        let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
        let t1 = h &+ s1 &+ (g ^ (e & (f ^ g))) &+ input
        let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
        d = d &+ t1
        h = t1 &+ s0 &+ ((a & b) | (c & (a | b)))
    }

    @inline(__always)
    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word &>> count | word &<< (32 &- count)
    }

    private static let roundConstants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}

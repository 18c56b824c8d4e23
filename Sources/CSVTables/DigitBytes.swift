/// The decimal digits of a number as characters, eight of them in a word, the first in its lowest byte.
struct DigitBytes {
    /// How many digits there are; 1 of 0.
    let count: Int
    private let words: (UInt64, UInt64, UInt64)

    @inline(__always)
    init(_ number: UInt64) {
        let (rest, low) = number.quotientAndRemainder(dividingBy: 100_000_000)
        if rest == 0 {
            self.init(Self.characters(low), 0, 0, of: 8)
            return
        }
        // Sixteen digits and seventeen come by turns: what is chosen without a jump is never guessed wrong.
        let (high, middle) = rest.quotientAndRemainder(dividingBy: 100_000_000)
        let (first, second, third) = (Self.characters(high), Self.characters(middle), Self.characters(low))
        let isLong = high != 0
        self.init(
            isLong ? first : second, isLong ? second : third, isLong ? third : 0, of: isLong ? 24 : 16)
    }

    /// Takes words of so many characters, the first of which may be zeros that are left out.
    @inline(__always)
    private init(_ first: UInt64, _ second: UInt64, _ third: UInt64, of total: Int) {
        // Of 0 the last digit is left.
        let zeros = min((first ^ 0x3030_3030_3030_3030).trailingZeroBitCount & ~7, 56)
        count = total &- zeros / 8
        guard zeros > 0 else {
            words = (first, second, third)
            return
        }
        let (left, right) = (UInt64(zeros), UInt64(64 - zeros))
        words = (first &>> left | second &<< right, second &>> left | third &<< right, third &>> left)
    }

    /// Writes the digits, and further bytes up to 24.
    @inline(__always)
    func write(to start: UnsafeMutablePointer<UInt8>) {
        let start = UnsafeMutableRawPointer(start)
        start.storeBytes(of: words.0.littleEndian, as: UInt64.self)
        start.storeBytes(of: words.1.littleEndian, toByteOffset: 8, as: UInt64.self)
        start.storeBytes(of: words.2.littleEndian, toByteOffset: 16, as: UInt64.self)
    }

    /// Writes the digits from one on, and further bytes up to 24.
    @inline(__always)
    func write(from first: Int, to start: UnsafeMutablePointer<UInt8>) {
        var (a, b, c) = words
        if first >= 8 { (a, b, c) = (b, c, 0) }
        if first >= 16 { (a, b) = (b, 0) }
        let left = UInt64(first & 7) &* 8
        // Shifted twice, since a shift by 64 would be none.
        let right = 63 &- left
        DigitBytes(
            a &>> left | (b &<< 1) &<< right, b &>> left | (c &<< 1) &<< right, c &>> left
        ).write(to: start)
    }

    private init(_ a: UInt64, _ b: UInt64, _ c: UInt64) {
        (count, words) = (24, (a, b, c))
    }

    /// The eight characters of a number below 10⁸: halves, then quarters, then eighths, each beside each other in the word.
    @inline(__always)
    private static func characters(_ number: UInt64) -> UInt64 {
        let thousands = number / 10_000
        let halves = thousands | (number &- thousands &* 10_000) << 32
        // Divided by 100, and by 10, as products: exact below 10⁴ and 100.
        let hundreds = (halves &* 10_486) >> 20 & 0x7f_0000_007f
        let quarters = hundreds | (halves &- hundreds &* 100) << 16
        let tens = (quarters &* 103) >> 10 & 0x000f_000f_000f_000f
        return (tens | (quarters &- tens &* 10) << 8) | 0x3030_3030_3030_3030
    }
}

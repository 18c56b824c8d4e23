/// The fewest decimal digits that read back to the same Double, and of these the nearest to it: digits·10^exponent.
///
/// Source: R. Giulietti, “The Schubfach way to render doubles”, 2020: of the numbers with as few digits as fit once into the
/// interval that rounds to the value, at most four have to be looked at; their distances are found by products with powers of
/// ten of 128 bits.
struct ShortestDecimal {
    let digits: UInt64
    let exponent: Int

    /// Nil for 0 and what is not finite, and where the exponent is too far from zero for the powers that are kept.
    @inline(__always)
    init?(_ value: Double) {
        let bits = value.magnitude.bitPattern
        let (field, fraction) = (Int(bits >> 52), bits & (1 << 52 - 1))
        // Subnormal numbers and 0 have the field 0; the range that is kept is far from both ends.
        let q = field - 1075
        guard -145...48 ~= q else { return nil }
        let c = fraction | 1 << 52
        // Below a power of two the neighbour is half as far away.
        let isNarrow = fraction == 0
        // ⌊log₁₀ 2^q⌋, or of ¾·2^q.
        let k = (q &* 1_262_611 &- (isNarrow ? 524_031 : 0)) >> 22
        // ⌊log₂ 10^−k⌋.
        let power = (-k &* 1_741_647) >> 19
        let shift = UInt64(truncatingIfNeeded: q &+ power &+ 1)
        let place = 2 &* (-k &- Self.leastPower)
        let (high, low) = (tens[place], tens[place &+ 1])
        let below = Self.product(high, low, (4 &* c &- (isNarrow ? 1 : 2)) << shift)
        let middle = Self.product(high, low, (4 &* c) << shift)
        let above = Self.product(high, low, (4 &* c &+ 2) << shift)
        // The ends of the interval round to even digits.
        let isOdd = c & 1
        let (lower, upper) = (below &+ isOdd, above &- isOdd)
        let s = middle / 4
        let tenth = s / 10
        let (isTenthInside, isNextTenthInside) = (lower <= 40 &* tenth, 40 &* tenth &+ 40 <= upper)
        if isTenthInside != isNextTenthInside {
            (digits, exponent) = Self.withoutZeros(tenth &+ (isNextTenthInside ? 1 : 0), k &+ 1)
            return
        }
        let (isInside, isNextInside) = (lower <= 4 &* s, 4 &* s &+ 4 <= upper)
        let half = 4 &* s &+ 2
        let isUp = isInside != isNextInside ? isNextInside : middle > half || (middle == half && s & 1 == 1)
        (digits, exponent) = (s &+ (isUp ? 1 : 0), k)
    }

    /// The first bits of a product of 192 bits, the last of them a one where anything stands behind them.
    @inline(__always)
    private static func product(_ high: UInt64, _ low: UInt64, _ factor: UInt64) -> UInt64 {
        let rest = low.multipliedFullWidth(by: factor).high
        let (first, second) = high.multipliedFullWidth(by: factor)
        let (sum, carries) = second.addingReportingOverflow(rest)
        return (first &+ (carries ? 1 : 0)) | (sum > 1 ? 1 : 0)
    }

    @inline(__always)
    private static func withoutZeros(_ digits: UInt64, _ exponent: Int) -> (UInt64, Int) {
        var (digits, exponent) = (digits, exponent)
        let (part, rest) = digits.quotientAndRemainder(dividingBy: 100_000_000)
        if rest == 0 { (digits, exponent) = (part, exponent &+ 8) }
        while true {
            let (part, rest) = digits.quotientAndRemainder(dividingBy: 10)
            if rest != 0 { return (digits, exponent) }
            (digits, exponent) = (part, exponent &+ 1)
        }
    }

    /// The exponent of the first power that is kept.
    private static let leastPower = -15
}

/// The powers of ten from 10^−15 to 10^45, each in two parts as a number of 128 bits whose first one is set, rounded up.
private let tens: [UInt64] = [
    0x901d_7cf7_3ab0_acd9, 0x0f9d_3701_4bf6_0a11,
    0xb424_dc35_095c_d80f, 0x5384_84c1_9ef3_8c95,
    0xe12e_1342_4bb4_0e13, 0x2865_a5f2_06b0_6fba,
    0x8cbc_cc09_6f50_88cb, 0xf93f_87b7_442e_45d4,
    0xafeb_ff0b_cb24_aafe, 0xf78f_69a5_1539_d749,
    0xdbe6_fece_bded_d5be, 0xb573_440e_5a88_4d1c,
    0x8970_5f41_36b4_a597, 0x3168_0a88_f895_3031,
    0xabcc_7711_8461_cefc, 0xfdc2_0d2b_36ba_7c3e,
    0xd6bf_94d5_e57a_42bc, 0x3d32_9076_0469_1b4d,
    0x8637_bd05_af6c_69b5, 0xa63f_9a49_c2c1_b110,
    0xa7c5_ac47_1b47_8423, 0x0fcf_80dc_3372_1d54,
    0xd1b7_1758_e219_652b, 0xd3c3_6113_404e_a4a9,
    0x8312_6e97_8d4f_df3b, 0x645a_1cac_0831_26ea,
    0xa3d7_0a3d_70a3_d70a, 0x3d70_a3d7_0a3d_70a4,
    0xcccc_cccc_cccc_cccc, 0xcccc_cccc_cccc_cccd,
    0x8000_0000_0000_0000, 0x0000_0000_0000_0000,
    0xa000_0000_0000_0000, 0x0000_0000_0000_0000,
    0xc800_0000_0000_0000, 0x0000_0000_0000_0000,
    0xfa00_0000_0000_0000, 0x0000_0000_0000_0000,
    0x9c40_0000_0000_0000, 0x0000_0000_0000_0000,
    0xc350_0000_0000_0000, 0x0000_0000_0000_0000,
    0xf424_0000_0000_0000, 0x0000_0000_0000_0000,
    0x9896_8000_0000_0000, 0x0000_0000_0000_0000,
    0xbebc_2000_0000_0000, 0x0000_0000_0000_0000,
    0xee6b_2800_0000_0000, 0x0000_0000_0000_0000,
    0x9502_f900_0000_0000, 0x0000_0000_0000_0000,
    0xba43_b740_0000_0000, 0x0000_0000_0000_0000,
    0xe8d4_a510_0000_0000, 0x0000_0000_0000_0000,
    0x9184_e72a_0000_0000, 0x0000_0000_0000_0000,
    0xb5e6_20f4_8000_0000, 0x0000_0000_0000_0000,
    0xe35f_a931_a000_0000, 0x0000_0000_0000_0000,
    0x8e1b_c9bf_0400_0000, 0x0000_0000_0000_0000,
    0xb1a2_bc2e_c500_0000, 0x0000_0000_0000_0000,
    0xde0b_6b3a_7640_0000, 0x0000_0000_0000_0000,
    0x8ac7_2304_89e8_0000, 0x0000_0000_0000_0000,
    0xad78_ebc5_ac62_0000, 0x0000_0000_0000_0000,
    0xd8d7_26b7_177a_8000, 0x0000_0000_0000_0000,
    0x8786_7832_6eac_9000, 0x0000_0000_0000_0000,
    0xa968_163f_0a57_b400, 0x0000_0000_0000_0000,
    0xd3c2_1bce_cced_a100, 0x0000_0000_0000_0000,
    0x8459_5161_4014_84a0, 0x0000_0000_0000_0000,
    0xa56f_a5b9_9019_a5c8, 0x0000_0000_0000_0000,
    0xcecb_8f27_f420_0f3a, 0x0000_0000_0000_0000,
    0x813f_3978_f894_0984, 0x4000_0000_0000_0000,
    0xa18f_07d7_36b9_0be5, 0x5000_0000_0000_0000,
    0xc9f2_c9cd_0467_4ede, 0xa400_0000_0000_0000,
    0xfc6f_7c40_4581_2296, 0x4d00_0000_0000_0000,
    0x9dc5_ada8_2b70_b59d, 0xf020_0000_0000_0000,
    0xc537_1912_364c_e305, 0x6c28_0000_0000_0000,
    0xf684_df56_c3e0_1bc6, 0xc732_0000_0000_0000,
    0x9a13_0b96_3a6c_115c, 0x3c7f_4000_0000_0000,
    0xc097_ce7b_c907_15b3, 0x4b9f_1000_0000_0000,
    0xf0bd_c21a_bb48_db20, 0x1e86_d400_0000_0000,
    0x9676_9950_b50d_88f4, 0x1314_4480_0000_0000,
    0xbc14_3fa4_e250_eb31, 0x17d9_55a0_0000_0000,
    0xeb19_4f8e_1ae5_25fd, 0x5dcf_ab08_0000_0000,
    0x92ef_d1b8_d0cf_37be, 0x5aa1_cae5_0000_0000,
    0xb7ab_c627_0503_05ad, 0xf14a_3d9e_4000_0000,
    0xe596_b7b0_c643_c719, 0x6d9c_cd05_d000_0000,
    0x8f7e_32ce_7bea_5c6f, 0xe482_0023_a200_0000,
    0xb35d_bf82_1ae4_f38b, 0xdda2_802c_8a80_0000,
]

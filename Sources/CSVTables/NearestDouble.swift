/// The Double nearest to digits·10^exponent, ties to even; nil where the exponent is too far from zero for this way.
///
/// Source: W. Clinger, “How to Read Floating Point Numbers Accurately”, 1990, for the short numbers. The others are
/// computed exactly in 128-bit integers, as 5^27 is the greatest power of five in 64 bits, and rounded once.
@inline(__always)
func nearestDouble(to digits: UInt64, timesTenTo exponent: Int) -> Double? {
    if digits == 0 { return 0 }
    if digits <= 1 << 53, -22...22 ~= exponent {
        let value = Double(digits)
        return exponent < 0 ? value / powersOfTen[-exponent] : value * powersOfTen[exponent]
    }
    if -27...(-1) ~= exponent { return quickQuotient(digits, -exponent) ?? quotient(digits, -exponent) }
    if 0...27 ~= exponent { return product(digits, exponent) }
    return nil
}

/// digits·5^power·2^power.
private func product(_ digits: UInt64, _ power: Int) -> Double {
    let (high, low) = digits.multipliedFullWidth(by: powersOfFive[power])
    if high == 0 {
        let shift = low.leadingZeroBitCount
        return rounded(low << shift, isMore: false, timesTwoTo: power - shift)
    }
    let shift = high.leadingZeroBitCount
    let top = shift == 0 ? high : high << shift | low >> (64 - shift)
    return rounded(top, isMore: low << shift != 0, timesTwoTo: 64 + power - shift)
}

/// digits/(5^power·2^power) by a product with the reciprocal; nil in the rare case that it decides no rounding.
@inline(__always)
private func quickQuotient(_ digits: UInt64, _ power: Int) -> Double? {
    let shift = digits.leadingZeroBitCount
    // The quotient lies in bits..<bits + 2: the reciprocal is cut by less than 1, and so is the product.
    let bits = (digits << shift).multipliedFullWidth(by: reciprocals[power]).high
    // 53 bits are kept, of 64 or of 63.
    let cut = bits >> 63 == 1 ? UInt64(11) : 10
    let half = 1 << (cut - 1) as UInt64
    let rest = bits & (2 * half - 1)
    if rest == half || rest == half - 1 { return nil }
    let significand = (bits >> cut) + (rest > half ? 1 : 0)
    let exponent = powersOfFive[power].leadingZeroBitCount - shift - 63 - power + Int(cut)
    return Double(significand) * Double(bitPattern: UInt64(1023 + exponent) << 52)
}

/// digits/(5^power·2^power).
private func quotient(_ digits: UInt64, _ power: Int) -> Double {
    let shift = digits.leadingZeroBitCount
    let divisorShift = powersOfFive[power].leadingZeroBitCount
    let dividend = digits << shift
    let divisor = powersOfFive[power] << divisorShift
    // Both begin with a one bit, so that the quotient has 64 bits or, where this halves the dividend, would have 65.
    let halved = dividend >= divisor
    let high = halved ? dividend >> 1 : dividend
    let low = halved ? dividend << 63 : 0
    let (quotient, remainder) = divisor.dividingFullWidth((high, low))
    let exponent = divisorShift - shift - power - (halved ? 63 : 64)
    return rounded(quotient, isMore: remainder != 0, timesTwoTo: exponent)
}

/// The Double nearest to (bits + a little, if there is more)·2^exponent; the first bit is a one.
@inline(__always)
private func rounded(_ bits: UInt64, isMore: Bool, timesTwoTo exponent: Int) -> Double {
    var significand = bits >> 11
    let rest = bits & 0x7ff
    if rest > 0x400 || (rest == 0x400 && (isMore || significand & 1 == 1)) { significand += 1 }
    // Never near the ends of the range: 27 powers of ten and 64 bits do not get there.
    return Double(significand) * Double(bitPattern: UInt64(1023 + 11 + exponent) << 52)
}

private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20, 1e21, 1e22,
]

let powersOfFive: [UInt64] = [
    1, 5, 25, 125, 625, 3125, 15_625, 78_125, 390_625, 1_953_125, 9_765_625, 48_828_125, 244_140_625, 1_220_703_125,
    6_103_515_625, 30_517_578_125, 152_587_890_625, 762_939_453_125, 3_814_697_265_625, 19_073_486_328_125,
    95_367_431_640_625, 476_837_158_203_125, 2_384_185_791_015_625, 11_920_928_955_078_125,
    59_604_644_775_390_625, 298_023_223_876_953_125, 1_490_116_119_384_765_625, 7_450_580_596_923_828_125,
]

/// 2^127/5^power, the power of five first made a number of 64 bits, rounded down; the first, never asked for, does not fit.
let reciprocals: [UInt64] = [
    0xffff_ffff_ffff_ffff, 0xcccc_cccc_cccc_cccc, 0xa3d7_0a3d_70a3_d70a, 0x8312_6e97_8d4f_df3b,
    0xd1b7_1758_e219_652b, 0xa7c5_ac47_1b47_8423, 0x8637_bd05_af6c_69b5, 0xd6bf_94d5_e57a_42bc,
    0xabcc_7711_8461_cefc, 0x8970_5f41_36b4_a597, 0xdbe6_fece_bded_d5be, 0xafeb_ff0b_cb24_aafe,
    0x8cbc_cc09_6f50_88cb, 0xe12e_1342_4bb4_0e13, 0xb424_dc35_095c_d80f, 0x901d_7cf7_3ab0_acd9,
    0xe695_94be_c44d_e15b, 0xb877_aa32_36a4_b449, 0x9392_ee8e_921d_5d07, 0xec1e_4a7d_b695_61a5,
    0xbce5_0864_9211_1aea, 0x971d_a050_74da_7bee, 0xf1c9_0080_baf7_2cb1, 0xc16d_9a00_9592_8a27,
    0x9abe_14cd_4475_3b52, 0xf796_87ae_d3ee_c551, 0xc612_0625_7658_9dda, 0x9e74_d1b7_91e0_7e48,
]

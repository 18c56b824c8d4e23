// exp, sigmoid and tanh of vectors. Relative errors, held to by Tests/CKernelsTests, in units of the last place
// (1.2e-7 and 2.2e-16): float32 exp 1.5, sigmoid 3, tanh 4; float64 exp 1.5, sigmoid 3, tanh 3.
// A NaN stays a NaN, an infinity has its limit, and results below the normal range are rounded, not lost.

#if VECTOR_BYTES != 64
// 2ⁿ times x in two factors, so that neither over- nor underflows before the result does.
static INLINE VEC NAME(scale)(VEC x, MASK n) {
    const MASK first = n >> 1, second = n - first;
    return x * (VEC)((first + EXPONENT_BIAS) << MANTISSA_BITS) * (VEC)((second + EXPONENT_BIAS) << MANTISSA_BITS);
}
#endif

// eˣ = 2ⁿ·eʳ with r = x − n·ln 2, |r| ≤ ln 2 ∕ 2; ln 2 in two parts, so that r is exact.
// Source: S. Moshier, Cephes, exp.c (a rational function) and expf.c (a polynomial).
static INLINE VEC NAME(exp)(VEC x) {
    const VEC clamped = NAME(at_most)(EXP_LIMIT, NAME(at_least)(-EXP_LIMIT, x));
    // Adding the number rounds to a whole one, which then stands in the lowest bits.
    const VEC rounder = NAME(splat)(ROUNDER);
    const VEC rounded = clamped * (REAL)1.44269504088896340736 + rounder;
    const VEC n = rounded - rounder;
    const VEC r = clamped - n * LN2_HIGH - n * LN2_LOW;
#if IS_FLOAT32
    const VEC series = ((((r * 1.9875691500e-4f + 1.3981999507e-3f) * r + 8.3334519073e-3f) * r + 4.1665795894e-2f) * r
                        + 1.6666665459e-1f) * r + 5.0000001201e-1f;
    const VEC power = series * (r * r) + r + 1;
#else
    const VEC z = r * r;
    const VEC p = r * ((z * 1.26177193074810590878e-4 + 3.02994407707441961300e-2) * z + 9.99999999999999999910e-1);
    const VEC q = ((z * 3.00198505138664455042e-6 + 2.52448340349684104192e-3) * z + 2.27265548208155028766e-1) * z
                  + 2.00000000000000000005e0;
    const VEC power = p / (q - p) * 2 + 1;
#endif
    // What would become a NaN or a wrong number of the whole part: x beyond the limit is at it.
#if VECTOR_BYTES == 64
    return SCALED(power, n);
#else
    return NAME(scale)(power, (MASK)rounded - (MASK)rounder);
#endif
}

// 1 ∕ (1 + e⁻ˣ), with exp of a negative number only, so that it keeps its digits on both sides.
static INLINE VEC NAME(sigmoid)(VEC x) {
    const VEC e = NAME(exp)(NAME(with_sign_of)(x, NAME(splat)(-1)));
    return NAME(select)(x >= 0, NAME(splat)(1), e) / (e + 1);
}

static INLINE VEC NAME(tanh)(VEC x) {
#if IS_FLOAT32
    // A rational function on the part where tanh is not ±1 to the last digit.
    // Source: Eigen, MathFunctionsImpl.h, ptanh_float.
    const VEC c = NAME(at_most)(7.90531110763549805f, NAME(at_least)(-7.90531110763549805f, x));
    const VEC z = c * c;
    const VEC p = (((((z * -2.76076847742355e-16f + 2.00018790482477e-13f) * z + -8.60467152213735e-11f) * z
                     + 5.12229709037114e-08f) * z + 1.48572235717979e-05f) * z + 6.37261928875436e-04f) * z
                  + 4.89352455891786e-03f;
    const VEC q = ((z * 1.19825839466702e-06f + 1.18534705686654e-04f) * z + 2.26843463243900e-03f) * z
                  + 4.89352518554385e-03f;
    const VEC y = c * p / q;
    // Where x is small it is the best there is, down to the smallest numbers.
    return NAME(select)((MASK)(z < 1.6e-7f), x, y);
#else
    // Source: S. Moshier, Cephes, tanh.c: a rational function below 0.625, beyond it 1 − 2 ∕ (e²ˣ + 1).
    const VEC magnitude = NAME(with_sign_of)(x, NAME(splat)(1)), z = x * x;
    const VEC p = (z * -9.64399179425052238628e-1 + -9.92877231001918586564e1) * z + -1.61468768441708447952e3;
    const VEC q = ((z + 1.12811678491632931402e2) * z + 2.23548839060100448583e3) * z + 4.84406305325125486048e3;
    const VEC small = magnitude + magnitude * (z * (p / q));
    const VEC large = 1 - 2 / (NAME(exp)(magnitude * 2) + 1);
    return NAME(with_sign_of)(NAME(select)(magnitude < 0.625, small, large), x);
#endif
}

// The activations of an Elman layer, and their derivatives from the result y.
static INLINE VEC NAME(activate)(ck_unary_op activation, VEC x) {
    if (activation == CK_TANH) return NAME(tanh)(x);
    return NAME(select)((MASK)(x <= 0), NAME(splat)(0), x);
}

static INLINE VEC NAME(activation_slope)(ck_unary_op activation, VEC y) {
    if (activation == CK_TANH) return 1 - y * y;
    return NAME(select)((MASK)(y > 0), NAME(splat)(1), NAME(splat)(0));
}

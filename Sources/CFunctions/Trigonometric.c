#include "Parts.h"

#pragma STDC FP_CONTRACT OFF

// 2 ∕ π, bit by bit behind the point.
static const uint64_t two_over_pi[] = {
    0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0,
    0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4,
    0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
    0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
};

typedef unsigned __int128 wide;

// The angle less the nearest multiple of π ∕ 2, and how many of these it was, modulo 4; x is finite, at least π ∕ 4 large.
//
// x is m·2ᵉ with a whole m. Of the bits of 2 ∕ π those that would add multiples of 4 are left out; the product of m with the
// next 192 has the quarter turn in front of its point and 137 sound bits behind it. No double is nearer to a multiple of
// π ∕ 2 than 2⁻⁶². Source: M. Payne and R. Hanek, 1983.
static pair reduced(double x, int *quarter) {
    const uint64_t bits = bits_of(x), m = (bits & 0x000fffffffffffffu) | 0x0010000000000000u;
    const int e = (int)(bits >> 52 & 0x7ff) - 1075, first = e > 2 ? e - 2 : 0, shift = first % 64;
    uint64_t digits[4] = {0};  // The product, the lowest word first.
    wide carry = 0;
    for (int i = 0; i < 3; i++) {
        const uint64_t *place = two_over_pi + first / 64 + 2 - i;
        const uint64_t word = shift ? place[0] << shift | place[1] >> (64 - shift) : place[0];
        carry += (wide)m * word;
        digits[i] = (uint64_t)carry;
        carry >>= 64;
    }
    digits[3] = (uint64_t)carry;
    // Two bits in front of the point of 192.
    const int down = e > 2 ? 0 : 2 - e;
    for (int i = 0; down && i < 3; i++) digits[i] = digits[i] >> down | digits[i + 1] << (64 - down);
    int turns = (int)(digits[2] >> 62);
    for (int i = 2; i >= 0; i--) digits[i] = digits[i] << 2 | (i ? digits[i - 1] >> 62 : 0);
    // To the nearest: a fraction of a half or more is one quarter further, and negative.
    const int above = (int)(digits[2] >> 63);
    if (above) {
        for (int i = 0; i < 3; i++) digits[i] = ~digits[i];
        turns++;
    }
    int zeros = 0;
    while (!digits[2]) {
        digits[2] = digits[1];
        digits[1] = digits[0];
        digits[0] = 0;
        zeros += 64;
    }
    const int rest = __builtin_clzll(digits[2]);
    if (rest) {
        digits[2] = digits[2] << rest | digits[1] >> (64 - rest);
        digits[1] = digits[1] << rest | digits[0] >> (64 - rest);
    }
    zeros += rest;
    const double high = (double)(digits[2] >> 11);
    const double low = (double)((digits[2] << 53 | digits[1] >> 11) >> 11);
    const double unit = power_of_two(-53 - zeros);
    const pair angle = pair_product((pair){high * unit, low * (unit * 0x1p-53)},
                                    (pair){0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54});
    const int negative = above != (int)(bits >> 63);
    *quarter = (bits >> 63 ? -turns : turns) & 3;
    return negative ? (pair){-angle.high, -angle.low} : angle;
}

// The sine of r, |r| ≤ π ∕ 4. Source: Sun Microsystems, fdlibm, k_sin.c, for the form and the six numbers.
static double sine(pair r) {
    const double x = r.high, z = x * x, v = z * x;
    const double series = 8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04 + z * (2.75573137070700676789e-06
                              + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
    return x - ((z * (0.5 * r.low - v * series) - r.low) - v * -1.66666666666666324348e-01);
}

// Its cosine. Source: the same, k_cos.c.
static double cosine(pair r) {
    const double x = r.high, z = x * x;
    const double series = z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * (2.48015872894767294178e-05
                              + z * (-2.75573143513906633035e-07 + z * (2.08757232129817482790e-09
                              + z * -1.13596475577881948265e-11)))));
    const double half = 0.5 * z, w = 1 - half;
    return w + (((1 - w) - half) + (z * series - x * r.low));
}

// The sine of x and `more` quarter turns.
static double turned(double x, int more) {
    if (!is_finite(x)) return x - x;
    const double quarter_pi = 0.78539816339744830962;
    int quarter = 0;
    const pair r = x < quarter_pi && x > -quarter_pi ? (pair){x, 0} : reduced(x, &quarter);
    const int turns = (quarter + more) & 3;
    const double value = turns & 1 ? cosine(r) : sine(r);
    return turns & 2 ? -value : value;
}

double cf_sin(double x) { return turned(x, 0); }

double cf_cos(double x) { return turned(x, 1); }

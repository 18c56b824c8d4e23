// Doubles taken apart, and numbers of two doubles.
#ifndef CFUNCTIONS_PARTS_H
#define CFUNCTIONS_PARTS_H

#include "CFunctions.h"

#include <stdint.h>
#include <string.h>

// Clang joins products with sums unless a file says otherwise; each of these files includes this one first.
#pragma STDC FP_CONTRACT OFF

// ln 2 in two parts: the first has zeros enough at its end that a whole number up to 2¹¹ times it is exact.
#define LN2_HIGH 6.93147180369123816490e-01
#define LN2_LOW 1.90821492927058770002e-10

static inline uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double double_of(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline int is_finite(double x) { return (bits_of(x) >> 52 & 0x7ff) != 0x7ff; }

// 2ⁿ for n from −1022 to 1023.
static inline double power_of_two(int n) { return double_of((uint64_t)(n + 1023) << 52); }

// A positive finite x as m·2ⁿ with m from √½ to √2.
static inline double mantissa(double x, int *exponent) {
    int n = 0;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        n = -54;
    }
    const uint64_t bits = bits_of(x);
    n += (int)(bits >> 52) - 1023;
    double m = double_of((bits & 0x000fffffffffffffu) | 0x3ff0000000000000u);
    if (m > 1.41421356237309504880) {
        m *= 0.5;
        n += 1;
    }
    *exponent = n;
    return m;
}

// An unevaluated sum, the second much smaller than the first.
typedef struct {
    double high, low;
} pair;

// a + b for |a| ≥ |b|, exact.
static inline pair joined(double a, double b) {
    const double sum = a + b;
    return (pair){sum, b - (sum - a)};
}

// a · b, exact as long as nothing over- or underflows. Source: T. Dekker, 1971.
static inline pair product(double a, double b) {
    const double wide_a = a * 134217729.0, wide_b = b * 134217729.0;
    const double a1 = wide_a - (wide_a - a), b1 = wide_b - (wide_b - b);
    const double a2 = a - a1, b2 = b - b1, whole = a * b;
    return (pair){whole, ((a1 * b1 - whole) + a1 * b2 + a2 * b1) + a2 * b2};
}

static inline pair pair_product(pair a, pair b) {
    const pair whole = product(a.high, b.high);
    return joined(whole.high, whole.low + (a.high * b.low + a.low * b.high));
}

// a + b for |a| ≥ |b|.
static inline pair pair_sum(pair a, pair b) {
    const pair whole = joined(a.high, b.high);
    return joined(whole.high, whole.low + (a.low + b.low));
}

// e to the power of a sum whose second part is small.
double cf_exp_of_pair(pair x);

#endif

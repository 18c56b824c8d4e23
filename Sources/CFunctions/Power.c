#include "Parts.h"

#pragma STDC FP_CONTRACT OFF

// ln x for a positive finite x, in two parts, to 2⁻⁶⁵ of itself: with x = m·2ⁿ and s = (m − 1) ∕ (m + 1),
// ln m = 2·(s + s³ ∕ 3 + s⁵ ∕ 5 + …), the first three terms as pairs.
static pair long_log(double x) {
    int n;
    const double m = mantissa(x, &n);
    const double above = m - 1;
    const pair below = joined(m > 1 ? m : 1, m > 1 ? 1 : m);
    const double s1 = above / below.high;
    const pair back = product(s1, below.high);
    const double s2 = (((above - back.high) - back.low) - s1 * below.low) / below.high;
    const pair s = joined(s1, s2), square = pair_product(s, s);
    const double z = square.high;
    double rest = 1.0 / 25;
    for (int divisor = 23; divisor >= 7; divisor -= 2) rest = rest * z + 1.0 / divisor;
    rest *= z * z * z;
    const pair third = {0x1.5555555555555p-2, 0x1.5555555555555p-56}, fifth = {0.2, -0x1.999999999999ap-57};
    pair series = pair_product(fifth, square);
    series = pair_product(pair_sum(third, series), square);
    series = pair_sum(series, (pair){rest, 0});
    pair log = pair_product(s, pair_sum((pair){1, 0}, series));
    log.high *= 2;
    log.low *= 2;
    if (n == 0) return log;
    return pair_sum(joined(n * LN2_HIGH, n * LN2_LOW), log);
}

// xʸ for x above 0 and both finite.
static double power(double x, double y) {
    if (x == 1) return 1;
    const pair log = long_log(x);
    // Beyond these the result is 0 or infinite, and what is between cannot overflow.
    const double rough = log.high * y;
    if (!(rough < 710)) return __builtin_inf();
    if (rough < -746) return 0;
    const pair exponent = product(log.high, y);
    return cf_exp_of_pair(joined(exponent.high, exponent.low + log.low * y));
}

static int is_whole(double y) {
    return y >= 0x1p53 || y <= -0x1p53 || (double)(int64_t)y == y;
}

static int is_odd(double y) { return y < 0x1p53 && y > -0x1p53 && is_whole(y) && ((int64_t)y & 1); }

double cf_pow(double x, double y) {
    if (y == 0 || x == 1) return 1;
    if (x != x || y != y) return x + y;
    const double infinity = __builtin_inf(), size = x < 0 ? -x : x;
    const int negative = bits_of(x) >> 63 && is_odd(y);
    double result;
    if (!is_finite(y)) return size == 1 ? 1 : (size > 1) == (y > 0) ? infinity : 0;
    if (size == 0 || size == infinity) result = (size == 0) == (y < 0) ? infinity : 0;
    else if (x < 0 && !is_whole(y)) return __builtin_nan("");
    else result = power(size, y);
    return negative ? -result : result;
}

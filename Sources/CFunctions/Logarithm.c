#include "Parts.h"

#pragma STDC FP_CONTRACT OFF

// n·ln 2 + ln(1 + f) + c, with s = f ∕ (2 + f): ln(1 + f) = f − f² ∕ 2 + s·(f² ∕ 2 + R(s²)).
// Source: Sun Microsystems, fdlibm, e_log.c, for the form and the seven numbers of R.
static double log_of_parts(int n, double f, double c) {
    const double s = f / (2 + f), z = s * s, w = z * z;
    const double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    const double odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01
                            + w * 1.479819860511658591e-01)));
    const double half = 0.5 * f * f;
    return n * LN2_HIGH - ((half - (s * (half + (even + odd)) + (n * LN2_LOW + c))) - f);
}

double cf_log(double x) {
    if (x != x || x == __builtin_inf()) return x;
    if (x == 0) return -__builtin_inf();
    if (x < 0) return __builtin_nan("");
    int n;
    const double m = mantissa(x, &n);
    return log_of_parts(n, m - 1, 0);
}

double cf_log1p(double x) {
    if (x != x || x == __builtin_inf()) return x;
    if (x == -1) return -__builtin_inf();
    if (x < -1) return __builtin_nan("");
    if (x > -0x1p-54 && x < 0x1p-54) return x;
    if (x > -0.2929 && x < 0.41422) return log_of_parts(0, x, 0);
    // What 1 + x loses when it is rounded comes back as a part of the logarithm's argument.
    const double u = 1 + x, lost = x > 1 ? 1 - (u - x) : x - (u - 1);
    int n;
    const double m = mantissa(u, &n);
    return log_of_parts(n, m - 1, lost / u);
}

#include "Parts.h"

#pragma STDC FP_CONTRACT OFF

// eˣ = 2ⁿ·eʳ with r = x − n·ln 2, |r| ≤ ln 2 ∕ 2, and eʳ = 1 + r + r·c ∕ (2 − c), c = r − r²·P(r²).
// Source: Sun Microsystems, fdlibm, e_exp.c, for the form and the five numbers of P.
double cf_exp_of_pair(pair x) {
    if (x.high != x.high) return x.high;
    if (x.high > 709.782712893383973096) return __builtin_inf();
    if (x.high < -745.2) return 0;
    const int n = (int)(x.high * 1.44269504088896338700 + (x.high < 0 ? -0.5 : 0.5));
    const double high = x.high - n * LN2_HIGH, low = n * LN2_LOW - x.low, r = high - low, t = r * r;
    const double c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * (6.61375632143793436117e-05
                              + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
    const double y = 1 - ((low - (r * c) / (2 - c)) - high);
    const int half = n / 2;
    return y * power_of_two(half) * power_of_two(n - half);
}

double cf_exp(double x) { return cf_exp_of_pair((pair){x, 0}); }

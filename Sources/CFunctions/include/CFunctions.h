// Functions of mathematics with the same bits on every machine: only IEEE 754's own operations in one order, no product
// joined with a sum, nothing of the C library, whose results depend on the library and the processor.
//
// All are within one unit in the last place. A NaN stays a NaN; outside its domain a function is a NaN.
#ifndef CFUNCTIONS_H
#define CFUNCTIONS_H

// eˣ
double cf_exp(double x);

// ln x
double cf_log(double x);

// ln(1 + x)
double cf_log1p(double x);

// The sine and the cosine of an angle in radians, however large.
double cf_sin(double x);
double cf_cos(double x);

// xʸ, with C's results where x is not above 0 or one of the two is not finite.
double cf_pow(double x, double y);

#endif

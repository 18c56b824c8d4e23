// One number from one or from two, all along a run.

// out[i] = expression of v = x[i]. Where out is x the last vector overlaps the one before it; it is read first.
#define EACH(expression)                                                     \
    if (count >= LANES) {                                                    \
        const VEC last = NAME(load)(x + count - LANES);                      \
        for (size_t i = 0; i + LANES < count; i += LANES) {                  \
            const VEC v = NAME(load)(x + i);                                 \
            NAME(store)(out + i, expression);                                \
        }                                                                    \
        const VEC v = last;                                                  \
        NAME(store)(out + count - LANES, expression);                        \
    } else {                                                                 \
        const VEC v = NAME(load_part)(x, count);                             \
        NAME(store_part)(out, expression, count);                            \
    }                                                                        \
    break

// The same number by number, for functions that are computed in float64 and rounded.
#define EACH_ALONE(expression)                                               \
    for (size_t i = 0; i < count; i++) {                                     \
        const REAL v = x[i];                                                 \
        out[i] = (expression);                                               \
    }                                                                        \
    break

static void NAME(unary)(ck_unary_op op, const REAL *x, REAL *out, size_t count) {
    switch (op) {
    case CK_NEGATE: EACH(-v);
    case CK_EXP: EACH(NAME(exp)(v));
    case CK_LOG: EACH_ALONE((REAL)cf_log(v));
    case CK_SQRT: EACH(__builtin_elementwise_sqrt(v));
    case CK_SIN: EACH_ALONE((REAL)cf_sin(v));
    case CK_COS: EACH_ALONE((REAL)cf_cos(v));
    case CK_TANH: EACH(NAME(tanh)(v));
    case CK_SIGMOID: EACH(NAME(sigmoid)(v));
    case CK_RELU: EACH(NAME(select)((MASK)(v <= 0), NAME(splat)(0), v));
    case CK_SOFTPLUS: EACH_ALONE((REAL)(cf_log1p(cf_exp(v > 0 ? -v : v)) + (v > 0 ? v : 0)));
    case CK_ABS: EACH(__builtin_elementwise_abs(v));
    case CK_SIGN: EACH_ALONE(v > 0 ? 1 : (v < 0 ? -1 : v));
    }
}
#undef EACH
#undef EACH_ALONE

// out[i] = expression of p and q; the loads are given, for a run or for one number that stands for all.
#define PAIRS(first, second, expression)                                     \
    if (count >= LANES) {                                                    \
        const size_t end = count - LANES;                                    \
        const VEC last_p = first(a, end), last_q = second(b, end);           \
        for (size_t i = 0; i < end; i += LANES) {                            \
            const VEC p = first(a, i), q = second(b, i);                     \
            NAME(store)(out + i, expression);                                \
        }                                                                    \
        const VEC p = last_p, q = last_q;                                    \
        NAME(store)(out + end, expression);                                  \
    } else {                                                                 \
        const VEC p = a_stride ? NAME(load_part)(a, count) : NAME(splat)(a[0]); \
        const VEC q = b_stride ? NAME(load_part)(b, count) : NAME(splat)(b[0]); \
        NAME(store_part)(out, expression, count);                            \
    }
#define RUN(x, i) NAME(load)(x + (i))
#define ONE(x, i) NAME(splat)(x[0])
#define EACH_PAIR(expression)                                                \
    if (count == 0) {                                                        \
    } else if (a_stride && b_stride) {                                       \
        PAIRS(RUN, RUN, expression)                                          \
    } else if (a_stride) {                                                   \
        PAIRS(RUN, ONE, expression)                                          \
    } else {                                                                 \
        PAIRS(ONE, RUN, expression)                                          \
    }                                                                        \
    break
#define TRUTH(mask) NAME(select)((MASK)(mask), NAME(splat)(1), NAME(splat)(0))

static void NAME(power)(const REAL *a, size_t a_stride, const REAL *b, size_t b_stride, REAL *out, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const REAL p = a[i * a_stride], q = b[i * b_stride];
        out[i] = q == 2 ? p * p : (REAL)cf_pow(p, q);
    }
}

// dy ⊙ (1 − y²), with the bits of three operations one after the other: the square is rounded, as a statement of its own.
static INLINE VEC NAME(tanh_gradient)(VEC dy, VEC y) {
    const VEC square = y * y;
    return dy * (1 - square);
}

static void NAME(binary)(ck_binary_op op, const REAL *a, size_t a_stride, const REAL *b, size_t b_stride, REAL *out,
                         size_t count) {
    if (!a_stride && !b_stride && count > 1) {
        NAME(binary)(op, a, 1, b, 1, out, 1);
        for (size_t i = count; i-- > 0;) out[i] = out[0];
        return;
    }
    switch (op) {
    case CK_ADD: EACH_PAIR(p + q);
    case CK_SUBTRACT: EACH_PAIR(p - q);
    case CK_MULTIPLY: EACH_PAIR(p * q);
    case CK_DIVIDE: EACH_PAIR(p / q);
    case CK_POWER: NAME(power)(a, a_stride, b, b_stride, out, count); break;
    // A NaN on either side stays a NaN.
    case CK_MAXIMUM: EACH_PAIR(NAME(select)((MASK)(p > q) | (MASK)(p != p), p, q));
    case CK_MINIMUM: EACH_PAIR(NAME(select)((MASK)(p < q) | (MASK)(p != p), p, q));
    case CK_GREATER: EACH_PAIR(TRUTH(p > q));
    case CK_GREATER_OR_EQUAL: EACH_PAIR(TRUTH(p >= q));
    case CK_EQUAL: EACH_PAIR(TRUTH(p == q));
    case CK_TANH_GRADIENT: EACH_PAIR(NAME(tanh_gradient)(p, q));
    }
}
#undef PAIRS
#undef RUN
#undef ONE
#undef EACH_PAIR
#undef TRUTH

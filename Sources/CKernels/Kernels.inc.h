// The kernels for one element type. Kernels.c includes this once a type, with REAL the type, NAME(x) the function's name
// for it and MATH(f) the C library's function for it.

static REAL NAME(sigmoid)(REAL x) {
    // exp of a negative number only: it never overflows.
    REAL e = MATH(exp)(-MATH(fabs)(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

static REAL NAME(softplus)(REAL x) { return MATH(log1p)(MATH(exp)(-MATH(fabs)(x))) + (x > 0 ? x : 0); }

#define EACH(expression) for (size_t i = 0; i < count; i++) { REAL v = x[i]; out[i] = (expression); } break

static void NAME(unary)(ck_unary_op op, const REAL *x, REAL *out, size_t count) {
    switch (op) {
    case CK_NEGATE: EACH(-v);
    case CK_EXP: EACH(MATH(exp)(v));
    case CK_LOG: EACH(MATH(log)(v));
    case CK_SQRT: EACH(MATH(sqrt)(v));
    case CK_SIN: EACH(MATH(sin)(v));
    case CK_COS: EACH(MATH(cos)(v));
    case CK_TANH: EACH(MATH(tanh)(v));
    case CK_SIGMOID: EACH(NAME(sigmoid)(v));
    case CK_RELU: EACH(v > 0 ? v : (v != v ? v : 0));
    case CK_SOFTPLUS: EACH(NAME(softplus)(v));
    case CK_ABS: EACH(MATH(fabs)(v));
    case CK_SIGN: EACH(v > 0 ? 1 : (v < 0 ? -1 : v));
    }
}
#undef EACH

// Three loops, so that each has constant strides and is vectorised.
#define EACH_PAIR(expression)                                                                              \
    if (a_stride && b_stride) {                                                                            \
        for (size_t i = 0; i < count; i++) { REAL p = a[i], q = b[i]; out[i] = (expression); }             \
    } else if (a_stride) {                                                                                 \
        const REAL q = b[0];                                                                               \
        for (size_t i = 0; i < count; i++) { REAL p = a[i]; out[i] = (expression); }                       \
    } else {                                                                                               \
        const REAL p = a[0];                                                                               \
        for (size_t i = 0; i < count; i++) { REAL q = b[i * b_stride]; out[i] = (expression); }            \
    }                                                                                                      \
    break

static void NAME(binary)(ck_binary_op op, const REAL *a, size_t a_stride, const REAL *b, size_t b_stride, REAL *out,
                         size_t count) {
    switch (op) {
    case CK_ADD: EACH_PAIR(p + q);
    case CK_SUBTRACT: EACH_PAIR(p - q);
    case CK_MULTIPLY: EACH_PAIR(p * q);
    case CK_DIVIDE: EACH_PAIR(p / q);
    case CK_POWER: EACH_PAIR(q == 2 ? p * p : MATH(pow)(p, q));
    // A NaN on either side stays a NaN.
    case CK_MAXIMUM: EACH_PAIR(p > q || p != p ? p : q);
    case CK_MINIMUM: EACH_PAIR(p < q || p != p ? p : q);
    case CK_GREATER: EACH_PAIR(p > q);
    case CK_GREATER_OR_EQUAL: EACH_PAIR(p >= q);
    case CK_EQUAL: EACH_PAIR(p == q);
    }
}
#undef EACH_PAIR

// Sixteen partial sums: vectorised, and more exact than one.
static REAL NAME(sum)(const REAL *x, size_t count) {
    REAL lane[16] = {0};
    size_t whole = count - count % 16;
    for (size_t i = 0; i < whole; i += 16)
        for (size_t j = 0; j < 16; j++) lane[j] += x[i + j];
    for (size_t i = whole; i < count; i++) lane[i - whole] += x[i];
    for (size_t half = 8; half > 0; half /= 2)
        for (size_t j = 0; j < half; j++) lane[j] += lane[j + half];
    return lane[0];
}

static void NAME(reduce_run)(ck_reduce_op op, const REAL *x, REAL *out, size_t count) {
    REAL result = *out;
    switch (op) {
    case CK_REDUCE_SUM:
        result += NAME(sum)(x, count);
        break;
    case CK_REDUCE_MAXIMUM:
        for (size_t i = 0; i < count; i++) result = x[i] > result || x[i] != x[i] ? x[i] : result;
        break;
    case CK_REDUCE_MINIMUM:
        for (size_t i = 0; i < count; i++) result = x[i] < result || x[i] != x[i] ? x[i] : result;
        break;
    }
    *out = result;
}

static void NAME(fill)(REAL value, REAL *out, size_t count) {
    for (size_t i = 0; i < count; i++) out[i] = value;
}

static void NAME(gather)(const REAL *x, size_t stride, REAL *out, size_t count) {
    for (size_t i = 0; i < count; i++) out[i] = x[i * stride];
}

static void NAME(scatter_add)(const REAL *x, REAL *out, size_t stride, size_t count) {
    for (size_t i = 0; i < count; i++) out[i * stride] += x[i];
}

// Row by row as sums of scaled rows of b where b lies in rows, as dot products where it lies in columns.
static void NAME(matmul)(int a_transposed, int b_transposed, size_t m, size_t n, size_t k, const REAL *a, const REAL *b,
                         REAL *restrict out) {
    const size_t a_row = a_transposed ? 1 : k, a_step = a_transposed ? m : 1;
    for (size_t i = 0; i < m; i++) {
        REAL *restrict row = out + i * n;
        if (b_transposed) {
            for (size_t j = 0; j < n; j++) {
                REAL lane[16] = {0};
                size_t whole = k - k % 16;
                const REAL *column = b + j * k;
                for (size_t p = 0; p < whole; p += 16)
                    for (size_t l = 0; l < 16; l++) lane[l] += a[i * a_row + (p + l) * a_step] * column[p + l];
                for (size_t p = whole; p < k; p++) lane[p - whole] += a[i * a_row + p * a_step] * column[p];
                for (size_t half = 8; half > 0; half /= 2)
                    for (size_t l = 0; l < half; l++) lane[l] += lane[l + half];
                row[j] = lane[0];
            }
        } else {
            for (size_t j = 0; j < n; j++) row[j] = 0;
            for (size_t p = 0; p < k; p++) {
                const REAL scale = a[i * a_row + p * a_step];
                const REAL *line = b + p * n;
                for (size_t j = 0; j < n; j++) row[j] += scale * line[j];
            }
        }
    }
}

static void NAME(adam)(double rate_, double beta1, double beta2, double epsilon_, const REAL *restrict gradient,
                       REAL *restrict m, REAL *restrict v, REAL *restrict w, size_t count) {
    const REAL rate = (REAL)rate_, epsilon = (REAL)epsilon_;
    const REAL one_minus_beta1 = (REAL)(1 - beta1), one_minus_beta2 = (REAL)(1 - beta2);
    for (size_t i = 0; i < count; i++) {
        REAL g = gradient[i];
        m[i] += one_minus_beta1 * (g - m[i]);
        v[i] += one_minus_beta2 * (g * g - v[i]);
        w[i] -= rate * m[i] / (MATH(sqrt)(v[i]) + epsilon);
    }
}

static int NAME(all_finite)(const REAL *x, size_t count) {
    // A finite number less itself is 0; an infinity or a NaN gives a NaN, which stays in the sum.
    REAL rest = 0;
    for (size_t i = 0; i < count; i++) rest += x[i] - x[i];
    return rest == 0;
}

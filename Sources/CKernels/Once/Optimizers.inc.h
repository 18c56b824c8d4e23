// One step of an optimiser in one pass over the gradients g, what is remembered, and the weights w.

// Applies `rule` to vectors of g, w and the memories r and s, which are those of other names below; the last vector in part.
#define MOVE(rule)                                                                                        \
    size_t i = 0;                                                                                         \
    for (; i + LANES <= count; i += LANES) {                                                              \
        const VEC g = NAME(load)(gradient + i);                                                           \
        VEC r = NAME(load)(first + i), s = NAME(load)(second + i), w = NAME(load)(weights + i);           \
        rule;                                                                                             \
        NAME(store)(first + i, r);                                                                        \
        NAME(store)(second + i, s);                                                                       \
        NAME(store)(weights + i, w);                                                                      \
    }                                                                                                     \
    const size_t n = count - i;                                                                           \
    const VEC g = NAME(load_part)(gradient + i, n);                                                       \
    VEC r = NAME(load_part)(first + i, n), s = NAME(load_part)(second + i, n);                            \
    VEC w = NAME(load_part)(weights + i, n);                                                              \
    rule;                                                                                                 \
    NAME(store_part)(first + i, r, n);                                                                    \
    NAME(store_part)(second + i, s, n);                                                                   \
    NAME(store_part)(weights + i, w, n)
#define ROOT(x) __builtin_elementwise_sqrt(x)

static void NAME(adam)(double learning_rate, double beta1, double beta2, double epsilon_, double decay,
                       const REAL *gradient, REAL *first, REAL *second, REAL *weights, size_t count) {
    const REAL rate = (REAL)learning_rate, keep1 = (REAL)(1 - beta1), keep2 = (REAL)(1 - beta2);
    const REAL epsilon = (REAL)epsilon_, kept = (REAL)(1 - decay);
    MOVE(r += (g - r) * keep1; s += (g * g - s) * keep2; w = w * kept - r * rate / (ROOT(s) + epsilon));
}

static void NAME(adadelta)(double learning_rate, double rho, double epsilon_, const REAL *gradient, REAL *first,
                           REAL *second, REAL *weights, size_t count) {
    const REAL rate = (REAL)learning_rate, kept = (REAL)rho, added = (REAL)(1 - rho), epsilon = (REAL)epsilon_;
    MOVE(r = r * kept + g * g * added; const VEC d = ROOT((s + epsilon) / (r + epsilon)) * g;
         s = s * kept + d * d * added; w -= d * rate);
}
#undef MOVE

// The same for one memory m at most.
#define MOVE(rule)                                                                                        \
    size_t i = 0;                                                                                         \
    for (; i + LANES <= count; i += LANES) {                                                              \
        const VEC g = NAME(load)(gradient + i);                                                           \
        VEC m = NAME(load)(memory + i), w = NAME(load)(weights + i);                                      \
        rule;                                                                                             \
        NAME(store)(memory + i, m);                                                                       \
        NAME(store)(weights + i, w);                                                                      \
    }                                                                                                     \
    const size_t n = count - i;                                                                           \
    const VEC g = NAME(load_part)(gradient + i, n);                                                       \
    VEC m = NAME(load_part)(memory + i, n), w = NAME(load_part)(weights + i, n);                          \
    rule;                                                                                                 \
    NAME(store_part)(memory + i, m, n);                                                                   \
    NAME(store_part)(weights + i, w, n)

static void NAME(momentum)(double learning_rate, double momentum, int nesterov, const REAL *gradient, REAL *memory,
                           REAL *weights, size_t count) {
    const REAL rate = (REAL)learning_rate, kept = (REAL)momentum;
    if (nesterov) {
        MOVE(m = m * kept - g * rate; w += m * kept - g * rate);
    } else {
        MOVE(m = m * kept - g * rate; w += m);
    }
}

static void NAME(adagrad)(double learning_rate, double epsilon_, const REAL *gradient, REAL *memory, REAL *weights,
                          size_t count) {
    const REAL rate = (REAL)learning_rate, epsilon = (REAL)epsilon_;
    MOVE(m += g * g; w -= g * rate / (ROOT(m) + epsilon));
}

static void NAME(rmsprop)(double learning_rate, double alpha, double epsilon_, const REAL *gradient, REAL *memory,
                          REAL *weights, size_t count) {
    const REAL rate = (REAL)learning_rate, kept = (REAL)alpha, added = (REAL)(1 - alpha), epsilon = (REAL)epsilon_;
    MOVE(m = m * kept + g * g * added; w -= g * rate / (ROOT(m) + epsilon));
}
#undef MOVE

static void NAME(sgd)(double learning_rate, const REAL *gradient, REAL *weights, size_t count) {
    const REAL rate = (REAL)learning_rate;
    size_t i = 0;
    for (; i + LANES <= count; i += LANES)
        NAME(store)(weights + i, NAME(load)(weights + i) - NAME(load)(gradient + i) * rate);
    for (; i < count; i++) weights[i] -= gradient[i] * rate;
}
#undef ROOT

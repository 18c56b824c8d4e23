// One step of Adam in one pass over gradient, moments and weights.

static INLINE void NAME(adam_lanes)(VEC g, VEC *m, VEC *v, VEC *w, REAL rate, REAL keep1, REAL keep2, REAL epsilon) {
    *m += (g - *m) * keep1;
    *v += (g * g - *v) * keep2;
    *w -= *m * rate / (__builtin_elementwise_sqrt(*v) + epsilon);
}

static void NAME(adam)(double rate, double beta1, double beta2, double epsilon, const REAL *gradient, REAL *m, REAL *v,
                       REAL *w, size_t count) {
    const REAL keep1 = (REAL)(1 - beta1), keep2 = (REAL)(1 - beta2);
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        VEC mean = NAME(load)(m + i), square = NAME(load)(v + i), weight = NAME(load)(w + i);
        NAME(adam_lanes)(NAME(load)(gradient + i), &mean, &square, &weight, (REAL)rate, keep1, keep2, (REAL)epsilon);
        NAME(store)(m + i, mean);
        NAME(store)(v + i, square);
        NAME(store)(w + i, weight);
    }
    const size_t rest = count - i;
    VEC mean = NAME(load_part)(m + i, rest), square = NAME(load_part)(v + i, rest);
    VEC weight = NAME(load_part)(w + i, rest);
    NAME(adam_lanes)(NAME(load_part)(gradient + i, rest), &mean, &square, &weight, (REAL)rate, keep1, keep2,
                     (REAL)epsilon);
    NAME(store_part)(m + i, mean, rest);
    NAME(store_part)(v + i, square, rest);
    NAME(store_part)(w + i, weight, rest);
}

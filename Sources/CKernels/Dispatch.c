#include "Support.h"

#include <stdlib.h>

#if defined(__x86_64__)
// All that the set is compiled for; what is asked of the processor answers for the operating system as well.
static int has_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#endif

size_t ck_available(const ck_kernels *sets[4]) {
    size_t count = 0;
    sets[count++] = &ck_baseline;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) sets[count++] = &ck_avx2;
    if (has_avx512()) sets[count++] = &ck_avx512;
#elif defined(__aarch64__)
    sets[count++] = &ck_neon;
#endif
    return count;
}

// Whether a set that the machine has is faster than those before it. The first processors with AVX-512 lower their clock for
// wide vectors, or have one unit for them where AVX2 has two; those that came later, which also have VBMI2, do not.
static int is_faster(const ck_kernels *set) {
#if defined(__x86_64__)
    if (set == &ck_avx512) return __builtin_cpu_supports("avx512vbmi2") != 0;
#endif
    (void)set;
    return 1;
}

static const ck_kernels *kernels = &ck_baseline;

// Chosen before the program begins, and never changed.
__attribute__((constructor)) static void choose(void) {
    const char *wish = getenv("SEQCAST_KERNELS");
    const ck_kernels *sets[4];
    const size_t count = ck_available(sets);
    for (size_t i = 0; i < count; i++)
        if (is_faster(sets[i])) kernels = sets[i];
    for (size_t i = 0; wish && i < count; i++)
        if (strcmp(wish, sets[i]->name) == 0) kernels = sets[i];
}

const char *ck_instruction_set(void) { return kernels->name; }

int ck_joins_products(void) { return kernels != &ck_baseline; }

#define CALL(type, function, ...)                                                    \
    ((type) == CK_FLOAT32 ? kernels->f32.function(__VA_ARGS__) : kernels->f64.function(__VA_ARGS__))

void ck_unary(ck_type type, ck_unary_op op, const void *x, void *out, size_t count) {
    CALL(type, unary, op, x, out, count);
}

void ck_binary(ck_type type, ck_binary_op op, const void *a, size_t a_stride, const void *b, size_t b_stride,
               void *out, size_t count) {
    CALL(type, binary, op, a, a_stride, b, b_stride, out, count);
}

void ck_reduce_run(ck_type type, ck_reduce_op op, const void *x, void *out, size_t count) {
    CALL(type, reduce_run, op, x, out, count);
}

void ck_reduce_into(ck_type type, ck_reduce_op op, const void *x, void *out, size_t count) {
    const ck_binary_op binary = op == CK_REDUCE_SUM ? CK_ADD : op == CK_REDUCE_MAXIMUM ? CK_MAXIMUM : CK_MINIMUM;
    ck_binary(type, binary, out, 1, x, 1, out, count);
}

void ck_reduce_rows(ck_type type, ck_reduce_op op, const void *x, size_t rows, size_t width, void *out) {
    const size_t bytes = width * (type == CK_FLOAT32 ? sizeof(float) : sizeof(double));
    if (width == 1) {
        ck_reduce_run(type, op, x, out, rows);
    } else if (op == CK_REDUCE_SUM) {
        CALL(type, sum_rows, x, rows, width, out);
    } else {
        for (size_t i = 0; i < rows; i++) ck_reduce_into(type, op, (const char *)x + i * bytes, out, width);
    }
}

void ck_fill(ck_type type, double value, void *out, size_t count) {
    if (type == CK_FLOAT32) kernels->f32.fill((float)value, out, count);
    else kernels->f64.fill(value, out, count);
}

void ck_gather(ck_type type, const void *x, size_t stride, void *out, size_t count) {
    CALL(type, gather, x, stride, out, count);
}

void ck_scatter_add(ck_type type, const void *x, void *out, size_t stride, size_t count) {
    CALL(type, scatter_add, x, out, stride, count);
}

void ck_matmul(ck_type type, int a_transposed, int b_transposed, size_t m, size_t n, size_t k, const void *a,
               const void *b, void *out) {
    CALL(type, matmul, a_transposed, b_transposed, m, n, k, a, b, out, 0);
}

void ck_add_outer(ck_type type, size_t m, size_t n, const void *a, const void *b, void *out) {
    CALL(type, add_outer, a, b, m, n, out);
}

void ck_affine(ck_type type, size_t m, size_t n, size_t k, const void *x, const void *w, const void *b, void *out) {
    CALL(type, affine, m, n, k, x, w, b, out);
}

void ck_adam(ck_type type, double rate, double beta1, double beta2, double epsilon, double decay, const void *gradient,
             void *m, void *v, void *w, size_t count) {
    CALL(type, adam, rate, beta1, beta2, epsilon, decay, gradient, m, v, w, count);
}

void ck_adadelta(ck_type type, double rate, double rho, double epsilon, const void *gradient, void *v, void *u, void *w,
                 size_t count) {
    CALL(type, adadelta, rate, rho, epsilon, gradient, v, u, w, count);
}

void ck_momentum(ck_type type, double rate, double momentum, int nesterov, const void *gradient, void *v, void *w,
                 size_t count) {
    CALL(type, momentum, rate, momentum, nesterov, gradient, v, w, count);
}

void ck_adagrad(ck_type type, double rate, double epsilon, const void *gradient, void *h, void *w, size_t count) {
    CALL(type, adagrad, rate, epsilon, gradient, h, w, count);
}

void ck_rmsprop(ck_type type, double rate, double alpha, double epsilon, const void *gradient, void *v, void *w,
                size_t count) {
    CALL(type, rmsprop, rate, alpha, epsilon, gradient, v, w, count);
}

void ck_sgd(ck_type type, double rate, const void *gradient, void *w, size_t count) {
    CALL(type, sgd, rate, gradient, w, count);
}

int ck_all_finite(ck_type type, const void *x, size_t count) { return CALL(type, all_finite, x, count); }

void ck_convert(ck_type from, const void *x, ck_type to, void *out, size_t count) {
    if (from == to) {
        memcpy(out, x, count * (from == CK_FLOAT32 ? sizeof(float) : sizeof(double)));
    } else if (from == CK_FLOAT32) {
        for (size_t i = 0; i < count; i++) ((double *)out)[i] = ((const float *)x)[i];
    } else {
        for (size_t i = 0; i < count; i++) ((float *)out)[i] = (float)((const double *)x)[i];
    }
}

void ck_elman_forward(ck_type type, ck_unary_op activation, size_t steps, size_t batch, size_t inputs, size_t hidden,
                      const void *x, const void *h0, const void *wx, const void *wh, const void *b, void *h) {
    CALL(type, elman_forward, activation, steps, batch, inputs, hidden, x, h0, wx, wh, b, h);
}

void ck_elman_backward(ck_type type, ck_unary_op activation, size_t steps, size_t batch, size_t hidden, const void *wh,
                       const void *h, const void *dh, void *dz, void *dh0) {
    CALL(type, elman_backward, activation, steps, batch, hidden, wh, h, dh, dz, dh0);
}

void ck_lstm_forward(ck_type type, size_t steps, size_t batch, size_t inputs, size_t hidden, const void *x,
                     const void *h0, const void *c0, const void *wx, const void *wh, const void *b, void *gates,
                     void *cells, void *squashed, void *h) {
    CALL(type, lstm_forward, steps, batch, inputs, hidden, x, h0, c0, wx, wh, b, gates, cells, squashed, h);
}

void ck_lstm_backward(ck_type type, size_t steps, size_t batch, size_t hidden, const void *wh, const void *gates,
                      const void *c0, const void *cells, const void *squashed, const void *dh, void *dgates, void
                      *dh0, void *dc0, int wants_dh0) {
    CALL(type, lstm_backward, steps, batch, hidden, wh, gates, c0, cells, squashed, dh, dgates, dh0, dc0, wants_dh0);
}

void ck_gru_forward(ck_type type, size_t steps, size_t batch, size_t inputs, size_t hidden, const void *x,
                    const void *h0, const void *wx, const void *wh, const void *bx, const void *bh, void *sums,
                    void *gates, void *candidates, void *h) {
    CALL(type, gru_forward, steps, batch, inputs, hidden, x, h0, wx, wh, bx, bh, sums, gates, candidates, h);
}

void ck_gru_backward(ck_type type, size_t steps, size_t batch, size_t hidden, const void *wh, const void *gates, const
                     void *candidates, const void *h0, const void *h, const void *dh, void *ds, void *da, void *dh0,
                     int wants_dh0) {
    CALL(type, gru_backward, steps, batch, hidden, wh, gates, candidates, h0, h, dh, ds, da, dh0, wants_dh0);
}

void ck_elman_step(ck_type type, ck_unary_op activation, size_t batch, size_t inputs, size_t hidden, const void *x,
                   const void *wx, const void *wh, const void *b, void *h) {
    CALL(type, elman_step, activation, batch, inputs, hidden, x, wx, wh, b, h);
}

void ck_lstm_step(ck_type type, size_t batch, size_t inputs, size_t hidden, const void *x, const void *wx, const void *wh,
                  const void *b, void *h, void *c) {
    CALL(type, lstm_step, batch, inputs, hidden, x, wx, wh, b, h, c);
}

void ck_gru_step(ck_type type, size_t batch, size_t inputs, size_t hidden, const void *x, const void *wx, const void *wh,
                 const void *bx, const void *bh, void *h) {
    CALL(type, gru_step, batch, inputs, hidden, x, wx, wh, bx, bh, h);
}

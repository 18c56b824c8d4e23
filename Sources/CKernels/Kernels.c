#include "CKernels.h"

#include <math.h>
#include <string.h>

#define REAL float
#define NAME(function) function##_f32
#define MATH(function) function##f
#include "Kernels.inc.h"
#undef REAL
#undef NAME
#undef MATH

#define REAL double
#define NAME(function) function##_f64
#define MATH(function) function
#include "Kernels.inc.h"
#undef REAL
#undef NAME
#undef MATH

#define BOTH(type, f32, f64) do { if ((type) == CK_FLOAT32) f32; else f64; } while (0)

void ck_unary(ck_type type, ck_unary_op op, const void *x, void *out, size_t count) {
    BOTH(type, unary_f32(op, x, out, count), unary_f64(op, x, out, count));
}

void ck_binary(ck_type type, ck_binary_op op, const void *a, size_t a_stride, const void *b, size_t b_stride,
               void *out, size_t count) {
    BOTH(type, binary_f32(op, a, a_stride, b, b_stride, out, count),
         binary_f64(op, a, a_stride, b, b_stride, out, count));
}

void ck_reduce_run(ck_type type, ck_reduce_op op, const void *x, void *out, size_t count) {
    BOTH(type, reduce_run_f32(op, x, out, count), reduce_run_f64(op, x, out, count));
}

void ck_reduce_into(ck_type type, ck_reduce_op op, const void *x, void *out, size_t count) {
    const ck_binary_op binary = op == CK_REDUCE_SUM ? CK_ADD : op == CK_REDUCE_MAXIMUM ? CK_MAXIMUM : CK_MINIMUM;
    ck_binary(type, binary, out, 1, x, 1, out, count);
}

void ck_fill(ck_type type, double value, void *out, size_t count) {
    BOTH(type, fill_f32((float)value, out, count), fill_f64(value, out, count));
}

void ck_gather(ck_type type, const void *x, size_t stride, void *out, size_t count) {
    BOTH(type, gather_f32(x, stride, out, count), gather_f64(x, stride, out, count));
}

void ck_scatter_add(ck_type type, const void *x, void *out, size_t stride, size_t count) {
    BOTH(type, scatter_add_f32(x, out, stride, count), scatter_add_f64(x, out, stride, count));
}

void ck_matmul(ck_type type, int a_transposed, int b_transposed, size_t m, size_t n, size_t k,
               const void *a, const void *b, void *out) {
    BOTH(type, matmul_f32(a_transposed, b_transposed, m, n, k, a, b, out),
         matmul_f64(a_transposed, b_transposed, m, n, k, a, b, out));
}

void ck_adam(ck_type type, double rate, double beta1, double beta2, double epsilon,
             const void *gradient, void *m, void *v, void *w, size_t count) {
    BOTH(type, adam_f32(rate, beta1, beta2, epsilon, gradient, m, v, w, count),
         adam_f64(rate, beta1, beta2, epsilon, gradient, m, v, w, count));
}

int ck_all_finite(ck_type type, const void *x, size_t count) {
    return type == CK_FLOAT32 ? all_finite_f32(x, count) : all_finite_f64(x, count);
}

void ck_convert(ck_type from, const void *x, ck_type to, void *out, size_t count) {
    if (from == to) {
        memcpy(out, x, count * (from == CK_FLOAT32 ? sizeof(float) : sizeof(double)));
    } else if (from == CK_FLOAT32) {
        for (size_t i = 0; i < count; i++) ((double *)out)[i] = ((const float *)x)[i];
    } else {
        for (size_t i = 0; i < count; i++) ((float *)out)[i] = (float)((const double *)x)[i];
    }
}

// All kernels for one instruction set and both element types. A file of that set includes this, with SET the name of the
// result, SET_NAME its name in words, and VECTOR_BYTES the width of its vectors.

#define REAL float
#define WHOLE int32_t
#define NAME(function) function##_f32
#define IS_FLOAT32 1
#define MANTISSA_BITS 23
#define EXPONENT_BIAS 127
#define EXP_LIMIT 105.0f
#define LN2_HIGH 0.693359375f
#define LN2_LOW -2.12194440e-4f
#define ROUNDER 0x1.8p23f
#define FIRST_LANES(count) ((__mmask16)((1u << (count)) - 1))
#define MASKED_LOAD(mask, p) (VEC)_mm512_maskz_loadu_ps(mask, p)
#define MASKED_STORE(p, mask, v) _mm512_mask_storeu_ps(p, mask, (__m512)(v))
#define SCALED(x, n) (VEC)_mm512_scalef_ps((__m512)(x), (__m512)(n))
#if VECTOR_BYTES == 64
#define LESSER(a, b) (VEC)_mm512_min_ps((__m512)(a), (__m512)(b))
#define GREATER(a, b) (VEC)_mm512_max_ps((__m512)(a), (__m512)(b))
#else
#define LESSER(a, b) (VEC)_mm256_min_ps((__m256)(a), (__m256)(b))
#define GREATER(a, b) (VEC)_mm256_max_ps((__m256)(a), (__m256)(b))
#endif
#include "Type.inc.h"

#define REAL double
#define WHOLE int64_t
#define NAME(function) function##_f64
#define IS_FLOAT32 0
#define MANTISSA_BITS 52
#define EXPONENT_BIAS 1023
#define EXP_LIMIT 746.0
#define LN2_HIGH 6.93145751953125e-1
#define LN2_LOW 1.42860682030941723212e-6
#define ROUNDER 0x1.8p52
#define FIRST_LANES(count) ((__mmask8)((1u << (count)) - 1))
#define MASKED_LOAD(mask, p) (VEC)_mm512_maskz_loadu_pd(mask, p)
#define MASKED_STORE(p, mask, v) _mm512_mask_storeu_pd(p, mask, (__m512d)(v))
#define SCALED(x, n) (VEC)_mm512_scalef_pd((__m512d)(x), (__m512d)(n))
#if VECTOR_BYTES == 64
#define LESSER(a, b) (VEC)_mm512_min_pd((__m512d)(a), (__m512d)(b))
#define GREATER(a, b) (VEC)_mm512_max_pd((__m512d)(a), (__m512d)(b))
#else
#define LESSER(a, b) (VEC)_mm256_min_pd((__m256d)(a), (__m256d)(b))
#define GREATER(a, b) (VEC)_mm256_max_pd((__m256d)(a), (__m256d)(b))
#endif
#include "Type.inc.h"

#define ENTRIES(type)                                                                                               \
    {                                                                                                               \
        .unary = unary_##type, .binary = binary_##type, .reduce_run = reduce_run_##type,                            \
        .sum_rows = sum_rows_##type,                                                                                \
        .fill = fill_##type, .gather = gather_##type, .scatter_add = scatter_add_##type,                            \
        .all_finite = all_finite_##type, .matmul = matmul_##type, .affine = affine_##type,                          \
        .add_outer = add_outer_##type,                                                                              \
        .adam = adam_##type, .adadelta = adadelta_##type, .momentum = momentum_##type,                              \
        .adagrad = adagrad_##type, .rmsprop = rmsprop_##type, .sgd = sgd_##type,                                    \
        .elman_forward = elman_forward_##type, .elman_backward = elman_backward_##type,                             \
        .elman_step = elman_step_##type, .lstm_forward = lstm_forward_##type,                                       \
        .lstm_backward = lstm_backward_##type, .lstm_step = lstm_step_##type,                                       \
        .gru_forward = gru_forward_##type, .gru_backward = gru_backward_##type,                                     \
        .gru_step = gru_step_##type,                                                                                \
    }

const ck_kernels SET = {.name = SET_NAME, .f32 = ENTRIES(f32), .f64 = ENTRIES(f64)};

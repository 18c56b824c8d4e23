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
#include "Type.inc.h"

#define ENTRIES(type)                                                                                               \
    {                                                                                                               \
        .unary = unary_##type, .binary = binary_##type, .reduce_run = reduce_run_##type,                            \
        .fill = fill_##type, .gather = gather_##type, .scatter_add = scatter_add_##type,                            \
        .all_finite = all_finite_##type, .matmul = matmul_##type, .affine = affine_##type,                          \
        .adam = adam_##type, .adadelta = adadelta_##type, .momentum = momentum_##type,                              \
        .adagrad = adagrad_##type, .rmsprop = rmsprop_##type, .sgd = sgd_##type,                                    \
        .elman_forward = elman_forward_##type, .elman_backward = elman_backward_##type,                             \
        .elman_step = elman_step_##type, .lstm_forward = lstm_forward_##type,                                       \
        .lstm_backward = lstm_backward_##type, .lstm_step = lstm_step_##type,                                       \
        .gru_forward = gru_forward_##type, .gru_backward = gru_backward_##type,                                     \
        .gru_step = gru_step_##type,                                                                                \
    }

const ck_kernels SET = {.name = SET_NAME, .f32 = ENTRIES(f32), .f64 = ENTRIES(f64)};

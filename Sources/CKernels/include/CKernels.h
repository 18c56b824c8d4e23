// Kernels of the tensors: loops over contiguous numbers, written once for both element types and every instruction set.
//
// The best set that the machine has is chosen when the program starts; SEQCAST_KERNELS in the environment asks for another
// of those that it has. Every set gives the same bits, except the one that every machine has, baseline: without an
// instruction that multiplies and adds at once, these bits would cost a hundred times the time.
//
// Every function takes the element type first; pointers are to elements of that type. Unless said otherwise the output
// may be one of the inputs, and no other overlap is allowed. Counts are in elements.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

typedef enum { CK_FLOAT32 = 0, CK_FLOAT64 = 1 } ck_type;

typedef enum {
    CK_NEGATE, CK_EXP, CK_LOG, CK_SQRT, CK_SIN, CK_COS, CK_TANH, CK_SIGMOID, CK_RELU, CK_SOFTPLUS, CK_ABS, CK_SIGN
} ck_unary_op;

typedef enum {
    CK_ADD, CK_SUBTRACT, CK_MULTIPLY, CK_DIVIDE, CK_POWER, CK_MAXIMUM, CK_MINIMUM,
    CK_GREATER, CK_GREATER_OR_EQUAL, CK_EQUAL, CK_TANH_GRADIENT
} ck_binary_op;

typedef enum { CK_REDUCE_SUM, CK_REDUCE_MAXIMUM, CK_REDUCE_MINIMUM } ck_reduce_op;

// The name of the instruction set in use: baseline, avx2, avx512, neon.
const char *ck_instruction_set(void);

// 1 where products are added without being rounded before, as in every set but baseline, else 0. The results of all those
// sets have the same bits, and so have those of baseline on all machines.
int ck_joins_products(void);

// How many threads may work on a large product or window, 1 at first. Results do not depend on it.
void ck_set_threads(size_t count);

// The cores that this process is to use: SEQCAST_THREADS in the environment, which `run` gives each stage as its share, else
// those that it may run on.
size_t ck_core_count(void);

// A block of memory, at a cache line. What is given back is kept for the next call that wants as many bytes: small ones by the
// thread that gives them back, large ones for all threads, since from the system every page of them would come as a fault.
void *ck_take_block(size_t bytes);
void ck_give_back_block(void *block, size_t bytes);

// out[i] = op(x[i])
void ck_unary(ck_type type, ck_unary_op op, const void *x, void *out, size_t count);

// out[i] = op(a[i * a_stride], b[i * b_stride]); a stride is 0 (one number for all) or 1. Comparisons give 1 or 0.
void ck_binary(ck_type type, ck_binary_op op, const void *a, size_t a_stride, const void *b, size_t b_stride,
               void *out, size_t count);

// *out = op(*out, x[0], …, x[count - 1])
void ck_reduce_run(ck_type type, ck_reduce_op op, const void *x, void *out, size_t count);

// out[i] = op(out[i], x[i])
void ck_reduce_into(ck_type type, ck_reduce_op op, const void *x, void *out, size_t count);

// out[j] = op(out[j], x[0][j], …, x[rows - 1][j]) for x [rows][width]
void ck_reduce_rows(ck_type type, ck_reduce_op op, const void *x, size_t rows, size_t width, void *out);

// out[i] = value
void ck_fill(ck_type type, double value, void *out, size_t count);

// out[i] = x[i * stride]; the output is not the input.
void ck_gather(ck_type type, const void *x, size_t stride, void *out, size_t count);

// out[i * stride] += x[i]; the output is not the input.
void ck_scatter_add(ck_type type, const void *x, void *out, size_t stride, size_t count);

// out = a · b, where a is [m][k] (stored [k][m] when a_transposed) and b is [k][n] (stored [n][k] when b_transposed);
// the output is none of the inputs.
void ck_matmul(ck_type type, int a_transposed, int b_transposed, size_t m, size_t n, size_t k,
               const void *a, const void *b, void *out);

// out [m][n] += the outer product of a [m] and b [n], with the bits of a product that ck_matmul computed and ck_binary added;
// the output is none of the inputs.
void ck_add_outer(ck_type type, size_t m, size_t n, const void *a, const void *b, void *out);

// out [m][n] = x [m][k] · w [k][n] + b [n] in every row; the output is none of the inputs.
void ck_affine(ck_type type, size_t m, size_t n, size_t k, const void *x, const void *w, const void *b, void *out);

// A window of an Elman layer, h[t] = f(x[t]·wx + b + h[t − 1]·wh), with f CK_TANH or CK_RELU.
//
// x is [steps][batch][inputs], h, the result, [steps][batch][hidden]; h0 [batch][hidden], wx [inputs][hidden], wh
// [hidden][hidden], b [hidden]. The output is none of the inputs.
void ck_elman_forward(ck_type type, ck_unary_op activation, size_t steps, size_t batch, size_t inputs, size_t hidden,
                      const void *x, const void *h0, const void *wx, const void *wh, const void *b, void *h);

// Its gradients: from h and its gradient dh, dz of what f was applied to, and dh0 of h0 unless that is null.
void ck_elman_backward(ck_type type, ck_unary_op activation, size_t steps, size_t batch, size_t hidden, const void *wh,
                       const void *h, const void *dh, void *dz, void *dh0);

// One step of it in place, h = f(x·wx + b + h·wh), as forecasts repeat it: x [batch][inputs], h [batch][hidden].
void ck_elman_step(ck_type type, ck_unary_op activation, size_t batch, size_t inputs, size_t hidden, const void *x,
                   const void *wx, const void *wh, const void *b, void *h);

// A window of an LSTM layer: i, f, g, o = x[t]·wx + b + h[t − 1]·wh; c[t] = σ(f) ⊙ c[t − 1] + σ(i) ⊙ tanh(g);
// h[t] = σ(o) ⊙ tanh(c[t]).
//
// x is [steps][batch][inputs]; gates, what the four become, [steps][batch][4·hidden]; cells, squashed (tanh of the cells)
// and h [steps][batch][hidden]; h0 and c0 [batch][hidden]; wx [inputs][4·hidden], wh [hidden][4·hidden], b [4·hidden].
void ck_lstm_forward(ck_type type, size_t steps, size_t batch, size_t inputs, size_t hidden, const void *x,
                     const void *h0, const void *c0, const void *wx, const void *wh, const void *b, void *gates,
                     void *cells, void *squashed, void *h);

// Its gradients: from dh of h, and in dc0 the gradient of the last cells, dgates of i, f, g, o, and dc0 of c0; dh0 of h0
// where it is wanted, else it is only used on the way.
void ck_lstm_backward(ck_type type, size_t steps, size_t batch, size_t hidden, const void *wh, const void *gates,
                      const void *c0, const void *cells, const void *squashed, const void *dh, void *dgates, void
                      *dh0, void *dc0, int wants_dh0);

// One step of it in place, the gates being x·wx + b + h·wh: h and c [batch][hidden].
void ck_lstm_step(ck_type type, size_t batch, size_t inputs, size_t hidden, const void *x, const void *wx, const void *wh,
                  const void *b, void *h, void *c);

// A window of a GRU layer: with s = x[t]·wx + bx and a = h[t − 1]·wh + bh, r = σ(s_r + a_r), z = σ(s_z + a_z),
// n = tanh(s_n + r ⊙ a_n), h[t] = (1 − z) ⊙ n + z ⊙ h[t − 1].
//
// x is [steps][batch][inputs]; sums, memory for s, which may hold them all or those of one step afterwards, and gates
// (r, z, n) [steps][batch][3·hidden]; candidates (a_n) and h [steps][batch][hidden]; h0 [batch][hidden]; wx
// [inputs][3·hidden], wh [hidden][3·hidden]; bx and bh [3·hidden].
void ck_gru_forward(ck_type type, size_t steps, size_t batch, size_t inputs, size_t hidden, const void *x,
                    const void *h0, const void *wx, const void *wh, const void *bx, const void *bh, void *sums,
                    void *gates, void *candidates, void *h);

// Its gradients: from dh of h, ds of s and da of a; dh0 of h0 where it is wanted, else it is only used on the way.
void ck_gru_backward(ck_type type, size_t steps, size_t batch, size_t hidden, const void *wh, const void *gates, const
                     void *candidates, const void *h0, const void *h, const void *dh, void *ds, void *da, void *dh0,
                     int wants_dh0);

// One step of it in place: h [batch][hidden].
void ck_gru_step(ck_type type, size_t batch, size_t inputs, size_t hidden, const void *x, const void *wx, const void *wh,
                 const void *bx, const void *bh, void *h);

// One step of Adam: m += (1 − β₁)(g − m), v += (1 − β₂)(g² − v), w = (1 − decay) · w − rate · m / (√v + ε).
void ck_adam(ck_type type, double rate, double beta1, double beta2, double epsilon, double decay, const void *gradient,
             void *m, void *v, void *w, size_t count);

// One step of AdaDelta: v = ρ·v + (1 − ρ)·g², d = √((u + ε) / (v + ε)) · g, u = ρ·u + (1 − ρ)·d², w −= rate · d.
void ck_adadelta(ck_type type, double rate, double rho, double epsilon, const void *gradient, void *v, void *u, void *w,
                 size_t count);

// One step of momentum: v = μ·v − rate · g, w += v; with Nesterov's form w += μ·v − rate · g.
void ck_momentum(ck_type type, double rate, double momentum, int nesterov, const void *gradient, void *v, void *w,
                 size_t count);

// One step of AdaGrad: h += g², w −= rate · g / (√h + ε).
void ck_adagrad(ck_type type, double rate, double epsilon, const void *gradient, void *h, void *w, size_t count);

// One step of RMSprop: v = α·v + (1 − α)·g², w −= rate · g / (√v + ε).
void ck_rmsprop(ck_type type, double rate, double alpha, double epsilon, const void *gradient, void *v, void *w,
                size_t count);

// One step of gradient descent: w −= rate · g.
void ck_sgd(ck_type type, double rate, const void *gradient, void *w, size_t count);

// 1 when every number is finite, else 0.
int ck_all_finite(ck_type type, const void *x, size_t count);

// Conversions between the element types, rounding to nearest.
void ck_convert(ck_type from, const void *x, ck_type to, void *out, size_t count);

#endif

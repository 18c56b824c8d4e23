// The kernels of one element type, REAL; see CKernels.h for what each does.
typedef struct {
    void (*unary)(ck_unary_op op, const REAL *x, REAL *out, size_t count);
    void (*binary)(ck_binary_op op, const REAL *a, size_t a_stride, const REAL *b, size_t b_stride, REAL *out,
                   size_t count);
    void (*reduce_run)(ck_reduce_op op, const REAL *x, REAL *out, size_t count);
    void (*sum_rows)(const REAL *x, size_t rows, size_t width, REAL *out);
    void (*fill)(REAL value, REAL *out, size_t count);
    void (*gather)(const REAL *x, size_t stride, REAL *out, size_t count);
    void (*scatter_add)(const REAL *x, REAL *out, size_t stride, size_t count);
    int (*all_finite)(const REAL *x, size_t count);
    void (*matmul)(int a_transposed, int b_transposed, size_t m, size_t n, size_t k, const REAL *a, const REAL *b,
                   REAL *out, int adding);
    void (*adam)(double rate, double beta1, double beta2, double epsilon, double decay, const REAL *gradient, REAL *m,
                 REAL *v, REAL *w, size_t count);
    void (*adadelta)(double rate, double rho, double epsilon, const REAL *gradient, REAL *v, REAL *u, REAL *w,
                     size_t count);
    void (*momentum)(double rate, double momentum, int nesterov, const REAL *gradient, REAL *v, REAL *w, size_t count);
    void (*adagrad)(double rate, double epsilon, const REAL *gradient, REAL *h, REAL *w, size_t count);
    void (*rmsprop)(double rate, double alpha, double epsilon, const REAL *gradient, REAL *v, REAL *w, size_t count);
    void (*sgd)(double rate, const REAL *gradient, REAL *w, size_t count);
    void (*elman_forward)(ck_unary_op activation, size_t steps, size_t batch, size_t inputs, size_t hidden, const REAL *x,
                          const REAL *h0, const REAL *wx, const REAL *wh, const REAL *b, REAL *h);
    void (*elman_backward)(ck_unary_op activation, size_t steps, size_t batch, size_t hidden, const REAL *wh,
                           const REAL *h, const REAL *dh, REAL *dz, REAL *dh0);
    void (*add_outer)(const REAL *a, const REAL *b, size_t m, size_t n, REAL *out);
    void (*affine)(size_t m, size_t n, size_t k, const REAL *x, const REAL *w, const REAL *b, REAL *out);
    void (*elman_step)(ck_unary_op activation, size_t batch, size_t inputs, size_t hidden, const REAL *x, const REAL *wx,
                       const REAL *wh, const REAL *b, REAL *h);
    void (*lstm_step)(size_t batch, size_t inputs, size_t hidden, const REAL *x, const REAL *wx, const REAL *wh,
                      const REAL *b, REAL *h, REAL *c);
    void (*gru_step)(size_t batch, size_t inputs, size_t hidden, const REAL *x, const REAL *wx, const REAL *wh,
                     const REAL *bx, const REAL *bh, REAL *h);
    void (*lstm_forward)(size_t steps, size_t batch, size_t inputs, size_t hidden, const REAL *x, const REAL *h0,
                         const REAL *c0, const REAL *wx, const REAL *wh, const REAL *b, REAL *gates, REAL *cells,
                         REAL *squashed, REAL *h);
    void (*lstm_backward)(size_t steps, size_t batch, size_t hidden, const REAL *wh, const REAL *gates, const REAL
                          *c0, const REAL *cells, const REAL *squashed, const REAL *dh, REAL *dgates, REAL *dh0, REAL
                          *dc0, int wants_dh0);
    void (*gru_forward)(size_t steps, size_t batch, size_t inputs, size_t hidden, const REAL *x, const REAL *h0,
                        const REAL *wx, const REAL *wh, const REAL *bx, const REAL *bh, REAL *sums, REAL *gates,
                        REAL *candidates, REAL *h);
    void (*gru_backward)(size_t steps, size_t batch, size_t hidden, const REAL *wh, const REAL *gates, const REAL
                         *candidates, const REAL *h0, const REAL *h, const REAL *dh, REAL *ds, REAL *da, REAL *dh0,
                         int wants_dh0);
} TABLE;

// What the windows of all cells share: the recurrent matrix prepared once a window, and its product at every step.

// The matrix of a recurrence, [inputs][outputs]: padded rows for a batch of one, packed panels for a larger one.
typedef struct {
    size_t batch, inputs, outputs, stride;
    const REAL *matrix;
} NAME(recurrent);

// Fewer steps than these do not make up for copying a matrix.
#define FEW_STEPS 4

static size_t NAME(padded)(size_t n) { return (n + LANES - 1) / LANES * LANES; }

// Prepares w [rows][columns], or its transpose.
static NAME(recurrent) NAME(prepare)(size_t steps, size_t batch, size_t rows, size_t columns, const REAL *w,
                                     int transposed) {
    const size_t inputs = transposed ? columns : rows, outputs = transposed ? rows : columns;
    if (batch > 1) {
        REAL *packed = ck_scratch(CK_SCRATCH_PACKED, NAME(packed_count)(inputs, outputs) * sizeof(REAL));
        NAME(pack)((NAME(operand)){w, transposed ? 1 : columns, transposed ? columns : 1}, inputs, outputs, packed);
        return (NAME(recurrent)){batch, inputs, outputs, 0, packed};
    }
    if (!transposed && steps < FEW_STEPS) return (NAME(recurrent)){batch, inputs, outputs, outputs, w};
    const size_t stride = NAME(padded)(outputs);
    REAL *matrix = ck_scratch(CK_SCRATCH_PACKED, inputs * stride * sizeof(REAL));
    if (transposed) NAME(transpose)(w, rows, columns, columns, matrix, stride);
    else for (size_t i = 0; i < inputs; i++) memcpy(matrix + i * stride, w + i * outputs, outputs * sizeof(REAL));
    return (NAME(recurrent)){batch, inputs, outputs, stride, matrix};
}

// out = start + x·w for the streams of a part; step `t` decides which way a single row goes through the matrix.
static void NAME(recur)(const NAME(recurrent) *w, size_t batch, const REAL *x, const REAL *start, REAL *out, size_t t) {
    if (w->batch == 1) {
        NAME(vector_matrix)(x, w->matrix, w->inputs, w->outputs, w->stride, start, out, t & 1);
        return;
    }
    // The start is copied, not read by the product: as far apart as they are, the two would push each other out of the cache.
    if (out != start) memcpy(out, start, batch * w->outputs * sizeof(REAL));
    const NAME(operand) rows = {x, w->inputs, 1};
    NAME(multiply_packed)(rows, batch, w->outputs, w->inputs, w->matrix, out, out, w->outputs);
}


// What the windows of all cells share: the recurrent matrix prepared once a window, and its product at every step.

// The matrix of a recurrence, [inputs][outputs]: rows for a batch of one, packed panels for a larger one.
typedef struct {
    size_t batch, inputs, outputs;
    NAME(row_matrix) rows;
    const REAL *packed;
} NAME(recurrent);

// Fewer steps than these do not make up for copying a matrix.
#define FEW_STEPS 4

// Copies rows of `columns`, which begin `from_row` and `to_row` after each other.
static void NAME(copy_rows)(const REAL *from, size_t from_row, size_t rows, size_t columns, REAL *to, size_t to_row) {
    const size_t whole = columns / LANES * LANES;
    for (size_t i = 0; i < rows; i++, from += from_row, to += to_row) {
        for (size_t j = 0; j < whole; j += LANES) NAME(store)(to + j, NAME(load)(from + j));
        if (whole < columns) NAME(store_part)(to + whole, NAME(load_part)(from + whole, columns - whole), columns - whole);
    }
}

// The matrix [inputs][outputs] to be laid out for vectors, from w or its transpose: whole vectors row after row, and where
// vectors have masks the ends in the narrowest that hold them, which spares the first-level cache what they do not fill.
static NAME(row_matrix) NAME(lay_out)(const REAL *w, size_t inputs, size_t outputs, int transposed) {
    const size_t padded = (outputs + LANES - 1) / LANES * LANES;
    REAL *matrix = ck_scratch(CK_SCRATCH_PACKED, inputs * padded * sizeof(REAL));
    NAME(row_matrix) m = NAME(rows_of)(matrix, inputs, outputs, padded);
    size_t columns = outputs;
#if VECTOR_BYTES == 64
    if (m.end_lanes <= LANES / 2) {
        m.stride = columns = m.end_column;
        m.end_stride = m.end_width = m.end_lanes <= LANES / 4 ? LANES / 4 : LANES / 2;
        REAL *ends = matrix + inputs * m.stride;
        m.ends = ends;
        if (m.end_lanes < m.end_width) memset(ends, 0, inputs * m.end_stride * sizeof(REAL));
        if (transposed) NAME(transpose)(w + columns * inputs, m.end_lanes, inputs, inputs, ends, m.end_stride);
        else NAME(copy_rows)(w + columns, outputs, inputs, m.end_lanes, ends, m.end_stride);
    }
#endif
    if (transposed) NAME(transpose)(w, columns, inputs, inputs, matrix, m.stride);
    else NAME(copy_rows)(w, outputs, inputs, columns, matrix, m.stride);
    return m;
}

// Prepares w [rows][columns], or its transpose.
static NAME(recurrent) NAME(prepare)(size_t steps, size_t batch, size_t rows, size_t columns, const REAL *w,
                                     int transposed) {
    NAME(recurrent) result = {.batch = batch, .inputs = transposed ? columns : rows, .outputs = transposed ? rows : columns};
    if (batch > 1) {
        REAL *packed = ck_scratch(CK_SCRATCH_PACKED, NAME(packed_count)(result.inputs, result.outputs) * sizeof(REAL));
        NAME(pack)((NAME(operand)){w, transposed ? 1 : columns, transposed ? columns : 1}, result.inputs, result.outputs, packed);
        result.packed = packed;
    } else if (!transposed && steps < FEW_STEPS) {
        result.rows = NAME(rows_of)(w, rows, columns, columns);
    } else {
        result.rows = NAME(lay_out)(w, result.inputs, result.outputs, transposed);
    }
    return result;
}

// What the inputs of a window add: x·w + b, for x [steps · batch][inputs].
//
// Few inputs of a batch are projected step by step, where the recurrence reads what comes out from the first-level cache; of
// more, all steps at once make a better product, and a batch of one fits there as it is.
typedef struct {
    size_t inputs, outputs;
    int by_steps;
    const REAL *x, *w, *b;
} NAME(projection);

// The projection of a window, made here, in `out`, unless each step makes its own.
static NAME(projection) NAME(project)(size_t steps, size_t batch, size_t inputs, size_t outputs, const REAL *x, const REAL *w,
                                      const REAL *b, REAL *out) {
    const int by_steps = batch > 1 && NAME(is_narrow)(outputs, inputs);
    if (!by_steps) NAME(affine)(steps * batch, outputs, inputs, x, w, b, out);
    return (NAME(projection)){inputs, outputs, by_steps, x, w, b};
}

// That of `count` rows from `row` on, where each step makes its own.
static void NAME(project_rows)(const NAME(projection) *p, size_t row, size_t count, REAL *out) {
    if (p->by_steps) NAME(affine)(count, p->outputs, p->inputs, p->x + row * p->inputs, p->w, p->b, out);
}

// out = start + x·w for the streams of a part; step `t` decides which way a single row goes through the matrix.
static void NAME(recur)(const NAME(recurrent) *w, size_t batch, const REAL *x, const REAL *start, REAL *out, size_t t) {
    if (w->batch == 1) {
        NAME(vector_matrix)(x, &w->rows, start, out, t & 1);
        return;
    }
    // The start is copied, not read by the product: as far apart as they are, the two would push each other out of the cache.
    if (out != start) memcpy(out, start, batch * w->outputs * sizeof(REAL));
    const NAME(operand) rows = {x, w->inputs, 1};
    NAME(multiply_packed)(rows, batch, w->outputs, w->inputs, w->packed, (NAME(addend)){out, w->outputs}, out, w->outputs);
}


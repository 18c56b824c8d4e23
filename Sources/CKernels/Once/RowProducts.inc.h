// Products of a vector with a matrix: what a batch of one needs.

// The end of a run: as far as its first lanes where vectors have masks, else a whole vector that overlaps what is before it.
static INLINE VEC NAME(load_end)(const REAL *p, size_t lanes) {
#if VECTOR_BYTES == 64
    return NAME(load_part)(p, lanes);
#else
    (void)lanes;
    return NAME(load)(p);
#endif
}

static INLINE void NAME(store_end)(REAL *p, VEC v, size_t lanes) {
#if VECTOR_BYTES == 64
    NAME(store_part)(p, v, lanes);
#else
    (void)lanes;
    NAME(store)(p, v);
#endif
}

// A matrix that vectors are multiplied with. Row i begins `stride` after row i − 1, and the last vector of each row, which
// begins at column `end_column`, is read from `ends`, where those of the rows lie `end_stride` after each other. Where vectors
// have masks it is read as far as its first `end_lanes`, or where it lies filled up with zeros as a vector of `end_width` lanes,
// half or a quarter of a whole one; elsewhere it is whole, and overlaps the one before it.
typedef struct {
    size_t rows, columns, stride, end_column, end_lanes, end_width, end_stride;
    const REAL *start, *ends;
} NAME(row_matrix);

// The matrix m [rows][columns] as it lies.
static INLINE NAME(row_matrix) NAME(rows_of)(const REAL *m, size_t rows, size_t columns, size_t stride) {
#if VECTOR_BYTES == 64
    const size_t lanes = (columns - 1) % LANES + 1;
#else
    const size_t lanes = columns < LANES ? columns : LANES;
#endif
    const size_t end = columns - lanes;
    return (NAME(row_matrix)){rows, columns, stride, end, lanes, LANES, stride, m, m + end};
}

// The columns of a panel are held in registers while the rows go by; 13 and a factor fill the 16 of x86-64.
#define PANEL 13

// out = start + Σ v[i]·row i for `columns` vectors of columns from `column` on, the last of which begins with `rest`; it is the
// end of the matrix, `width` lanes wide, unless the width is 0. `turn` is 1, or −1 to begin with the last row.
static INLINE void NAME(panel)(size_t columns, size_t width, const NAME(row_matrix) *m, size_t column, ptrdiff_t turn,
                               VEC rest, const REAL *v, const REAL *start, REAL *out) {
    VEC sum[PANEL];
#if VECTOR_BYTES == 64
    HALF half;
    QUARTER quarter;
    memcpy(&half, &rest, sizeof half);
    memcpy(&quarter, &rest, sizeof quarter);
#endif
    const size_t first = turn < 0 ? m->rows - 1 : 0;
    const REAL *row = m->start + first * m->stride + column, *factors = v + first;
    const REAL *end = width > 0 ? m->ends + first * m->end_stride : row + (columns - 1) * LANES;
    const ptrdiff_t stride = turn * (ptrdiff_t)m->stride, end_stride = width > 0 ? turn * (ptrdiff_t)m->end_stride : stride;
#pragma clang loop unroll(full)
    for (size_t c = 0; c + 1 < columns; c++) sum[c] = start ? NAME(load)(start + column + c * LANES) : NAME(splat)(0);
    for (size_t i = 0; i < m->rows; i++, row += stride, end += end_stride, factors += turn) {
        const REAL factor = *factors;
#pragma clang loop unroll(full)
        for (size_t c = 0; c + 1 < columns; c++) sum[c] += NAME(load)(row + c * LANES) * factor;
#if VECTOR_BYTES == 64
        if (width == LANES / 4) quarter += NAME(load_quarter)(end) * factor;
        else if (width == LANES / 2) half += NAME(load_half)(end) * factor;
        else
#endif
            rest += (width > 0 ? NAME(load_end)(end, m->end_lanes) : NAME(load)(end)) * factor;
    }
#pragma clang loop unroll(full)
    for (size_t c = 0; c + 1 < columns; c++) NAME(store)(out + column + c * LANES, sum[c]);
#if VECTOR_BYTES == 64
    if (width == LANES / 4) memcpy(&rest, &quarter, sizeof quarter);
    if (width == LANES / 2) memcpy(&rest, &half, sizeof half);
#endif
    if (width > 0) NAME(store_end)(out + m->end_column, rest, m->end_lanes);
    else NAME(store)(out + column + (columns - 1) * LANES, rest);
}

// out[j] = start[j] + Σ v[i]·m[i][j]; start may be null for zeros, or out.
//
// `backwards` walks the rows from the last: what is called step after step with a matrix larger than the first-level
// cache turns round each time, and finds the rows that it saw last still there. Rows of less than 32 bytes always go
// forwards, whatever the width of a vector, since the order decides the last bits.
static void NAME(vector_matrix)(const REAL *v, const NAME(row_matrix) *m, const REAL *start, REAL *out, int backwards) {
    const ptrdiff_t turn = backwards && m->columns * sizeof(REAL) >= 32 && m->rows > 0 ? -1 : 1;
#if VECTOR_BYTES < 64
    if (m->columns < LANES) {
        for (size_t j = 0; j < m->columns; j++) {
            REAL sum = start ? start[j] : 0;
            const REAL *row = m->start + j;
            for (size_t i = 0; i < m->rows; i++, row += m->stride) sum += v[i] * *row;
            out[j] = sum;
        }
        return;
    }
#endif
    // The last vector may overlap the one before it, so its start is read before anything is written.
    const VEC end = start ? NAME(load_end)(start + m->end_column, m->end_lanes) : NAME(splat)(0);
    size_t left = (m->columns + LANES - 1) / LANES, panels = (left + PANEL - 1) / PANEL;
    for (size_t column = 0; left > 0; panels--) {
        const size_t columns = (left + panels - 1) / panels, last = column + (columns - 1) * LANES;
        left -= columns;
        const VEC rest = left == 0 ? end : start ? NAME(load)(start + last) : NAME(splat)(0);
        const size_t width = left == 0 ? m->end_width : 0;
#if VECTOR_BYTES == 64
#define NARROW(c)                                                                                            \
        else if (width == LANES / 2) NAME(panel)(c, LANES / 2, m, column, turn, rest, v, start, out);        \
        else if (width == LANES / 4) NAME(panel)(c, LANES / 4, m, column, turn, rest, v, start, out);
#else
#define NARROW(c)
#endif
#define CASE(c)                                                                                              \
    case c:                                                                                                  \
        if (width == 0) NAME(panel)(c, 0, m, column, turn, rest, v, start, out);                             \
        else if (width == LANES) NAME(panel)(c, LANES, m, column, turn, rest, v, start, out);                \
        NARROW(c)                                                                                            \
        break;
        switch (columns) {
            CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(13)
        }
#undef CASE
#undef NARROW
        column += columns * LANES;
    }
}

// The rows of a matrix whose sums of products are computed side by side, so that none waits for the additions of another.
#define ROWS_AT_ONCE 4

// out[r] = Σ a[r][i]·b[i] for `rows` rows, 1 or ROWS_AT_ONCE, which begin `stride` after each other: each sum in four parts of 32
// bytes of lanes, whatever the width of a vector, so that its bits are the same on every machine. What does not fill the four
// goes to the first, and what fills none is a sum by itself.
static INLINE void NAME(dots)(size_t rows, const REAL *a, size_t stride, const REAL *b, size_t count, REAL *out) {
    PAIR sum[ROWS_AT_ONCE][2] = {{{0}}};
    HALF all[ROWS_AT_ONCE];
    REAL rest[ROWS_AT_ONCE] = {0};
    const size_t ends = count - count % (4 * HALF_LANES);
    size_t i;
    // As many rows as the registers hold the sums of.
    const size_t together = rows < VECTOR_BYTES / 16 ? rows : VECTOR_BYTES / 16;
#pragma clang loop unroll(full)
    for (size_t top = 0; top < rows; top += together)
        for (i = 0; i < ends; i += 4 * HALF_LANES)
#pragma clang loop unroll(full)
            for (size_t j = 0; j < 2; j++) {
                PAIR x, y;
                memcpy(&y, b + i + 2 * j * HALF_LANES, sizeof y);
#pragma clang loop unroll(full)
                for (size_t r = top; r < top + together; r++) {
                    memcpy(&x, a + r * stride + i + 2 * j * HALF_LANES, sizeof x);
                    sum[r][j] += x * y;
                }
            }
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        HALF first, parts[3];
        memcpy(&first, &sum[r][0], sizeof first);
        memcpy(parts, (const REAL *)&sum[r][0] + HALF_LANES, sizeof first);
        memcpy(parts + 1, &sum[r][1], sizeof sum[r][1]);
        for (i = ends; i + HALF_LANES <= count; i += HALF_LANES) {
            HALF x, y;
            memcpy(&x, a + r * stride + i, sizeof x);
            memcpy(&y, b + i, sizeof y);
            first += x * y;
        }
        all[r] = (first + parts[0]) + (parts[1] + parts[2]);
    }
    for (; i < count; i++)
#pragma clang loop unroll(full)
        for (size_t r = 0; r < rows; r++) rest[r] += a[r * stride + i] * b[i];
    // The lanes of a sum are added as a tree: those of the upper half to those of the lower one, until one is left.
    QUAD lanes[ROWS_AT_ONCE] = {{0}};
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        QUAD upper;
        memcpy(&lanes[r], &all[r], sizeof lanes[r]);
        if (HALF_LANES == 8) {
            memcpy(&upper, (const REAL *)&all[r] + 4, sizeof upper);
            lanes[r] += upper;
        }
    }
    if (rows == ROWS_AT_ONCE) {
        NAME(transpose_quads)(lanes);
        const QUAD sums = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
        QUAD ends_of_rows;
        memcpy(&ends_of_rows, rest, sizeof ends_of_rows);
        const QUAD total = ends_of_rows + sums;
        memcpy(out, &total, sizeof total);
    } else {
        out[0] = rest[0] + ((lanes[0][0] + lanes[0][2]) + (lanes[0][1] + lanes[0][3]));
    }
}

// out[i] = start[i] + m[i]·v, a sum of products for each row of m; start may be null for zeros.
static void NAME(matrix_vector)(const REAL *m, const REAL *v, size_t rows, size_t k, size_t stride, const REAL *start,
                                REAL *out) {
    size_t i = 0;
    REAL sums[ROWS_AT_ONCE];
    for (; i + ROWS_AT_ONCE <= rows; i += ROWS_AT_ONCE, m += ROWS_AT_ONCE * stride) {
        NAME(dots)(ROWS_AT_ONCE, m, stride, v, k, sums);
        for (size_t r = 0; r < ROWS_AT_ONCE; r++) out[i + r] = start ? start[i + r] + sums[r] : sums[r];
    }
    for (; i < rows; i++, m += stride) {
        NAME(dots)(1, m, stride, v, k, sums);
        out[i] = start ? start[i] + sums[0] : sums[0];
    }
}

// What a product of two numbers is added to: nothing, or what is there, with the product rounded before or not.
typedef enum { NAME(ALONE), NAME(FUSED), NAME(ROUNDED) } NAME(adding);

// A statement each, since only what stands in one is added without being rounded before.
static INLINE VEC NAME(plus_product)(NAME(adding) adding, VEC start, VEC a, REAL b) {
    const VEC product = a * b;
    return adding == NAME(ALONE) ? product : adding == NAME(FUSED) ? start + a * b : start + product;
}

// out[i][j] = a[i]·b[j], added to what is there or not. A row's last vector overlaps the one before it, and is read first.
static INLINE void NAME(outer_rows)(NAME(adding) adding, const REAL *a, const REAL *b, size_t m, size_t n, REAL *out) {
    const int reading = adding != NAME(ALONE);
    for (size_t i = 0; i < m; i++, out += n) {
        const REAL factor = a[i];
        if (n < LANES) {
            const VEC start = reading ? NAME(load_part)(out, n) : NAME(splat)(0);
            NAME(store_part)(out, NAME(plus_product)(adding, start, NAME(load_part)(b, n), factor), n);
            continue;
        }
        const size_t end = n - LANES;
        const VEC start = reading ? NAME(load)(out + end) : NAME(splat)(0);
        const VEC last = NAME(plus_product)(adding, start, NAME(load)(b + end), factor);
        for (size_t j = 0; j < end; j += LANES) {
            const VEC before = reading ? NAME(load)(out + j) : NAME(splat)(0);
            NAME(store)(out + j, NAME(plus_product)(adding, before, NAME(load)(b + j), factor));
        }
        NAME(store)(out + end, last);
    }
}

// out [m][n] = the outer product of a and b, added to what is there when `adding`.
static void NAME(outer)(const REAL *a, const REAL *b, size_t m, size_t n, REAL *out, int adding) {
    // A single column lies as a row does.
    const int column = n == 1;
    const REAL *rows = column ? b : a, *columns = column ? a : b;
    if (adding) NAME(outer_rows)(NAME(FUSED), rows, columns, column ? 1 : m, column ? m : n, out);
    else NAME(outer_rows)(NAME(ALONE), rows, columns, column ? 1 : m, column ? m : n, out);
}

// The same, with the bits of a product that was computed first and then added.
static void NAME(add_outer)(const REAL *a, const REAL *b, size_t m, size_t n, REAL *out) {
    if (n == 1) NAME(outer_rows)(NAME(ROUNDED), b, a, 1, m, out);
    else NAME(outer_rows)(NAME(ROUNDED), a, b, m, n, out);
}

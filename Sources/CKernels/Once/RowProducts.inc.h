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

// The columns of a panel are held in registers while the rows go by; 13 and a factor fill the 16 of x86-64.
#define PANEL 13

// out = start + Σ v[i]·row i over `columns` vectors of columns. The last of them begins at column `last`, with `rest`; where
// vectors have masks it is read and written as far as its first `lanes`.
static INLINE void NAME(panel)(size_t columns, size_t last, size_t lanes, VEC rest, const REAL *v, size_t k,
                               const REAL *rows, ptrdiff_t stride, const REAL *start, REAL *out) {
    VEC sum[PANEL];
#pragma clang loop unroll(full)
    for (size_t c = 0; c + 1 < columns; c++) sum[c] = start ? NAME(load)(start + c * LANES) : NAME(splat)(0);
    sum[columns - 1] = rest;
    const ptrdiff_t step = stride < 0 ? -1 : 1;
    for (size_t i = 0; i < k; i++) {
        const REAL factor = *v;
#pragma clang loop unroll(full)
        for (size_t c = 0; c < columns; c++) {
            if (c + 1 < columns) sum[c] += NAME(load)(rows + c * LANES) * factor;
            else sum[c] += NAME(load_end)(rows + last, lanes) * factor;
        }
        rows += stride;
        v += step;
    }
#pragma clang loop unroll(full)
    for (size_t c = 0; c + 1 < columns; c++) NAME(store)(out + c * LANES, sum[c]);
    NAME(store_end)(out + last, sum[columns - 1], lanes);
}

// out[j] = start[j] + Σ v[i]·m[i][j]; start may be null for zeros, or out. Row i begins `stride` after row i − 1.
//
// `backwards` walks the rows from the last: what is called step after step with a matrix larger than the first-level
// cache turns round each time, and finds the rows that it saw last still there. Rows of less than 32 bytes always go
// forwards, whatever the width of a vector, since the order decides the last bits.
static void NAME(vector_matrix)(const REAL *v, const REAL *m, size_t k, size_t n, size_t stride, const REAL *start,
                                REAL *out, int backwards) {
    const int turning = backwards && n * sizeof(REAL) >= 32;
    const ptrdiff_t step = turning ? -(ptrdiff_t)stride : (ptrdiff_t)stride;
    if (turning && k > 0) {
        v += k - 1;
        m += (k - 1) * stride;
    }
#if VECTOR_BYTES == 64
    const size_t end_lanes = (n - 1) % LANES + 1, end_column = n - end_lanes;
#else
    if (n < LANES) {
        for (size_t j = 0; j < n; j++) {
            REAL sum = start ? start[j] : 0;
            const REAL *factor = v, *row = m + j;
            for (size_t i = 0; i < k; i++, factor += turning ? -1 : 1, row += step) sum += *factor * *row;
            out[j] = sum;
        }
        return;
    }
    const size_t end_lanes = LANES, end_column = n - LANES;
#endif
    // The last vector may overlap the one before it, so its start is read before anything is written.
    const VEC end = start ? NAME(load_end)(start + end_column, end_lanes) : NAME(splat)(0);
    size_t left = (n + LANES - 1) / LANES, panels = (left + PANEL - 1) / PANEL;
    for (size_t column = 0; left > 0; panels--) {
        const size_t columns = (left + panels - 1) / panels;
        left -= columns;
        const size_t last = left ? (columns - 1) * LANES : end_column - column, lanes = left ? LANES : end_lanes;
        const REAL *begin = start ? start + column : start;
        const VEC rest = left && start ? NAME(load)(begin + last) : end;
        switch (columns) {
#define CASE(c) case c: NAME(panel)(c, last, lanes, rest, v, k, m + column, step, begin, out + column); break;
            CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(13)
#undef CASE
        }
        column += columns * LANES;
    }
}

// The sum of the products of two runs: in four parts of 32 bytes of lanes each, whatever the width of a vector, so that its
// bits are the same on every machine. What does not fill the four goes to the first, and what fills none is a sum by itself.
static INLINE REAL NAME(dot)(const REAL *a, const REAL *b, size_t count) {
    HALF first = {0}, parts[3];
    PAIR sum[2] = {{0}};
    size_t i = 0;
    for (; i + 4 * HALF_LANES <= count; i += 4 * HALF_LANES)
        for (size_t j = 0; j < 2; j++) {
            PAIR x, y;
            memcpy(&x, a + i + 2 * j * HALF_LANES, sizeof x);
            memcpy(&y, b + i + 2 * j * HALF_LANES, sizeof y);
            sum[j] += x * y;
        }
    memcpy(&first, &sum[0], sizeof first);
    memcpy(parts, (const REAL *)&sum[0] + HALF_LANES, sizeof first);
    memcpy(parts + 1, &sum[1], sizeof sum[1]);
    for (; i + HALF_LANES <= count; i += HALF_LANES) {
        HALF x, y;
        memcpy(&x, a + i, sizeof x);
        memcpy(&y, b + i, sizeof y);
        first += x * y;
    }
    REAL rest = 0;
    for (; i < count; i++) rest += a[i] * b[i];
    const HALF all = (first + parts[0]) + (parts[1] + parts[2]);
    REAL lane[HALF_LANES];
    memcpy(lane, &all, sizeof lane);
    for (size_t half = HALF_LANES / 2; half > 0; half /= 2)
        for (size_t j = 0; j < half; j++) lane[j] += lane[j + half];
    return rest + lane[0];
}

// out[i] = start[i] + m[i]·v, a sum of products for each row of m; start may be null for zeros.
static void NAME(matrix_vector)(const REAL *m, const REAL *v, size_t rows, size_t k, size_t stride, const REAL *start,
                                REAL *out) {
    for (size_t i = 0; i < rows; i++, m += stride) {
        const REAL sum = NAME(dot)(m, v, k);
        out[i] = start ? start[i] + sum : sum;
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

// The matrix product: blocks of the result held in registers, the second matrix packed in panels as wide as a block.
//
// Every element of the result is a sum over k in one order, whatever part of the result is computed with it.
// Source: K. Goto and R. van de Geijn, “Anatomy of High-Performance Matrix Multiplication”, 2008; the BLIS project.

// A block: ROWS × WIDTH numbers. A layer of the product: DEPTH deep, TALL rows of the first matrix at a time.
#if VECTOR_BYTES == 64
#define ROWS 12
#define EACH_ROW_COUNT CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
#else
#define ROWS 6
#define EACH_ROW_COUNT CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#endif
#define WIDTH (2 * LANES)
#define DEPTH 256
#define TALL 96
// A layer where the first matrix is short: its panel of the second lies in the first-level cache beside the rows that meet it.
#define SHALLOW 192
#define SHORT 520

// A matrix as it lies in memory, transposed or not: element (i, p) is at i·row + p·step.
typedef struct {
    const REAL *start;
    size_t row, step;
} NAME(operand);

// What a product is added to: rows that begin `row` after each other, 0 for one row under all, or with a null `start` nothing.
typedef struct {
    const REAL *start;
    size_t row;
} NAME(addend);

// That of a part of the product, which begins with a row and a column of it.
static INLINE NAME(addend) NAME(addend_at)(NAME(addend) begin, size_t row, size_t column) {
    return begin.start ? (NAME(addend)){begin.start + row * begin.row + column, begin.row} : begin;
}

// out = begin + a·b for a block, `vectors` wide, whose rows of b begin `b_row` after each other; `begin` may be out. Of the
// last vector only the first `lanes` are read from it and written.
static INLINE void NAME(block)(size_t rows, size_t vectors, size_t lanes, size_t k, NAME(operand) a, const REAL *b,
                               size_t b_row, NAME(addend) begin, REAL *out, size_t out_row) {
    VEC sum[ROWS][2];
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++)
#pragma clang loop unroll(full)
        for (size_t c = 0; c < vectors; c++)
            sum[r][c] = begin.start ? NAME(load_up_to)(begin.start + r * begin.row + c * LANES, c + 1 < vectors ? LANES : lanes)
                              : NAME(splat)(0);
    for (size_t p = 0; p < k; p++, b += b_row, a.start += a.step) {
        VEC line[2];
#pragma clang loop unroll(full)
        for (size_t c = 0; c < vectors; c++) line[c] = NAME(load)(b + c * LANES);
#pragma clang loop unroll(full)
        for (size_t r = 0; r < rows; r++) {
            const REAL factor = a.start[r * a.row];
#pragma clang loop unroll(full)
            for (size_t c = 0; c < vectors; c++) sum[r][c] += line[c] * factor;
        }
    }
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++)
#pragma clang loop unroll(full)
        for (size_t c = 0; c < vectors; c++)
            NAME(store_up_to)(out + r * out_row + c * LANES, sum[r][c], c + 1 < vectors ? LANES : lanes);
}

#if VECTOR_BYTES == 64
// The same for half or a quarter of a vector, of which the first `lanes` are read and written.
#define NARROW_BLOCK(name, TYPE)                                                                                    \
    static INLINE void NAME(name##_block)(size_t rows, size_t lanes, size_t k, NAME(operand) a, const REAL *b,      \
                                          size_t b_row, NAME(addend) begin, REAL *out, size_t out_row) {            \
        TYPE sum[ROWS];                                                                                             \
        _Pragma("clang loop unroll(full)")                                                                          \
        for (size_t r = 0; r < rows; r++) {                                                                         \
            const VEC whole =                                                                                       \
                begin.start ? NAME(load_part)(begin.start + r * begin.row, lanes) : NAME(splat)(0);                 \
            memcpy(&sum[r], &whole, sizeof sum[r]);                                                                 \
        }                                                                                                           \
        for (size_t p = 0; p < k; p++, b += b_row, a.start += a.step) {                                             \
            const TYPE line = NAME(load_##name)(b);                                                                 \
            _Pragma("clang loop unroll(full)")                                                                      \
            for (size_t r = 0; r < rows; r++) sum[r] += line * a.start[r * a.row];                                  \
        }                                                                                                           \
        _Pragma("clang loop unroll(full)")                                                                          \
        for (size_t r = 0; r < rows; r++) {                                                                         \
            VEC whole = {0};                                                                                        \
            memcpy(&whole, &sum[r], sizeof sum[r]);                                                                 \
            NAME(store_part)(out + r * out_row, whole, lanes);                                                      \
        }                                                                                                           \
    }
NARROW_BLOCK(half, HALF)
NARROW_BLOCK(quarter, QUARTER)
#undef NARROW_BLOCK

// A block of any number of columns, of which b has as many as fill a quarter, half or all of a vector, or two.
static void NAME(block_of)(size_t rows, size_t columns, size_t k, NAME(operand) a, const REAL *b, size_t b_row,
                           NAME(addend) begin, REAL *out, size_t out_row) {
    const size_t lanes = (columns - 1) % LANES + 1;
    const size_t kind = columns <= LANES / 4 ? 0 : columns <= LANES / 2 ? 1 : columns <= LANES ? 2 : columns < WIDTH ? 3 : 4;
    switch (rows + kind * ROWS) {
#define CASE(r) \
    case r: NAME(quarter_block)(r, lanes, k, a, b, b_row, begin, out, out_row); break; \
    case r + ROWS: NAME(half_block)(r, lanes, k, a, b, b_row, begin, out, out_row); break; \
    case r + 2 * ROWS: NAME(block)(r, 1, lanes, k, a, b, b_row, begin, out, out_row); break; \
    case r + 3 * ROWS: NAME(block)(r, 2, lanes, k, a, b, b_row, begin, out, out_row); break; \
    case r + 4 * ROWS: NAME(block)(r, 2, LANES, k, a, b, b_row, begin, out, out_row); break;
        EACH_ROW_COUNT
#undef CASE
    }
}

// The columns of b that a last block of `columns` reads where b lies as it is.
static INLINE size_t NAME(block_width)(size_t columns) {
    return columns <= LANES / 4 ? LANES / 4 : columns <= LANES / 2 ? LANES / 2 : columns <= LANES ? LANES : WIDTH;
}

// The same where b is a packed panel.
static void NAME(edge_block)(size_t rows, size_t columns, size_t k, NAME(operand) a, const REAL *b,
                             NAME(addend) begin, REAL *out, size_t out_row) {
    NAME(block_of)(rows, columns, k, a, b, WIDTH, begin, out, out_row);
}
#else
static void NAME(block_of)(size_t rows, size_t columns, size_t k, NAME(operand) a, const REAL *b, size_t b_row,
                           NAME(addend) begin, REAL *out, size_t out_row) {
    switch (columns <= LANES ? rows : rows + ROWS) {
#define CASE(r) \
    case r: NAME(block)(r, 1, LANES, k, a, b, b_row, begin, out, out_row); break; \
    case r + ROWS: NAME(block)(r, 2, LANES, k, a, b, b_row, begin, out, out_row); break;
        EACH_ROW_COUNT
#undef CASE
    }
}

static INLINE size_t NAME(block_width)(size_t columns) { return columns <= LANES ? LANES : WIDTH; }

// The same where fewer columns are there than a block has, and b is a packed panel: through a block of its own.
static void NAME(edge_block)(size_t rows, size_t columns, size_t k, NAME(operand) a, const REAL *b,
                             NAME(addend) begin, REAL *out, size_t out_row) {
    REAL edge[ROWS * WIDTH] = {0};
    for (size_t r = 0; begin.start && r < rows; r++)
        memcpy(edge + r * WIDTH, begin.start + r * begin.row, columns * sizeof(REAL));
    NAME(block_of)(rows, columns, k, a, b, WIDTH, (NAME(addend)){begin.start ? edge : NULL, WIDTH}, edge, WIDTH);
    for (size_t r = 0; r < rows; r++) memcpy(out + r * out_row, edge + r * WIDTH, columns * sizeof(REAL));
}
#endif

// The rows of the next block where `left` are left: as many blocks as are needed, as even as can be, since one of few rows
// takes as long as one of twice as many.
static INLINE size_t NAME(block_rows)(size_t left) {
    const size_t blocks = (left + ROWS - 1) / ROWS;
    return (left + blocks - 1) / blocks;
}

// The room that a whole packed matrix [k][n] takes, in elements.
static size_t NAME(packed_count)(size_t k, size_t n) { return (n + WIDTH - 1) / WIDTH * WIDTH * k; }

// Packs a panel of b: `width` columns of `depth` rows, filled up with zeros.
static INLINE void NAME(pack_panel)(NAME(operand) b, size_t depth, size_t width, REAL *packed) {
    if (width < WIDTH) memset(packed, 0, depth * WIDTH * sizeof(REAL));
    if (b.row == 1) {
        NAME(transpose)(b.start, width, depth, b.step, packed, WIDTH);
    } else if (width == WIDTH) {
        for (size_t p = 0; p < depth; p++) memcpy(packed + p * WIDTH, b.start + p * b.row, WIDTH * sizeof(REAL));
    } else {
        for (size_t p = 0; p < depth; p++) memcpy(packed + p * WIDTH, b.start + p * b.row, width * sizeof(REAL));
    }
}

// Packs b [k][n]: in layers of DEPTH rows, panel after panel; the last panel is filled up with zeros.
static void NAME(pack)(NAME(operand) b, size_t k, size_t n, REAL *packed) {
    for (size_t first = 0; first < k; first += DEPTH) {
        const size_t depth = k - first < DEPTH ? k - first : DEPTH;
        for (size_t column = 0; column < n; column += WIDTH, packed += depth * WIDTH) {
            const size_t width = n - column < WIDTH ? n - column : WIDTH;
            const REAL *source = b.start + first * b.row + column * b.step;
            NAME(pack_panel)((NAME(operand)){source, b.row, b.step}, depth, width, packed);
        }
    }
}

// Lays a transposed part of the first matrix out block after block, ROWS numbers after ROWS numbers.
static void NAME(gather_blocks)(NAME(operand) a, size_t m, size_t k, REAL *blocks) {
    for (size_t i = 0; i < m; blocks += k * ROWS) {
        const REAL *source = a.start + i;
        const size_t rows = NAME(block_rows)(m - i);
        if (rows == ROWS)
            for (size_t p = 0; p < k; p++) memcpy(blocks + p * ROWS, source + p * a.step, ROWS * sizeof(REAL));
        else
            for (size_t p = 0; p < k; p++) memcpy(blocks + p * ROWS, source + p * a.step, rows * sizeof(REAL));
        i += rows;
    }
}

// One panel of the result: the rows of a block after block, with the packed panel of b, which is `width` wide.
static INLINE void NAME(multiply_panel)(NAME(operand) a, const REAL *blocks, size_t m, size_t width, size_t depth,
                                        const REAL *panel, NAME(addend) begin, REAL *out, size_t out_row) {
    for (size_t i = 0, number = 0, rows; i < m; i += rows, number++) {
        rows = NAME(block_rows)(m - i);
        const NAME(addend) here = NAME(addend_at)(begin, i, 0);
        const NAME(operand) block = blocks ? (NAME(operand)){blocks + number * depth * ROWS, 1, ROWS}
                                           : (NAME(operand)){a.start + i * a.row, a.row, 1};
        if (width < WIDTH) NAME(edge_block)(rows, width, depth, block, panel, here, out + i * out_row, out_row);
        else NAME(block_of)(rows, WIDTH, depth, block, panel, WIDTH, here, out + i * out_row, out_row);
    }
}

// out [m][n] = begin + a·b, with b packed; `begin` may be out.
static void NAME(multiply_packed)(NAME(operand) a, size_t m, size_t n, size_t k, const REAL *packed, NAME(addend) begin,
                                  REAL *out, size_t out_row) {
    const int gathering = a.step != 1;
    REAL *blocks = gathering ? ck_scratch(CK_SCRATCH_BLOCKS, (TALL + TALL / ROWS) * DEPTH * sizeof(REAL)) : NULL;
    for (size_t first = 0; first < k; first += DEPTH) {
        const size_t depth = k - first < DEPTH ? k - first : DEPTH;
        for (size_t top = 0; top < m; top += TALL) {
            const size_t tall = m - top < TALL ? m - top : TALL;
            const NAME(operand) part = {a.start + top * a.row + first * a.step, a.row, a.step};
            if (gathering) NAME(gather_blocks)(part, tall, depth, blocks);
            for (size_t j = 0; j < n; j += WIDTH) {
                const size_t place = top * out_row + j, width = n - j < WIDTH ? n - j : WIDTH;
                NAME(multiply_panel)(part, blocks, tall, width, depth, packed + j * depth, NAME(addend_at)(begin, top, j),
                                     out + place, out_row);
            }
        }
        packed += NAME(packed_count)(depth, n);
        begin = (NAME(addend)){out, out_row};
    }
}

// Columns of whole panels from `first_column` to `end`, as far as there are any, of out [m][n] = begin + a·b, where the second-level cache holds a layer of a: each panel of b
// is packed where the first-level cache keeps it, and meets all rows at once.
static void NAME(multiply_columns)(NAME(operand) a, size_t m, size_t n, size_t k, NAME(operand) b, NAME(addend) begin,
                                   REAL *out, size_t first_column, size_t end) {
    const int gathering = a.step != 1;
    REAL *panel = ck_scratch(CK_SCRATCH_PANEL, SHALLOW * WIDTH * sizeof(REAL));
    REAL *blocks = gathering ? ck_scratch(CK_SCRATCH_BLOCKS, (m + m / ROWS + ROWS) * SHALLOW * sizeof(REAL)) : NULL;
    for (size_t first = 0; first < k; first += SHALLOW) {
        const size_t depth = k - first < SHALLOW ? k - first : SHALLOW;
        const NAME(operand) part = {a.start + first * a.step, a.row, a.step};
        if (gathering) NAME(gather_blocks)(part, m, depth, blocks);
        for (size_t j = first_column; j < end; j += WIDTH) {
            const size_t width = n - j < WIDTH ? n - j : WIDTH;
            NAME(pack_panel)((NAME(operand)){b.start + first * b.row + j * b.step, b.row, b.step}, depth, width, panel);
            NAME(multiply_panel)(part, blocks, m, width, depth, panel, NAME(addend_at)(begin, 0, j), out + j, n);
        }
        begin = (NAME(addend)){out, n};
    }
}

// out [m][n] = a·b for matrices that the first-level cache holds, as they lie: b in rows, at least a block wide. The last
// panel overlaps the one before it, and computes the same numbers again.
static void NAME(multiply_small)(NAME(operand) a, size_t m, size_t n, size_t k, NAME(operand) b, REAL *out) {
    for (size_t j = 0; j < n; j += WIDTH) {
        const size_t width = NAME(block_width)(n - j < WIDTH ? n - j : WIDTH), column = n - j < width ? n - width : j;
        for (size_t i = 0, rows; i < m; i += rows) {
            rows = NAME(block_rows)(m - i);
            const NAME(operand) block = {a.start + i * a.row, a.row, a.step};
            NAME(block_of)(rows, width, k, block, b.start + column, b.row, (NAME(addend)){NULL, 0}, out + i * n + column, n);
        }
    }
}

// The matrix product: blocks of the result held in registers, the second matrix packed in panels as wide as a block.
//
// Every element of the result is a sum over k in one order, whatever part of the result is computed with it.
// Source: K. Goto and R. van de Geijn, “Anatomy of High-Performance Matrix Multiplication”, 2008; the BLIS project.

// A block: ROWS × WIDTH numbers. A layer of the product: DEPTH deep, TALL rows of the first matrix at a time.
#define ROWS 6
#define WIDTH (2 * LANES)
#define DEPTH 256
#define TALL 96

// A matrix as it lies in memory, transposed or not: element (i, p) is at i·row + p·step.
typedef struct {
    const REAL *start;
    size_t row, step;
} NAME(operand);

// out = start + a·b for a block, `vectors` wide, whose rows of b begin `b_row` after each other; start, which lies as out
// does and may be it, is null for zeros.
static INLINE void NAME(block)(size_t rows, size_t vectors, size_t k, NAME(operand) a, const REAL *b, size_t b_row,
                               const REAL *start, REAL *out, size_t out_row) {
    VEC sum[ROWS][2];
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++)
#pragma clang loop unroll(full)
        for (size_t c = 0; c < vectors; c++)
            sum[r][c] = start ? NAME(load)(start + r * out_row + c * LANES) : NAME(splat)(0);
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
        for (size_t c = 0; c < vectors; c++) NAME(store)(out + r * out_row + c * LANES, sum[r][c]);
}

static void NAME(block_of)(size_t rows, size_t columns, size_t k, NAME(operand) a, const REAL *b, size_t b_row,
                           const REAL *start, REAL *out, size_t out_row) {
    switch (columns <= LANES ? rows : rows + ROWS) {
#define CASE(r) \
    case r: NAME(block)(r, 1, k, a, b, b_row, start, out, out_row); break; \
    case r + ROWS: NAME(block)(r, 2, k, a, b, b_row, start, out, out_row); break;
        CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#undef CASE
    }
}

// The same where fewer columns are there than a block has: through a block of its own; b is a packed panel.
static void NAME(edge_block)(size_t rows, size_t columns, size_t k, NAME(operand) a, const REAL *b, const REAL *start,
                             REAL *out, size_t out_row) {
    REAL edge[ROWS * WIDTH] = {0};
    for (size_t r = 0; start && r < rows; r++) memcpy(edge + r * WIDTH, start + r * out_row, columns * sizeof(REAL));
    NAME(block_of)(rows, columns, k, a, b, WIDTH, start ? edge : NULL, edge, WIDTH);
    for (size_t r = 0; r < rows; r++) memcpy(out + r * out_row, edge + r * WIDTH, columns * sizeof(REAL));
}

// The rows of the next block where `left` are left: as many blocks as are needed, as even as can be, since one of few rows
// takes as long as one of twice as many.
static INLINE size_t NAME(block_rows)(size_t left) {
    const size_t blocks = (left + ROWS - 1) / ROWS;
    return (left + blocks - 1) / blocks;
}

// The room that a whole packed matrix [k][n] takes, in elements.
static size_t NAME(packed_count)(size_t k, size_t n) { return (n + WIDTH - 1) / WIDTH * WIDTH * k; }

// Packs b [k][n]: in layers of DEPTH rows, panel after panel; the last panel is filled up with zeros.
static void NAME(pack)(NAME(operand) b, size_t k, size_t n, REAL *packed) {
    for (size_t first = 0; first < k; first += DEPTH) {
        const size_t depth = k - first < DEPTH ? k - first : DEPTH;
        for (size_t column = 0; column < n; column += WIDTH, packed += depth * WIDTH) {
            const size_t width = n - column < WIDTH ? n - column : WIDTH;
            const REAL *source = b.start + first * b.row + column * b.step;
            if (width < WIDTH) memset(packed, 0, depth * WIDTH * sizeof(REAL));
            if (b.row == 1) {
                NAME(transpose)(source, width, depth, b.step, packed, WIDTH);
            } else if (width == WIDTH) {
                for (size_t p = 0; p < depth; p++) memcpy(packed + p * WIDTH, source + p * b.row, WIDTH * sizeof(REAL));
            } else {
                for (size_t p = 0; p < depth; p++) memcpy(packed + p * WIDTH, source + p * b.row, width * sizeof(REAL));
            }
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

// out [m][n] = start + a·b, with b packed; start lies as out does and may be it, or is null for zeros.
static void NAME(multiply_packed)(NAME(operand) a, size_t m, size_t n, size_t k, const REAL *packed, const REAL *start,
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
                const REAL *panel = packed + j * depth;
                for (size_t i = 0, number = 0, rows; i < tall; i += rows, number++) {
                    rows = NAME(block_rows)(tall - i);
                    const size_t place = (top + i) * out_row + j;
                    const REAL *begin = start ? start + place : NULL;
                    const NAME(operand) block = gathering ? (NAME(operand)){blocks + number * depth * ROWS, 1, ROWS}
                                                          : (NAME(operand)){part.start + i * part.row, part.row, 1};
                    if (n - j < WIDTH) NAME(edge_block)(rows, n - j, depth, block, panel, begin, out + place, out_row);
                    else NAME(block_of)(rows, WIDTH, depth, block, panel, WIDTH, begin, out + place, out_row);
                }
            }
        }
        packed += NAME(packed_count)(depth, n);
        start = out;
    }
}

// out [m][n] = a·b for matrices that the first-level cache holds, as they lie: b in rows, at least a block wide. The last
// panel overlaps the one before it, and computes the same numbers again.
static void NAME(multiply_small)(NAME(operand) a, size_t m, size_t n, size_t k, NAME(operand) b, REAL *out) {
    for (size_t j = 0; j < n; j += WIDTH) {
        const size_t width = n - j <= LANES ? LANES : WIDTH, column = n - j < width ? n - width : j;
        for (size_t i = 0, rows; i < m; i += rows) {
            rows = NAME(block_rows)(m - i);
            const NAME(operand) block = {a.start + i * a.row, a.row, a.step};
            NAME(block_of)(rows, width, k, block, b.start + column, b.row, NULL, out + i * n + column, n);
        }
    }
}

// Transposition, four rows and columns at a time.

#define QUAD NAME(quad)

typedef REAL QUAD __attribute__((vector_size(4 * sizeof(REAL))));

// Four rows of four become four columns.
static INLINE void NAME(transpose_quads)(QUAD rows[4]) {
    const QUAD ab0 = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
    const QUAD ab1 = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
    const QUAD cd0 = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
    const QUAD cd1 = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
    rows[0] = __builtin_shufflevector(ab0, cd0, 0, 1, 4, 5);
    rows[1] = __builtin_shufflevector(ab0, cd0, 2, 3, 6, 7);
    rows[2] = __builtin_shufflevector(ab1, cd1, 0, 1, 4, 5);
    rows[3] = __builtin_shufflevector(ab1, cd1, 2, 3, 6, 7);
}

// out[j][i] = x[i][j]; the rows begin x_row and out_row after each other.
static void NAME(transpose)(const REAL *x, size_t rows, size_t columns, size_t x_row, REAL *out, size_t out_row) {
    for (size_t i = 0; i < rows; i += 4) {
        size_t j = 0;
        for (; i + 4 <= rows && j + 4 <= columns; j += 4) {
            const REAL *p = x + i * x_row + j;
            REAL *q = out + j * out_row + i;
            QUAD lines[4];
#pragma clang loop unroll(full)
            for (size_t r = 0; r < 4; r++) memcpy(&lines[r], p + r * x_row, sizeof lines[r]);
            NAME(transpose_quads)(lines);
#pragma clang loop unroll(full)
            for (size_t r = 0; r < 4; r++) memcpy(q + r * out_row, &lines[r], sizeof lines[r]);
        }
        const size_t end = rows - i < 4 ? rows : i + 4;
        for (; j < columns; j++)
            for (size_t r = i; r < end; r++) out[j * out_row + r] = x[r * x_row + j];
    }
}

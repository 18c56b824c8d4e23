// Transposition, four rows and columns at a time.

#define QUAD NAME(quad)

typedef REAL QUAD __attribute__((vector_size(4 * sizeof(REAL))));

// out[j][i] = x[i][j]; the rows begin x_row and out_row after each other.
static void NAME(transpose)(const REAL *x, size_t rows, size_t columns, size_t x_row, REAL *out, size_t out_row) {
    for (size_t i = 0; i < rows; i += 4) {
        size_t j = 0;
        for (; i + 4 <= rows && j + 4 <= columns; j += 4) {
            const REAL *p = x + i * x_row + j;
            REAL *q = out + j * out_row + i;
            QUAD a, b, c, d;
            memcpy(&a, p, sizeof a);
            memcpy(&b, p + x_row, sizeof b);
            memcpy(&c, p + 2 * x_row, sizeof c);
            memcpy(&d, p + 3 * x_row, sizeof d);
            const QUAD ab0 = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab1 = __builtin_shufflevector(a, b, 2, 6, 3, 7);
            const QUAD cd0 = __builtin_shufflevector(c, d, 0, 4, 1, 5), cd1 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
            a = __builtin_shufflevector(ab0, cd0, 0, 1, 4, 5);
            b = __builtin_shufflevector(ab0, cd0, 2, 3, 6, 7);
            c = __builtin_shufflevector(ab1, cd1, 0, 1, 4, 5);
            d = __builtin_shufflevector(ab1, cd1, 2, 3, 6, 7);
            memcpy(q, &a, sizeof a);
            memcpy(q + out_row, &b, sizeof b);
            memcpy(q + 2 * out_row, &c, sizeof c);
            memcpy(q + 3 * out_row, &d, sizeof d);
        }
        const size_t end = rows - i < 4 ? rows : i + 4;
        for (; j < columns; j++)
            for (size_t r = i; r < end; r++) out[j * out_row + r] = x[r * x_row + j];
    }
}

// The matrix product of any two matrices, by the way that suits their sizes.

// The numbers of two matrices that the first-level cache holds.
#define SMALL 8192

typedef struct {
    NAME(operand) a, b;
    size_t m, n, k;
    const REAL *packed, *start;
    REAL *out;
} NAME(product);

// A part of the columns of a product.
static void NAME(multiply_part_of_columns)(const void *context, size_t part, size_t parts) {
    const NAME(product) *task = context;
    const size_t panels = (task->n + WIDTH - 1) / WIDTH;
    const size_t first = panels * part / parts * WIDTH, next = panels * (part + 1) / parts * WIDTH;
    NAME(multiply_columns)(task->a, task->m, task->n, task->k, task->b, task->start, task->out, first,
                           next < task->n ? next : task->n);
}

// A part of the rows of a product: parts do not depend on each other.
static void NAME(multiply_part)(const void *context, size_t part, size_t parts) {
    const NAME(product) *task = context;
    const size_t blocks = (task->m + ROWS - 1) / ROWS;
    const size_t first = blocks * part / parts * ROWS, next = blocks * (part + 1) / parts * ROWS;
    const size_t end = next < task->m ? next : task->m;
    NAME(operand) a = task->a;
    a.start += first * a.row;
    const size_t place = first * task->n;
    if (first < end)
        NAME(multiply_packed)(a, end - first, task->n, task->k, task->packed, task->start ? task->start + place : NULL,
                              task->out + place, task->n);
}

// out [m][n] = a·b, added to what is there when `adding`.
static void NAME(matmul)(int a_transposed, int b_transposed, size_t m, size_t n, size_t k, const REAL *a, const REAL *b,
                         REAL *out, int adding) {
    const NAME(operand) left = {a, a_transposed ? 1 : k, a_transposed ? m : 1};
    const NAME(operand) right = {b, b_transposed ? 1 : n, b_transposed ? k : 1};
    const REAL *start = adding ? out : NULL;
    if (m == 0 || n == 0) return;
    if (m == 1 && n == 1) {
        NAME(matrix_vector)(a, b, 1, k, k, start, out);
    } else if (k == 1) {
        NAME(outer)(a, b, m, n, out, adding);
    } else if (m == 1 && b_transposed) {
        NAME(matrix_vector)(b, a, n, k, k, start, out);
    } else if (m == 1) {
        const NAME(row_matrix) rows = NAME(rows_of)(b, k, n, n);
        NAME(vector_matrix)(a, &rows, start, out, 0);
    } else if (n == 1 && a_transposed) {
        const NAME(row_matrix) rows = NAME(rows_of)(a, k, m, m);
        NAME(vector_matrix)(b, &rows, start, out, 0);
    } else if (n == 1) {
        NAME(matrix_vector)(a, b, m, k, k, start, out);
    } else if (!adding && !b_transposed && n >= WIDTH && (m + n) * k <= SMALL) {
        NAME(multiply_small)(left, m, n, k, right, out);
    } else if (m <= SHORT) {
        const NAME(product) task = {left, right, m, n, k, NULL, start, out};
        ck_parallel(NAME(multiply_part_of_columns), &task, (double)m * n * k, (n + WIDTH - 1) / WIDTH);
    } else {
        REAL *packed = ck_scratch(CK_SCRATCH_PACKED, NAME(packed_count)(k, n) * sizeof(REAL));
        NAME(pack)(right, k, n, packed);
        const NAME(product) task = {left, right, m, n, k, packed, start, out};
        ck_parallel(NAME(multiply_part), &task, (double)m * n * k, (m + ROWS - 1) / ROWS);
    }
}

// out [m][n] = x [m][k] · w [k][n] + b [n] in every row.
static void NAME(affine)(size_t m, size_t n, size_t k, const REAL *x, const REAL *w, const REAL *b, REAL *out) {
    for (size_t i = 0; i < m; i++) memcpy(out + i * n, b, n * sizeof(REAL));
    NAME(matmul)(0, 0, m, n, k, x, w, out, 1);
}

// The matrix product of any two matrices, by the way that suits their sizes.

// The numbers of two matrices that the first-level cache holds.
#define SMALL 8192

typedef struct {
    NAME(operand) a, b;
    size_t m, n, k;
    const REAL *packed;
    NAME(addend) begin;
    REAL *out;
} NAME(product);

// A part of the columns of a product.
static void NAME(multiply_part_of_columns)(const void *context, size_t part, size_t parts) {
    const NAME(product) *task = context;
    const size_t panels = (task->n + WIDTH - 1) / WIDTH;
    NAME(multiply_columns)(task->a, task->m, task->n, task->k, task->b, task->begin, task->out,
                           panels * part / parts * WIDTH, panels * (part + 1) / parts * WIDTH);
}

// A part of the rows of a product: parts do not depend on each other.
static void NAME(multiply_part)(const void *context, size_t part, size_t parts) {
    const NAME(product) *task = context;
    const size_t blocks = (task->m + ROWS - 1) / ROWS;
    const size_t first = blocks * part / parts * ROWS, next = blocks * (part + 1) / parts * ROWS;
    const size_t end = next < task->m ? next : task->m;
    NAME(operand) a = task->a;
    a.start += first * a.row;
    if (first < end)
        NAME(multiply_packed)(a, end - first, task->n, task->k, task->packed, NAME(addend_at)(task->begin, first, 0),
                              task->out + first * task->n, task->n);
}

// out [m][n] = begin + a·b, in blocks, on several threads where that is worth while.
static void NAME(multiply)(NAME(operand) a, NAME(operand) b, size_t m, size_t n, size_t k, NAME(addend) begin, REAL *out) {
    NAME(product) task = {a, b, m, n, k, NULL, begin, out};
    if (m <= SHORT) {
        ck_parallel(NAME(multiply_part_of_columns), &task, (double)m * n * k, (n + WIDTH - 1) / WIDTH);
    } else {
        REAL *packed = ck_scratch(CK_SCRATCH_PACKED, NAME(packed_count)(k, n) * sizeof(REAL));
        NAME(pack)(b, k, n, packed);
        task.packed = packed;
        ck_parallel(NAME(multiply_part), &task, (double)m * n * k, (m + ROWS - 1) / ROWS);
    }
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
    } else {
        NAME(multiply)(left, right, m, n, k, (NAME(addend)){start, n}, out);
    }
}

// Factors so few that a result's numbers are computed one vector after another, with the matrix in the first-level cache.
#define NARROW_INPUTS 8

static INLINE int NAME(is_narrow)(size_t n, size_t k) { return n > 1 && k > 0 && k <= NARROW_INPUTS; }

// out [m][n] = x [m][k] · w [k][n] + b [n] in every row, for a k that is known.
static INLINE void NAME(affine_of)(size_t k, size_t m, size_t n, const REAL *x, const REAL *w, const REAL *b, REAL *out) {
    const size_t whole = n - n % LANES;
    for (size_t i = 0; i < m; i++, x += k, out += n) {
        for (size_t j = 0; j < whole; j += LANES) {
            VEC sum = NAME(load)(b + j);
#pragma clang loop unroll(full)
            for (size_t p = 0; p < k; p++) sum += NAME(load)(w + p * n + j) * x[p];
            NAME(store)(out + j, sum);
        }
        if (whole == n) continue;
        VEC sum = NAME(load_part)(b + whole, n - whole);
#pragma clang loop unroll(full)
        for (size_t p = 0; p < k; p++) sum += NAME(load_part)(w + p * n + whole, n - whole) * x[p];
        NAME(store_part)(out + whole, sum, n - whole);
    }
}

// out [m][n] = x [m][k] · w [k][n] + b [n] in every row.
static void NAME(affine)(size_t m, size_t n, size_t k, const REAL *x, const REAL *w, const REAL *b, REAL *out) {
    if (NAME(is_narrow)(n, k)) {
        switch (k) {
#define CASE(k) case k: NAME(affine_of)(k, m, n, x, w, b, out); return;
            CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)
#undef CASE
        }
    }
    if (m > 1 && n > 1 && k > 0) {
        NAME(multiply)((NAME(operand)){x, k, 1}, (NAME(operand)){w, n, 1}, m, n, k, (NAME(addend)){b, 0}, out);
    } else {
        for (size_t i = 0; i < m; i++) memcpy(out + i * n, b, n * sizeof(REAL));
        NAME(matmul)(0, 0, m, n, k, x, w, out, 1);
    }
}

// Reductions of a run, and moves.

#define PARTIAL (16 / LANES)

// Sixteen partial sums whatever the width of a vector: fast, more exact than one, and equal on every machine.
static REAL NAME(sum)(const REAL *x, size_t count) {
    VEC part[PARTIAL] = {{0}};
    const size_t whole = count - count % 16;
    for (size_t i = 0; i < whole; i += 16)
        for (size_t j = 0; j < PARTIAL; j++) part[j] += NAME(load)(x + i + j * LANES);
    REAL lane[16];
    for (size_t j = 0; j < PARTIAL; j++) NAME(store)(lane + j * LANES, part[j]);
    for (size_t i = whole; i < count; i++) lane[i - whole] += x[i];
    for (size_t half = 8; half > 0; half /= 2)
        for (size_t j = 0; j < half; j++) lane[j] += lane[j + half];
    return lane[0];
}

static void NAME(reduce_run)(ck_reduce_op op, const REAL *x, REAL *out, size_t count) {
    REAL result = *out;
    switch (op) {
    case CK_REDUCE_SUM:
        result += NAME(sum)(x, count);
        break;
    case CK_REDUCE_MAXIMUM:
        for (size_t i = 0; i < count; i++) result = x[i] > result || x[i] != x[i] ? x[i] : result;
        break;
    case CK_REDUCE_MINIMUM:
        for (size_t i = 0; i < count; i++) result = x[i] < result || x[i] != x[i] ? x[i] : result;
        break;
    }
    *out = result;
}

// The columns of some vectors are summed in registers while the rows go by.
static INLINE void NAME(sum_columns)(size_t vectors, size_t lanes, const REAL *x, size_t rows, size_t width, REAL *out) {
    VEC sum[4];
#pragma clang loop unroll(full)
    for (size_t c = 0; c < vectors; c++) sum[c] = NAME(load_up_to)(out + c * LANES, lanes);
    for (size_t i = 0; i < rows; i++, x += width)
#pragma clang loop unroll(full)
        for (size_t c = 0; c < vectors; c++) sum[c] += NAME(load_up_to)(x + c * LANES, lanes);
#pragma clang loop unroll(full)
    for (size_t c = 0; c < vectors; c++) NAME(store_up_to)(out + c * LANES, sum[c], lanes);
}

typedef struct {
    const REAL *x;
    size_t rows, width;
    REAL *out;
} NAME(row_sums);

// A part of the columns, in whole vectors but for the last.
static void NAME(sum_part_of_columns)(const void *context, size_t part, size_t parts) {
    const NAME(row_sums) *task = context;
    const size_t vectors = (task->width + LANES - 1) / LANES, next = vectors * (part + 1) / parts * LANES;
    const size_t end = next < task->width ? next : task->width, rows = task->rows, width = task->width;
    const REAL *x = task->x;
    REAL *out = task->out;
    size_t j = vectors * part / parts * LANES;
    for (; j + 4 * LANES <= end; j += 4 * LANES) NAME(sum_columns)(4, LANES, x + j, rows, width, out + j);
    for (; j + LANES <= end; j += LANES) NAME(sum_columns)(1, LANES, x + j, rows, width, out + j);
#if VECTOR_BYTES == 64
    if (j < end) NAME(sum_columns)(1, end - j, x + j, rows, width, out + j);
#else
    for (; j < end; j++)
        for (size_t i = 0; i < rows; i++) out[j] += x[i * width + j];
#endif
}

// out[j] += x[0][j], then x[1][j], …: in the order of the rows.
static void NAME(sum_rows)(const REAL *x, size_t rows, size_t width, REAL *out) {
    const NAME(row_sums) task = {x, rows, width, out};
    ck_parallel(NAME(sum_part_of_columns), &task, (double)rows * width * READ_ONCE, (width + LANES - 1) / LANES);
}

static void NAME(fill)(REAL value, REAL *out, size_t count) {
    for (size_t i = 0; i < count; i++) out[i] = value;
}

static void NAME(gather)(const REAL *x, size_t stride, REAL *out, size_t count) {
    if (stride == 1) {
        memcpy(out, x, count * sizeof(REAL));
        return;
    }
    for (size_t i = 0; i < count; i++) out[i] = x[i * stride];
}

static void NAME(scatter_add)(const REAL *x, REAL *out, size_t stride, size_t count) {
    for (size_t i = 0; i < count; i++) out[i * stride] += x[i];
}

static int NAME(all_finite)(const REAL *x, size_t count) {
    // A finite number less itself is 0; an infinity or a NaN gives a NaN, which stays in the sum.
    VEC rest = {0};
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        const VEC v = NAME(load)(x + i);
        rest += v - v;
    }
    const VEC v = NAME(load_part)(x + i, count - i);
    rest += v - v;
    REAL lane[LANES], sum = 0;
    NAME(store)(lane, rest);
    for (size_t j = 0; j < LANES; j++) sum += lane[j];
    return sum == 0;
}
#undef PARTIAL

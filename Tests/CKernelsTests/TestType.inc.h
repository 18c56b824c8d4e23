// The tests for one element type.

typedef struct {
    REAL *start, *block;
} NAME(array);

// `count` numbers that begin `shift` elements after a cache line and end at the end of the block.
static NAME(array) NAME(make)(size_t count, size_t shift) {
    void *block = NULL;
    if (posix_memalign(&block, 64, (count + shift) * sizeof(REAL) + 1) != 0) abort();
    NAME(array) array = {(REAL *)block + shift, block};
    for (size_t i = 0; i < count; i++) array.start[i] = (REAL)number();
    return array;
}

// Adds numbers to the digest of all that the set computed; one NaN is as good as another.
static void NAME(hash)(const REAL *found, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint64_t bits = 0;
        if (found[i] == found[i]) memcpy(&bits, found + i, sizeof(REAL));
        else bits = 0x7ff8;
        digest = (digest ^ bits) * 0x100000001b3u;
        digest ^= digest >> 29;
    }
}

static void NAME(check)(const char *kernel, const char *where, const REAL *found, const double *wanted, size_t count,
                        double tolerance) {
    NAME(hash)(found, count);
    for (size_t i = 0; i < count; i++) {
        const double scale = fabs(wanted[i]) > 1 ? fabs(wanted[i]) : 1;
        if (!(fabs(found[i] - wanted[i]) <= tolerance * scale) && !(isnan(found[i]) && isnan(wanted[i])) &&
            !(found[i] == wanted[i])) {
            fail(kernel, TYPE, where, found[i], wanted[i]);
            return;
        }
    }
}

static double NAME(plain_unary)(ck_unary_op op, double v) {
    switch (op) {
    case CK_NEGATE: return -v;
    case CK_EXP: return exp(v);
    case CK_LOG: return log(v);
    case CK_SQRT: return sqrt(v);
    case CK_SIN: return sin(v);
    case CK_COS: return cos(v);
    case CK_TANH: return tanh(v);
    case CK_SIGMOID: return 1 / (1 + exp(-v));
    case CK_RELU: return v > 0 ? v : v != v ? v : 0;
    case CK_SOFTPLUS: return log1p(exp(-fabs(v))) + (v > 0 ? v : 0);
    case CK_ABS: return fabs(v);
    case CK_SIGN: return v > 0 ? 1 : v < 0 ? -1 : v;
    }
    return 0;
}

static double NAME(plain_binary)(ck_binary_op op, double p, double q) {
    switch (op) {
    case CK_ADD: return p + q;
    case CK_SUBTRACT: return p - q;
    case CK_MULTIPLY: return p * q;
    case CK_DIVIDE: return p / q;
    case CK_POWER: return pow(p, q);
    case CK_MAXIMUM: return p > q || p != p ? p : q;
    case CK_MINIMUM: return p < q || p != p ? p : q;
    case CK_GREATER: return p > q;
    case CK_GREATER_OR_EQUAL: return p >= q;
    case CK_EQUAL: return p == q;
    case CK_TANH_GRADIENT: return p * (1 - q * q);
    }
    return 0;
}

static void NAME(test_elementwise)(const TABLE *kernels, size_t count, size_t shift) {
    char where[80];
    double *wanted = malloc(count * sizeof(double));
    for (ck_unary_op op = CK_NEGATE; op <= CK_SIGN; op++) {
        NAME(array) x = NAME(make)(count, shift), out = NAME(make)(count, shift ? 0 : 1);
        if (op == CK_LOG || op == CK_SQRT) for (size_t i = 0; i < count; i++) x.start[i] = (REAL)fabs(x.start[i]);
        for (size_t i = 0; i < count; i++) wanted[i] = NAME(plain_unary)(op, x.start[i]);
        kernels->unary(op, x.start, out.start, count);
        snprintf(where, sizeof where, "op %d, count %zu, shift %zu", op, count, shift);
        NAME(check)("unary", where, out.start, wanted, count, 4 * EPSILON);
        kernels->unary(op, x.start, x.start, count);
        NAME(check)("unary in place", where, x.start, wanted, count, 4 * EPSILON);
        free(x.block);
        free(out.block);
    }
    for (ck_binary_op op = CK_ADD; op <= CK_EQUAL; op++)
        for (int strides = 0; strides < 4; strides++) {
            const size_t sa = strides & 1, sb = strides >> 1;
            NAME(array) a = NAME(make)(sa ? count : 1, shift), b = NAME(make)(sb ? count : 1, 1), out = NAME(make)(count, 2);
            if (op == CK_POWER) for (size_t i = 0; i < (sa ? count : 1); i++) a.start[i] = (REAL)fabs(a.start[i]);
            if (op == CK_EQUAL) a.start[0] = b.start[0];
            for (size_t i = 0; i < count; i++) wanted[i] = NAME(plain_binary)(op, a.start[i * sa], b.start[i * sb]);
            kernels->binary(op, a.start, sa, b.start, sb, out.start, count);
            snprintf(where, sizeof where, "op %d, count %zu, shift %zu, strides %zu %zu", op, count, shift, sa, sb);
            NAME(check)("binary", where, out.start, wanted, count, 4 * EPSILON);
            if (sa) {
                kernels->binary(op, a.start, sa, b.start, sb, a.start, count);
                NAME(check)("binary in place", where, a.start, wanted, count, 4 * EPSILON);
            }
            free(a.block);
            free(b.block);
            free(out.block);
        }
    free(wanted);
}

// What is special stays special: in every lane, NaN, infinities, zeros, and numbers at the edge of the range.
static void NAME(test_special)(const TABLE *kernels) {
    const double special[] = {NAN, INFINITY, -INFINITY, 0.0, -0.0, 1e30, -1e30, 88.0, 89.5, -88.0, -104.5, -90.0,
                              710.5, -746.5, 20.0, -20.0, 1e-30, -1e-30, 5e-4, 0.624, 0.626};
    const ck_unary_op ops[] = {CK_EXP, CK_TANH, CK_SIGMOID, CK_RELU, CK_ABS, CK_SIGN, CK_NEGATE, CK_SOFTPLUS};
    for (size_t o = 0; o < sizeof ops / sizeof ops[0]; o++)
        for (size_t s = 0; s < sizeof special / sizeof special[0]; s++)
            for (size_t lane = 0; lane < 9; lane++) {
                REAL x[9] = {0}, out[9];
                x[lane] = (REAL)special[s];
                kernels->unary(ops[o], x, out, 9);
                NAME(hash)(out, 9);
                const double wanted = (double)(REAL)NAME(plain_unary)(ops[o], x[lane]);
                char where[80];
                snprintf(where, sizeof where, "op %d of %g in lane %zu", ops[o], special[s], lane);
                const double error = fabs(out[lane] - wanted);
                if (isnan(wanted) ? !isnan(out[lane])
                    : !(out[lane] == wanted || error <= 6 * EPSILON * fabs(wanted) || error < 1e-44))
                    fail("special numbers", TYPE, where, out[lane], wanted);
                if (signbit(wanted) != signbit(out[lane]) && !isnan(wanted) && ops[o] == CK_TANH)
                    fail("the sign of zero", TYPE, where, out[lane], wanted);
            }
}

// What is not a number is neither the greatest nor the least, and is passed on: by two operands, and by a run.
static void NAME(test_missing)(const TABLE *kernels) {
    const ck_binary_op ops[] = {CK_MAXIMUM, CK_MINIMUM, CK_GREATER, CK_GREATER_OR_EQUAL, CK_EQUAL};
    for (size_t o = 0; o < sizeof ops / sizeof ops[0]; o++)
        for (size_t lane = 0; lane < 9; lane++)
            for (int both = 0; both < 3; both++) {
                REAL a[9], b[9], out[9];
                for (int i = 0; i < 9; i++) a[i] = (REAL)i, b[i] = (REAL)(8 - i);
                if (both != 1) a[lane] = (REAL)NAN;
                if (both != 0) b[lane] = (REAL)NAN;
                kernels->binary(ops[o], a, 1, b, 1, out, 9);
                for (int i = 0; i < 9; i++) {
                    const double wanted = NAME(plain_binary)(ops[o], a[i], b[i]);
                    if (isnan(wanted) ? !isnan(out[i]) : out[i] != wanted)
                        fail("binary of what is missing", TYPE, "", out[i], wanted);
                }
            }
    for (ck_reduce_op op = CK_REDUCE_SUM; op <= CK_REDUCE_MINIMUM; op++)
        for (size_t place = 0; place < 40; place++) {
            REAL x[40], out = 1;
            for (int i = 0; i < 40; i++) x[i] = (REAL)(i % 7);
            x[place] = (REAL)NAN;
            kernels->reduce_run(op, x, &out, 40);
            if (!isnan(out)) fail("reduce_run of what is missing", TYPE, "", out, NAN);
        }
}

// The stated bounds of exp, sigmoid and tanh, in units of the last place, on a fine grid.
static void NAME(test_accuracy)(const TABLE *kernels) {
    const ck_unary_op ops[] = {CK_EXP, CK_SIGMOID, CK_TANH};
    const double bounds[][2] = {{1.5, 1.5}, {3, 3}, {4, 3}};
    for (size_t o = 0; o < 3; o++) {
        double worst = 0, at = 0;
        for (int i = 0; i < (quick ? 1000 : 100000); i++) {
            REAL x[8], out[8];
            const double reach = i % 4 == 0 ? 80 : i % 4 == 1 ? 9 : i % 4 == 2 ? 1 : 1e-2;
            for (int j = 0; j < 8; j++) x[j] = (REAL)(number() * reach / 2);
            kernels->unary(ops[o], x, out, 8);
            NAME(hash)(out, 8);
            for (int j = 0; j < 8; j++) {
                const long double v = x[j];
                const long double wanted = o == 0 ? expl(v) : o == 1 ? 1 / (1 + expl(-v)) : tanhl(v);
                const double error = (double)(fabsl(out[j] - wanted) / fabsl(wanted)) / EPSILON;
                if (!(error <= worst)) worst = error, at = x[j];
            }
        }
        printf("%s, %s, op %d: %.2f units in the last place, at %g\n", set_name, TYPE, ops[o], worst, at);
        if (!(worst <= bounds[o][sizeof(REAL) == 8])) fail("accuracy", TYPE, "units in the last place", worst, at);
    }
}

static void NAME(test_runs)(const TABLE *kernels, size_t count, size_t shift) {
    NAME(array) x = NAME(make)(count, shift), out = NAME(make)(count, 1), spread = NAME(make)(3 * count, 0);
    double *wanted = malloc(3 * count * sizeof(double)), total = 0.5, largest = x.start[0], smallest = x.start[0];
    for (size_t i = 0; i < count; i++) {
        total += x.start[i];
        largest = x.start[i] > largest ? x.start[i] : largest;
        smallest = x.start[i] < smallest ? x.start[i] : smallest;
    }
    REAL results[3] = {(REAL)0.5, x.start[0], x.start[0]};
    const double expected[3] = {total, largest, smallest};
    for (ck_reduce_op op = CK_REDUCE_SUM; op <= CK_REDUCE_MINIMUM; op++)
        kernels->reduce_run(op, x.start, results + op, count);
    NAME(check)("reduce_run", "sum, maximum, minimum", results, expected, 3, (30 + (double)count) * EPSILON);
    // The order of the rows is that of the additions, to the bit; nothing is drawn here, so that the recorded digests stay.
    for (size_t rows = 0; rows <= 3; rows++) {
        REAL *sums = malloc(count * sizeof(REAL));
        memcpy(sums, x.start, count * sizeof(REAL));
        kernels->sum_rows(spread.start, rows, count, sums);
        for (size_t i = 0; i < count; i++) {
            REAL sum = x.start[i];
            for (size_t r = 0; r < rows; r++) sum += spread.start[r * count + i];
            if (sums[i] != sum) fail("sum_rows", TYPE, "", sums[i], sum);
        }
        free(sums);
    }
    for (size_t i = 0; i < count; i++) wanted[i] = 1.5;
    kernels->fill((REAL)1.5, out.start, count);
    NAME(check)("fill", "", out.start, wanted, count, 0);
    for (size_t stride = 1; stride <= 3; stride++) {
        for (size_t i = 0; i < count; i++) wanted[i] = spread.start[i * stride];
        kernels->gather(spread.start, stride, out.start, count);
        NAME(check)("gather", "", out.start, wanted, count, 0);
        for (size_t i = 0; i < 3 * count; i++) wanted[i] = spread.start[i];
        for (size_t i = 0; i < count; i++) wanted[i * stride] += x.start[i];
        kernels->scatter_add(x.start, spread.start, stride, count);
        NAME(check)("scatter_add", "", spread.start, wanted, 3 * count, EPSILON);
    }
    if (!kernels->all_finite(x.start, count)) fail("all_finite", TYPE, "finite", 0, 1);
    const REAL bad[] = {(REAL)NAN, (REAL)INFINITY, (REAL)-INFINITY};
    for (size_t i = 0; i < count; i += count > 40 ? 19 : 1) {
        const REAL kept = x.start[i];
        x.start[i] = bad[i % 3];
        if (kernels->all_finite(x.start, count)) fail("all_finite", TYPE, "not finite", 1, 0);
        x.start[i] = kept;
    }
    free(x.block);
    free(out.block);
    free(spread.block);
    free(wanted);
}

static void NAME(test_matmul)(const TABLE *kernels, size_t m, size_t n, size_t k) {
    double *wanted = malloc(m * n * sizeof(double));
    for (int form = 0; form < 8; form++) {
        const int ta = form & 1, tb = form >> 1 & 1, adding = form >> 2;
        NAME(array) a = NAME(make)(m * k, 1), b = NAME(make)(k * n, 3), out = NAME(make)(m * n, 1);
        for (size_t i = 0; i < m; i++)
            for (size_t j = 0; j < n; j++) {
                double sum = adding ? out.start[i * n + j] : 0;
                for (size_t p = 0; p < k; p++)
                    sum += (double)a.start[ta ? p * m + i : i * k + p] * b.start[tb ? j * k + p : p * n + j];
                wanted[i * n + j] = sum;
            }
        kernels->matmul(ta, tb, m, n, k, a.start, b.start, out.start, adding);
        char where[80];
        snprintf(where, sizeof where, "%zux%zux%zu, transposed %d %d, adding %d", m, n, k, ta, tb, adding);
        NAME(check)("matmul", where, out.start, wanted, m * n, EPSILON * (4 + 2.0 * (double)k));
        free(a.block);
        free(b.block);
        free(out.block);
    }
    free(wanted);
}

// One step of every optimiser, number by number: w and the two that are remembered, r and s, after the gradient g.
static void NAME(plain_move)(int rule, double g, double *r, double *s, double *w) {
    const double e = 1e-3, root = 0.01;
    double d;
    switch (rule) {
    case 0: *r += 0.1 * (g - *r), *s += 0.001 * (g * g - *s), *w = 0.75 * *w - root * *r / (sqrt(*s) + e); break;
    case 1: *r = 0.9 * *r + 0.1 * g * g, d = sqrt((*s + e) / (*r + e)) * g, *s = 0.9 * *s + 0.1 * d * d, *w -= root * d; break;
    case 2: *r = 0.9 * *r - root * g, *w += *r; break;
    case 3: *r = 0.9 * *r - root * g, *w += 0.9 * *r - root * g; break;
    case 4: *r += g * g, *w -= root * g / (sqrt(*r) + e); break;
    case 5: *r = 0.9 * *r + 0.1 * g * g, *w -= root * g / (sqrt(*r) + e); break;
    default: *w -= root * g;
    }
}

static void NAME(test_optimizers)(const TABLE *kernels, size_t count, size_t shift) {
    const char *names[] = {"adam", "adadelta", "momentum", "nesterov", "adagrad", "rmsprop", "sgd"};
    double *wanted = malloc(3 * count * sizeof(double));
    for (int rule = 0; rule < 7; rule++) {
        NAME(array) g = NAME(make)(count, shift), r = NAME(make)(count, 1), s = NAME(make)(count, 0), w = NAME(make)(count, 2);
        for (size_t i = 0; i < count; i++) {
            if (rule != 0) r.start[i] = (REAL)fabs(r.start[i]);
            s.start[i] = (REAL)fabs(s.start[i]);
            double values[] = {r.start[i], s.start[i], w.start[i]};
            NAME(plain_move)(rule, g.start[i], values, values + 1, values + 2);
            for (size_t j = 0; j < 3; j++) wanted[j * count + i] = values[j];
        }
        switch (rule) {
        case 0: kernels->adam(0.01, 0.9, 0.999, 1e-3, 0.25, g.start, r.start, s.start, w.start, count); break;
        case 1: kernels->adadelta(0.01, 0.9, 1e-3, g.start, r.start, s.start, w.start, count); break;
        case 2: kernels->momentum(0.01, 0.9, 0, g.start, r.start, w.start, count); break;
        case 3: kernels->momentum(0.01, 0.9, 1, g.start, r.start, w.start, count); break;
        case 4: kernels->adagrad(0.01, 1e-3, g.start, r.start, w.start, count); break;
        case 5: kernels->rmsprop(0.01, 0.9, 1e-3, g.start, r.start, w.start, count); break;
        default: kernels->sgd(0.01, g.start, w.start, count);
        }
        NAME(array) found[] = {r, s, w};
        const char *parts[] = {"the first memory", "the second memory", "the weights"};
        for (size_t j = 0; j < 3; j++)
            NAME(check)(names[rule], parts[j], found[j].start, wanted + j * count, count, 10 * EPSILON);
        free(g.block);
        for (size_t j = 0; j < 3; j++) free(found[j].block);
    }
    free(wanted);
}

// out [m][n] = x·w + b, a number after another.
static void NAME(affine_plainly)(size_t m, size_t n, size_t k, const REAL *x, const REAL *w, const REAL *b, double *out) {
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = b[j];
            for (size_t p = 0; p < k; p++) sum += (double)x[i * k + p] * w[p * n + j];
            out[i * n + j] = sum;
        }
}

static void NAME(test_affine)(const TABLE *kernels, size_t m, size_t n, size_t k) {
    NAME(array) x = NAME(make)(m * k, 1), w = NAME(make)(k * n, 2), b = NAME(make)(n, 0), out = NAME(make)(m * n, 3);
    double *wanted = malloc(m * n * sizeof(double));
    NAME(affine_plainly)(m, n, k, x.start, w.start, b.start, wanted);
    kernels->affine(m, n, k, x.start, w.start, b.start, out.start);
    char where[60];
    snprintf(where, sizeof where, "%zu x %zu x %zu", m, n, k);
    NAME(check)("affine", where, out.start, wanted, m * n, EPSILON * (4 + 2.0 * (double)k));
    NAME(array) all[] = {x, w, b, out};
    for (size_t i = 0; i < 4; i++) free(all[i].block);
    free(wanted);
}

#include "TestWindows.inc.h"
#include "TestTraining.inc.h"

// What is done in one pass has the bits of what is done one after the other.
static void NAME(test_pass)(const TABLE *kernels, size_t m, size_t n) {
    NAME(array) a = NAME(make)(m, 1), b = NAME(make)(n, 3), out = NAME(make)(m * n, 1), product = NAME(make)(m * n, 0);
    char where[80];
    snprintf(where, sizeof where, "%zux%zu", m, n);
    REAL *wanted = malloc(m * n * sizeof(REAL));
    kernels->matmul(0, 0, m, n, 1, a.start, b.start, product.start, 0);
    kernels->binary(CK_ADD, out.start, 1, product.start, 1, wanted, m * n);
    kernels->add_outer(a.start, b.start, m, n, out.start);
    if (memcmp(wanted, out.start, m * n * sizeof(REAL))) fail("add_outer", where, "other bits than in two passes", 1, 0);
    const REAL one = 1;
    kernels->binary(CK_MULTIPLY, out.start, 1, out.start, 1, wanted, m * n);
    kernels->binary(CK_SUBTRACT, &one, 0, wanted, 1, wanted, m * n);
    kernels->binary(CK_MULTIPLY, product.start, 1, wanted, 1, wanted, m * n);
    kernels->binary(CK_TANH_GRADIENT, product.start, 1, out.start, 1, product.start, m * n);
    if (memcmp(wanted, product.start, m * n * sizeof(REAL)))
        fail("tanh gradient", where, "other bits than in three passes", 1, 0);
    free(wanted);
    free(a.block);
    free(b.block);
    free(out.block);
    free(product.block);
}

static void NAME(test_passes)(const TABLE *kernels) {
    for (size_t i = 0; i < FEW; i++)
        for (size_t j = 0; j < FEW; j++) NAME(test_pass)(kernels, few[i], few[j]);
}

// More columns than one thread sums by itself, to the bit.
static void NAME(test_many_rows)(const TABLE *kernels) {
    const size_t rows = 400, width = 403;
    NAME(array) x = NAME(make)(rows * width, 1), sums = NAME(make)(width, 1);
    REAL *wanted = malloc(width * sizeof(REAL));
    memcpy(wanted, sums.start, width * sizeof(REAL));
    for (size_t i = 0; i < rows * width; i++) wanted[i % width] += x.start[i];
    kernels->sum_rows(x.start, rows, width, sums.start);
    for (size_t j = 0; j < width; j++)
        if (sums.start[j] != wanted[j]) fail("sum_rows", TYPE, "many", sums.start[j], wanted[j]);
    free(x.block);
    free(sums.block);
    free(wanted);
}

static void NAME(test_all)(const TABLE *kernels) {
    for (size_t i = 0; i < SIZES; i++)
        for (size_t shift = 0; shift < (quick ? 2 : 4); shift++) {
            NAME(test_elementwise)(kernels, sizes[i], shift);
            NAME(test_runs)(kernels, sizes[i], shift);
            NAME(test_optimizers)(kernels, sizes[i], shift);
        }
    NAME(test_special)(kernels);
    NAME(test_missing)(kernels);
    NAME(test_accuracy)(kernels);
    for (size_t i = 0; i < FEW - quick; i++)
        for (size_t j = 0; j < FEW - quick; j++)
            for (size_t p = 0; p < FEW - quick; p++) NAME(test_matmul)(kernels, few[i], few[j], few[p]);
    NAME(test_matmul)(kernels, 200, 130, 513);
    for (size_t i = 0; i < FEW - quick; i++)
        for (size_t j = 0; j < FEW - quick; j++)
            for (size_t k = 1; k <= 11; k++) NAME(test_affine)(kernels, few[i], few[j], k);
    // Several layers of it, of few rows and of many.
    NAME(test_affine)(kernels, 30, 130, 513);
    NAME(test_affine)(kernels, 530, 70, 300);
    NAME(test_many_rows)(kernels);
    NAME(test_windows)(kernels);
    NAME(test_trainings)(kernels);
}

#undef REAL
#undef NAME
#undef TABLE
#undef TYPE
#undef EPSILON

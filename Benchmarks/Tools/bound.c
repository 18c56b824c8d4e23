// The bound: step 59 of the book written by hand for AVX2 and FMA, or where the compiler may use it for AVX-512, without a
// library, to see what the machine can do.
//
// 1000 points of a sine, hidden size 100, windows of 30, batch 1, Adam, float32. It prints the loss of the last epoch and
// the seconds of all epochs. Rows are padded to whole vectors, 13 or 7, which the recurrence holds in registers.
#include <immintrin.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef __AVX512F__
typedef __m512 vec;
#define OP(name) _mm512_##name
#else
typedef __m256 vec;
#define OP(name) _mm256_##name
#endif
enum { LANES = sizeof(vec) / sizeof(float), H = 100, V = (H + LANES - 1) / LANES, P = V * LANES, T = 30, POINTS = 1000 };
typedef float row[P] __attribute__((aligned(sizeof(vec))));

// Weights, their gradients, and Adam's two moments: wh, wx, b, wo, bo.
typedef struct { row wh[H], wx, b, wo, bo; } net;
static net w, g, m, v;
static row h[T + 1], d[T], transposed[H];

static vec tanh_of(vec x) {
    x = OP(max_ps)(OP(min_ps)(x, OP(set1_ps)(7.90531110763549805f)), OP(set1_ps)(-7.90531110763549805f));
    const vec z = OP(mul_ps)(x, x);
    const float pc[] = {2.00018790482477e-13f, -8.60467152213735e-11f, 5.12229709037114e-08f, 1.48572235717979e-05f,
                        6.37261928875436e-04f, 4.89352455891786e-03f};
    const float qc[] = {1.18534705686654e-04f, 2.26843463243900e-03f, 4.89352518554385e-03f};
    vec p = OP(set1_ps)(-2.76076847742355e-16f), q = OP(set1_ps)(1.19825839466702e-06f);
    for (int i = 0; i < 6; i++) p = OP(fmadd_ps)(p, z, OP(set1_ps)(pc[i]));
    for (int i = 0; i < 3; i++) q = OP(fmadd_ps)(q, z, OP(set1_ps)(qc[i]));
    return OP(div_ps)(OP(mul_ps)(p, x), q);
}

// sum += x · matrix; the rows forwards or backwards, so that the last of one step are the first of the next.
static inline void recur(vec *sum, const float *x, row *matrix, int backwards) {
    for (int i = 0; i < H; i++) {
        const int r = backwards ? H - 1 - i : i;
        const vec factor = OP(set1_ps)(*(x + r));
        for (int c = 0; c < V; c++) sum[c] = OP(fmadd_ps)(factor, OP(load_ps)(matrix[r] + LANES * c), sum[c]);
    }
}

static float forward(const float *xs, const float *ts, float *error, int steps) {
    float loss = 0;
    for (int t = 0; t < steps; t++) {
        vec sum[V], y = OP(setzero_ps)();
        for (int c = 0; c < V; c++)
            sum[c] = OP(fmadd_ps)(OP(set1_ps)(*(xs + t)), OP(load_ps)(w.wx + LANES * c), OP(load_ps)(w.b + LANES * c));
        recur(sum, h[t], w.wh, t & 1);
        for (int c = 0; c < V; c++) {
            sum[c] = tanh_of(sum[c]);
            OP(store_ps)(h[t + 1] + LANES * c, sum[c]);
            y = OP(fmadd_ps)(sum[c], OP(load_ps)(w.wo + LANES * c), y);
        }
        float lane[LANES], output = w.bo[0];
        OP(storeu_ps)(lane, y);
        for (int i = 0; i < LANES; i++) output += lane[i];
        error[t] = output - ts[t];
        loss += error[t] * error[t];
    }
    return loss;
}

static void backward(const float *xs, const float *error, int steps) {
    for (int i = 0; i < H; i += 4)  // The transpose, in blocks of 4 × 4.
        for (int j = 0; j < H; j += 4) {
            __m128 a = _mm_load_ps(w.wh[i] + j), b = _mm_load_ps(w.wh[i + 1] + j);
            __m128 c = _mm_load_ps(w.wh[i + 2] + j), e = _mm_load_ps(w.wh[i + 3] + j);
            _MM_TRANSPOSE4_PS(a, b, c, e);
            _mm_store_ps(transposed[j] + i, a);
            _mm_store_ps(transposed[j + 1] + i, b);
            _mm_store_ps(transposed[j + 2] + i, c);
            _mm_store_ps(transposed[j + 3] + i, e);
        }
    memset(&g.wx, 0, 4 * sizeof(row));
    for (int t = steps - 1; t >= 0; t--) {
        const float dy = 2 * error[t];
        vec sum[V];
        for (int c = 0; c < V; c++) sum[c] = OP(mul_ps)(OP(set1_ps)(dy), OP(load_ps)(w.wo + LANES * c));
        if (t + 1 < steps) recur(sum, d[t + 1], transposed, t & 1);
        g.bo[0] += dy;
        for (int c = 0; c < V; c++) {
            const vec y = OP(load_ps)(h[t + 1] + LANES * c);
            const vec x = OP(mul_ps)(sum[c], OP(fnmadd_ps)(y, y, OP(set1_ps)(1)));
            OP(store_ps)(d[t] + LANES * c, x);
            OP(store_ps)(g.wo + LANES * c, OP(fmadd_ps)(OP(set1_ps)(dy), y, OP(load_ps)(g.wo + LANES * c)));
            OP(store_ps)(g.b + LANES * c, OP(add_ps)(x, OP(load_ps)(g.b + LANES * c)));
            OP(store_ps)(g.wx + LANES * c, OP(fmadd_ps)(OP(set1_ps)(xs[t]), x, OP(load_ps)(g.wx + LANES * c)));
        }
    }
    for (int i = 0; i < H; i += 4)  // hᵀ·d, four rows and three vectors at a time; one vector is left.
        for (int c = 0; c < V; c += 3) {
            const int width = V - c < 3 ? V - c : 3;
            vec sum[4][3];
            for (int r = 0; r < 12; r++) sum[r / 3][r % 3] = OP(setzero_ps)();
            for (int t = 0; t < steps; t++)
                for (int r = 0; r < 4; r++)
                    for (int k = 0; k < width; k++)
                        sum[r][k] = OP(fmadd_ps)(OP(set1_ps)(*(h[t] + i + r)), OP(load_ps)(d[t] + LANES * (c + k)), sum[r][k]);
            for (int r = 0; r < 4; r++)
                for (int k = 0; k < width; k++) OP(store_ps)(g.wh[i + r] + LANES * (c + k), sum[r][k]);
        }
}

static void adam(int step) {
    const float rate = 0.001f * sqrtf(1 - powf(0.999f, (float)step)) / (1 - powf(0.9f, (float)step));
    float *pw = (float *)&w, *pg = (float *)&g, *pm = (float *)&m, *pv = (float *)&v;
    for (size_t i = 0; i < sizeof w / 4; i += LANES) {
        const vec gi = OP(load_ps)(pg + i);
        vec mi = OP(load_ps)(pm + i), vi = OP(load_ps)(pv + i);
        mi = OP(fmadd_ps)(OP(sub_ps)(gi, mi), OP(set1_ps)(0.1f), mi);
        vi = OP(fmadd_ps)(OP(fmsub_ps)(gi, gi, vi), OP(set1_ps)(0.001f), vi);
        OP(store_ps)(pm + i, mi);
        OP(store_ps)(pv + i, vi);
        const vec under = OP(add_ps)(OP(sqrt_ps)(vi), OP(set1_ps)(1e-8f));
        const vec change = OP(div_ps)(OP(mul_ps)(mi, OP(set1_ps)(rate)), under);
        OP(store_ps)(pw + i, OP(sub_ps)(OP(load_ps)(pw + i), change));
    }
}

int main(int count, char **arguments) {
    const int epochs = count > 1 ? atoi(arguments[1]) : 100;
    float series[POINTS], error[T], loss = 0;
    for (int i = 0; i < POINTS; i++) series[i] = (float)(sin(2 * M_PI * i / (POINTS - 1)) + 0.1 * (drand48() - 0.5));
    for (int i = 0; i < H; i++) {
        for (int j = 0; j < H; j++) w.wh[i][j] = (float)((drand48() - 0.5) * 2 * sqrt(3.0 / H));
        w.wx[i] = (float)((drand48() - 0.5) * 2 * sqrt(3.0));
        w.wo[i] = (float)((drand48() - 0.5) * 2 * sqrt(3.0 / H));
    }
    const char *wanted = getenv("BENCH_CLOCK");
    const clockid_t clock = wanted && strcmp(wanted, "cpu") == 0 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC;
    struct timespec start, end;
    clock_gettime(clock, &start);
    for (int epoch = 0, step = 0; epoch < epochs; epoch++) {
        memset(h[0], 0, sizeof h[0]);
        loss = 0;
        for (int t = 0; t < POINTS - 1; t += T) {
            const int steps = POINTS - 1 - t < T ? POINTS - 1 - t : T;
            loss += forward(series + t, series + t + 1, error, steps);
            backward(series + t, error, steps);
            adam(++step);
            memcpy(h[0], h[steps], sizeof h[0]);
        }
    }
    clock_gettime(clock, &end);
    printf("loss %.6f seconds %.4f\n", loss / (POINTS - 1), (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec));
}

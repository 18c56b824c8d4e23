// The bound: step 59 of the book written by hand for AVX2 and FMA, without a library, to see what the machine can do.
//
// 1000 points of a sine, hidden size 100, windows of 30, batch 1, Adam, float32. It prints the loss of the last epoch and
// the seconds of all epochs. Rows are padded to 104 columns, 13 vectors, which the recurrence holds in registers.
#include <immintrin.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { H = 100, P = 104, V = P / 8, T = 30, POINTS = 1000 };
typedef float row[P] __attribute__((aligned(32)));

// Weights, their gradients, and Adam's two moments: wh, wx, b, wo, bo.
typedef struct { row wh[H], wx, b, wo, bo; } net;
static net w, g, m, v;
static row h[T + 1], d[T], transposed[H];

static __m256 tanh_of(__m256 x) {
    x = _mm256_max_ps(_mm256_min_ps(x, _mm256_set1_ps(7.90531110763549805f)), _mm256_set1_ps(-7.90531110763549805f));
    const __m256 z = _mm256_mul_ps(x, x);
    const float pc[] = {2.00018790482477e-13f, -8.60467152213735e-11f, 5.12229709037114e-08f, 1.48572235717979e-05f,
                        6.37261928875436e-04f, 4.89352455891786e-03f};
    const float qc[] = {1.18534705686654e-04f, 2.26843463243900e-03f, 4.89352518554385e-03f};
    __m256 p = _mm256_set1_ps(-2.76076847742355e-16f), q = _mm256_set1_ps(1.19825839466702e-06f);
    for (int i = 0; i < 6; i++) p = _mm256_fmadd_ps(p, z, _mm256_set1_ps(pc[i]));
    for (int i = 0; i < 3; i++) q = _mm256_fmadd_ps(q, z, _mm256_set1_ps(qc[i]));
    return _mm256_div_ps(_mm256_mul_ps(p, x), q);
}

// sum += x · matrix; the rows forwards or backwards, so that the last of one step are the first of the next.
static inline void recur(__m256 *sum, const float *x, row *matrix, int backwards) {
    for (int i = 0; i < H; i++) {
        const int r = backwards ? H - 1 - i : i;
        const __m256 factor = _mm256_broadcast_ss(x + r);
        for (int c = 0; c < V; c++) sum[c] = _mm256_fmadd_ps(factor, _mm256_load_ps(matrix[r] + 8 * c), sum[c]);
    }
}

static float forward(const float *xs, const float *ts, float *error, int steps) {
    float loss = 0;
    for (int t = 0; t < steps; t++) {
        __m256 sum[V], y = _mm256_setzero_ps();
        for (int c = 0; c < V; c++)
            sum[c] = _mm256_fmadd_ps(_mm256_broadcast_ss(xs + t), _mm256_load_ps(w.wx + 8 * c), _mm256_load_ps(w.b + 8 * c));
        recur(sum, h[t], w.wh, t & 1);
        for (int c = 0; c < V; c++) {
            sum[c] = tanh_of(sum[c]);
            _mm256_store_ps(h[t + 1] + 8 * c, sum[c]);
            y = _mm256_fmadd_ps(sum[c], _mm256_load_ps(w.wo + 8 * c), y);
        }
        float lane[8], output = w.bo[0];
        _mm256_storeu_ps(lane, y);
        for (int i = 0; i < 8; i++) output += lane[i];
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
        __m256 sum[V];
        for (int c = 0; c < V; c++) sum[c] = _mm256_mul_ps(_mm256_set1_ps(dy), _mm256_load_ps(w.wo + 8 * c));
        if (t + 1 < steps) recur(sum, d[t + 1], transposed, t & 1);
        g.bo[0] += dy;
        for (int c = 0; c < V; c++) {
            const __m256 y = _mm256_load_ps(h[t + 1] + 8 * c);
            const __m256 x = _mm256_mul_ps(sum[c], _mm256_fnmadd_ps(y, y, _mm256_set1_ps(1)));
            _mm256_store_ps(d[t] + 8 * c, x);
            _mm256_store_ps(g.wo + 8 * c, _mm256_fmadd_ps(_mm256_set1_ps(dy), y, _mm256_load_ps(g.wo + 8 * c)));
            _mm256_store_ps(g.b + 8 * c, _mm256_add_ps(x, _mm256_load_ps(g.b + 8 * c)));
            _mm256_store_ps(g.wx + 8 * c, _mm256_fmadd_ps(_mm256_set1_ps(xs[t]), x, _mm256_load_ps(g.wx + 8 * c)));
        }
    }
    for (int i = 0; i < H; i += 4)  // hᵀ·d, four rows and three vectors at a time; 13 vectors are 4 · 3 + 1.
        for (int c = 0; c < V; c += 3) {
            const int width = V - c < 3 ? V - c : 3;
            __m256 sum[4][3] = {{_mm256_setzero_ps()}};
            for (int t = 0; t < steps; t++)
                for (int r = 0; r < 4; r++)
                    for (int k = 0; k < width; k++)
                        sum[r][k] = _mm256_fmadd_ps(_mm256_broadcast_ss(h[t] + i + r), _mm256_load_ps(d[t] + 8 * (c + k)), sum[r][k]);
            for (int r = 0; r < 4; r++)
                for (int k = 0; k < width; k++) _mm256_store_ps(g.wh[i + r] + 8 * (c + k), sum[r][k]);
        }
}

static void adam(int step) {
    const float rate = 0.001f * sqrtf(1 - powf(0.999f, (float)step)) / (1 - powf(0.9f, (float)step));
    float *pw = (float *)&w, *pg = (float *)&g, *pm = (float *)&m, *pv = (float *)&v;
    for (size_t i = 0; i < sizeof w / 4; i += 8) {
        const __m256 gi = _mm256_load_ps(pg + i);
        __m256 mi = _mm256_load_ps(pm + i), vi = _mm256_load_ps(pv + i);
        mi = _mm256_fmadd_ps(_mm256_sub_ps(gi, mi), _mm256_set1_ps(0.1f), mi);
        vi = _mm256_fmadd_ps(_mm256_fmsub_ps(gi, gi, vi), _mm256_set1_ps(0.001f), vi);
        _mm256_store_ps(pm + i, mi);
        _mm256_store_ps(pv + i, vi);
        const __m256 under = _mm256_add_ps(_mm256_sqrt_ps(vi), _mm256_set1_ps(1e-8f));
        const __m256 change = _mm256_div_ps(_mm256_mul_ps(mi, _mm256_set1_ps(rate)), under);
        _mm256_store_ps(pw + i, _mm256_sub_ps(_mm256_load_ps(pw + i), change));
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

// Matrix products in GFLOP/s, beside what the multiply-add units of one core do when nothing else is asked of them.
#include "../../Sources/CKernels/include/CKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#if defined(__x86_64__)
typedef float vec __attribute__((vector_size(32)));
__attribute__((target("avx2,fma"), noinline)) static double peak(void) {
    vec sum[12] = {{0}}, a = {0}, b = {0};
    a += 1e-9f;
    b += 1e-9f;
    double best = 0;
    for (int round = 0; round < 20; round++) {
        const double start = now();
        for (int i = 0; i < 1000000; i++) {
#pragma clang loop unroll(full)
            for (int j = 0; j < 12; j++) sum[j] += a * b;
            __asm__ volatile("" : "+x"(a), "+x"(b));
        }
        const double rate = 2e-9 * 8 * 12 * 1e6 / (now() - start);
        best = rate > best ? rate : best;
    }
    float all = 0;
    for (int j = 0; j < 12; j++) all += sum[j][0];
    return all < 1e30f ? best : 0;
}
#else
static double peak(void) { return 0; }
#endif

int main(void) {
    printf("kernels: %s\nFMA peak of one core %.1f GFLOP/s\n", ck_instruction_set(), peak());
    const size_t shapes[][3] = {{1, 100, 100}, {30, 100, 100}, {100, 100, 30}, {64, 512, 512}, {256, 256, 256}, {512, 512, 512}};
    for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++)
        for (int form = 0; form < 3; form++) {
            const size_t m = shapes[s][0], n = shapes[s][1], k = shapes[s][2];
            float *a = calloc(m * k, 4), *b = calloc(k * n, 4), *out = calloc(m * n, 4);
            const size_t repeats = 1 + (size_t)(2e7 / (double)(m * n * k));
            double best = 1e9;
            for (int round = 0; round < 15; round++) {
                const double start = now();
                for (size_t i = 0; i < repeats; i++) ck_matmul(CK_FLOAT32, form == 1, form == 2, m, n, k, a, b, out);
                const double seconds = (now() - start) / (double)repeats;
                best = seconds < best ? seconds : best;
            }
            printf("matmul %s %4zu x %4zu x %4zu: %6.1f GFLOP/s, %8.2f us\n", form == 0 ? "a.b " : form == 1 ? "aT.b" : "a.bT", m,
                   n, k, 2e-9 * (double)(m * n * k) / best, best * 1e6);
            free(a);
            free(b);
            free(out);
        }
}

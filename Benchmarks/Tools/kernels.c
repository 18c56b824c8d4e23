// kernels NAME SIZE…: the seconds that a kernel takes in a call, the best of many; without a name, the usage.
//
// The kernels are those of the product; `peak` and `read` are what the machine can do: multiply-adds alone, and reading.
#include "../../Sources/CKernels/include/CKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_SIZES 3

typedef struct {
    size_t size[MOST_SIZES];
    float *memory[6];
} job;

typedef struct {
    const char *name, *sizes;
    int size_count;
    void (*run)(job *job);
} kernel;

static double now(void) {
    struct timespec t;
    const char *clock = getenv("BENCH_CLOCK");
    clock_gettime(clock && strcmp(clock, "cpu") == 0 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

// 12 chains of sums hide the latency of a multiply-add on two units.
#define PEAK(name, attributes, vec, constraint)                                                     \
    attributes static void name(job *job) {                                                         \
        _Pragma("STDC FP_CONTRACT ON") vec sum[12] = {{0}}, a = {0}, b = {0};                       \
        a += 1e-9f;                                                                                 \
        b += 1e-9f;                                                                                 \
        for (size_t i = 0; i < job->size[0] / (12 * sizeof(vec) / sizeof(float)); i++) {            \
            _Pragma("clang loop unroll(full)") for (int j = 0; j < 12; j++) sum[j] += a * b;        \
            __asm__ volatile("" : "+" constraint(a), "+" constraint(b));                            \
        }                                                                                           \
        for (int j = 0; j < 12; j++) job->memory[0][j] = sum[j][0];                                 \
    }
#if defined(__x86_64__)
typedef float vec __attribute__((vector_size(32)));
typedef float wide_vec __attribute__((vector_size(64)));
PEAK(peak_avx2, __attribute__((target("avx2,fma"), noinline)), vec, "x")
PEAK(peak_avx512, __attribute__((target("avx512f,avx2,fma"), noinline)), wide_vec, "v")

// Of the instruction set that the kernels use.
static void peak(job *job) {
    if (strcmp(ck_instruction_set(), "avx512") == 0) peak_avx512(job);
    else peak_avx2(job);
}
#else
typedef float vec __attribute__((vector_size(16)));
PEAK(peak, __attribute__((noinline)), vec, "w")
#endif

#if defined(__x86_64__)
__attribute__((target("avx2,fma"), noinline))
#endif
static void read_all(job *job) {
    const size_t lanes = sizeof(vec) / sizeof(float), count = job->size[0] / sizeof(vec) / 8 * 8;
    vec sum[8] = {{0}};
    for (size_t i = 0; i < count; i += 8)
#pragma clang loop unroll(full)
        for (size_t j = 0; j < 8; j++) {
            vec v;
            memcpy(&v, job->memory[0] + (i + j) * lanes, sizeof v);
            sum[j] += v;
        }
    for (size_t j = 0; j < 8; j++) job->memory[1][j] = sum[j][0];
}

static void product(job *job, int a_transposed, int b_transposed) {
    ck_matmul(CK_FLOAT32, a_transposed, b_transposed, job->size[0], job->size[1], job->size[2], job->memory[0],
              job->memory[1], job->memory[2]);
}

static void matmul(job *job) { product(job, 0, 0); }
static void matmul_first_transposed(job *job) { product(job, 1, 0); }
static void matmul_second_transposed(job *job) { product(job, 0, 1); }

static void elman(job *job) {
    ck_elman_forward(CK_FLOAT32, CK_TANH, job->size[0], job->size[1], job->size[2], job->memory[0], job->memory[1],
                     job->memory[2], job->memory[3]);
}

static void adam(job *job) {
    ck_adam(CK_FLOAT32, 1e-3, 0.9, 0.999, 1e-8, 0, job->memory[0], job->memory[1], job->memory[2], job->memory[3],
            job->size[0]);
}

static void apply_tanh(job *job) { ck_unary(CK_FLOAT32, CK_TANH, job->memory[0], job->memory[1], job->size[0]); }

static const kernel all[] = {
    {"peak", "MULTIPLY-ADDS", 1, peak},
    {"read", "BYTES", 1, read_all},
    {"matmul", "M N K", 3, matmul},
    {"matmul-at", "M N K", 3, matmul_first_transposed},
    {"matmul-bt", "M N K", 3, matmul_second_transposed},
    {"elman", "STEPS BATCH HIDDEN", 3, elman},
    {"adam", "COUNT", 1, adam},
    {"tanh", "COUNT", 1, apply_tanh},
};
#define KERNELS (sizeof all / sizeof all[0])

int main(int count, char **arguments) {
    const kernel *chosen = NULL;
    for (size_t i = 0; i < KERNELS && count > 1; i++)
        if (strcmp(all[i].name, arguments[1]) == 0) chosen = &all[i];
    if (!chosen || count != chosen->size_count + 2) {
        for (size_t i = 0; i < KERNELS; i++) fprintf(stderr, "usage: kernels %s %s\n", all[i].name, all[i].sizes);
        return 64;
    }
    job job = {.size = {1, 1, 1}};
    for (int i = 0; i < chosen->size_count; i++) job.size[i] = strtoul(arguments[i + 2], NULL, 10);
    // Room for every pair of sizes, and for numbers that make neither zeros nor infinities.
    size_t room = 64;
    for (int i = 0; i < MOST_SIZES; i++)
        for (int j = 0; j < i; j++) room = room > job.size[i] * job.size[j] ? room : job.size[i] * job.size[j];
    if (chosen->run == elman) room = job.size[0] * job.size[1] * job.size[2] + job.size[2] * job.size[2];
    if (chosen->run == peak) room = 64;
    for (size_t m = 0; m < sizeof job.memory / sizeof job.memory[0]; m++) {
        job.memory[m] = aligned_alloc(64, (room * sizeof(float) + 63) / 64 * 64);
        if (!job.memory[m]) return 71;
        for (size_t i = 0; i < room; i++) job.memory[m][i] = 0.01f;
    }
    // As many calls at a time as fill two milliseconds, for 60 milliseconds and five times at least.
    size_t calls = 1, times = 0;
    double best = 1e9;
    for (const double begin = now(); times < 5 || now() < begin + 0.06; times++) {
        const double start = now();
        for (size_t i = 0; i < calls; i++) chosen->run(&job);
        const double seconds = now() - start;
        best = seconds / (double)calls < best ? seconds / (double)calls : best;
        if (seconds < 0.002) calls = seconds < 0.0002 ? calls * 10 : calls * 2;
    }
    printf("%s %.12f\n", ck_instruction_set(), best);
    for (size_t m = 0; m < sizeof job.memory / sizeof job.memory[0]; m++) free(job.memory[m]);
}

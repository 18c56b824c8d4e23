// Every kernel against a plain loop: odd sizes, odd alignments, every instruction set that the machine has.
//
// Numbers lie right before the end of a block of their own, so that the address sanitizer sees a read or write beyond.
#include "../../Sources/CKernels/Support.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// So that what the kernels are given is the same everywhere.
#pragma STDC FP_CONTRACT OFF

static int failures = 0;
static int quick = 0;  // Fewer sizes and samples, for an emulator.
static const char *set_name = "";
static uint64_t random_state = 1;
static uint64_t digest = 0;  // Of all numbers that the kernels of the set at hand computed.

static double number(void) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(int64_t)(random_state >> 11) / (double)(1ull << 52) * 2 - 2;
}

static void fail(const char *kernel, const char *type, const char *where, double found, double wanted) {
    if (failures++ < 40)
        printf("%s, %s, %s, %s: found %.17g; expected %.17g\n", set_name, kernel, type, where, found, wanted);
}

// The digests of all that is computed here, on every machine: of a quick run and of a whole one.
#define FUNCTIONS_DIGEST(quick) ((quick) ? 0x03f0dada85303c57u : 0xbcfe333d6a0e9b5du)
#define JOINED_DIGEST(quick) ((quick) ? 0x2f6a04e6a073f875u : 0x30778bda00df868eu)
#define BASELINE_DIGEST(quick) ((quick) ? 0xffd33dc35b9bfdb3u : 0x9b6bb20ec65a5e67u)

static const size_t sizes[] = {1, 2, 3, 5, 7, 8, 9, 13, 16, 17, 31, 33, 100, 103, 104, 105, 208, 209, 257};
#define SIZES (sizeof sizes / sizeof sizes[0])
static const size_t few[] = {1, 2, 7, 8, 9, 100, 257};
#define FEW (sizeof few / sizeof few[0])

#define REAL float
#define NAME(name) name##_f32
#define TABLE ck_table_f32
#define TYPE "float32"
#define EPSILON 1.2e-7
#include "TestType.inc.h"

#define REAL double
#define NAME(name) name##_f64
#define TABLE ck_table_f64
#define TYPE "float64"
#define EPSILON 2.3e-16
#include "TestType.inc.h"

// A block that is given back is what the next call for as many bytes gets, unless too much or too many came after it.
static void test_blocks(void) {
    enum { SMALL = 10000, MANY = 200 };
    char *first = ck_take_block(SMALL), *second = ck_take_block(SMALL), *many[MANY];
    if (first == second || (uintptr_t)first % 64 || (uintptr_t)second % 64) fail("blocks", "", "two at once", 0, 1);
    memset(first, 1, SMALL);
    ck_give_back_block(first, SMALL);
    ck_give_back_block(ck_take_block((size_t)257 << 20), (size_t)257 << 20);
    if (ck_take_block(SMALL) != first) fail("blocks", "", "beside one beyond the limit", 0, 1);
    for (size_t i = 0; i < MANY; i++) many[i] = ck_take_block(SMALL + 64 * i);
    for (size_t i = 0; i < MANY; i++) ck_give_back_block(many[i], SMALL + 64 * i);
    if (ck_take_block(SMALL + 64 * (MANY - 1)) != many[MANY - 1]) fail("blocks", "", "the last of many", 0, 1);
    ck_give_back_block(many[MANY - 1], SMALL + 64 * (MANY - 1));
    ck_give_back_block(first, SMALL);
    ck_give_back_block(second, SMALL);
    // Of three that are too much together, the oldest goes back to the system: what comes in its place is new.
    char *large[3];
    for (size_t i = 0; i < 3; i++) memcpy(large[i] = ck_take_block((size_t)100 << 20), "kept", 4);
    for (size_t i = 0; i < 3; i++) ck_give_back_block(large[i], (size_t)100 << 20);
    for (size_t i = 0; i < 3; i++) {
        large[i] = ck_take_block((size_t)100 << 20);
        if ((memcmp(large[i], "kept", 4) == 0) != (i < 2)) fail("blocks", "", "of three large ones", (double)i, 2);
    }
    for (size_t i = 0; i < 3; i++) ck_give_back_block(large[i], (size_t)100 << 20);
}

#if __has_feature(address_sanitizer)
int __asan_address_is_poisoned(const volatile void *address);
#endif

// Small blocks are given out again for any size that takes as many cache lines, by the thread that gave them back and no other.
static void *use_small_blocks(void *other) {
    char *own = ck_take_block(400);
    if (own == other) fail("small blocks", "", "of another thread", 0, 1);
    memset(own, 1, 400);
    ck_give_back_block(own, 400);
    if (ck_take_block(448) != own) fail("small blocks", "", "as many lines", 0, 1);
    ck_give_back_block(own, 448);
    return NULL;
}

static void test_small_blocks(void) {
    enum { MANY = 3000, BYTES = 8192 };
    char *first = ck_take_block(400), *next = ck_take_block(400), *none = ck_take_block(0);
    if (first == next || (uintptr_t)first % 64 || (uintptr_t)next % 64 || !none) fail("small blocks", "", "two at once", 0, 1);
    memset(first, 1, 400);
    ck_give_back_block(first, 400);
    ck_give_back_block(next, 400);
    if (ck_take_block(385) != next || ck_take_block(448) != first) fail("small blocks", "", "the last first", 0, 1);
#if __has_feature(address_sanitizer)
    // `next` was asked for as 385 bytes, `none` as no byte.
    if (!__asan_address_is_poisoned(next + 385) || __asan_address_is_poisoned(next + 384) || !__asan_address_is_poisoned(none))
        fail("small blocks", "", "more than was asked for is forbidden", 0, 1);
    ck_give_back_block(first, 448);
    if (!__asan_address_is_poisoned(first + sizeof(void *))) fail("small blocks", "", "what is kept is forbidden", 0, 1);
    if (ck_take_block(448) != first || __asan_address_is_poisoned(first + 447)) fail("small blocks", "", "and allowed again", 0, 1);
#endif
    char *larger = ck_take_block(449);
    if (larger == first || larger == next) fail("small blocks", "", "of more lines", 0, 1);
    ck_give_back_block(first, 400);
    pthread_t thread;
    if (pthread_create(&thread, NULL, use_small_blocks, first)) fail("small blocks", "", "a thread", 0, 1);
    pthread_join(thread, NULL);
    if (ck_take_block(400) != first) fail("small blocks", "", "after another thread", 0, 1);
    char **many = malloc(MANY * sizeof *many);
    for (size_t i = 0; i < MANY; i++) memset(many[i] = ck_take_block(BYTES), 1, BYTES);
    for (size_t i = 0; i < MANY; i++) ck_give_back_block(many[i], BYTES);
    free(many);
    ck_give_back_block(first, 400);
    ck_give_back_block(next, 400);
    ck_give_back_block(larger, 449);
    ck_give_back_block(none, 0);
}

// In units of the last place; the C library's long double is more exact by eleven bits, or by sixty.
static void test_function(const char *name, double (*function)(double), long double (*exact)(long double), double low,
                          double high) {
    double worst = 0, at = 0;
    for (int i = 0; i < (quick ? 1000 : 100000); i++) {
        const double x = low + (number() + 2) / 4 * (high - low), found = function(x);
        const long double wanted = exact(x);
        const double size = fabs((double)wanted), unit = size < 0x1p-1022 ? 0x1p-1074 : nextafter(size, INFINITY) - size;
        const double error = (double)(fabsl(found - wanted) / unit);
        if (!(error <= worst)) worst = error, at = x;
        hash_f64(&found, 1);
    }
    printf("%s from %g to %g: %.2f units in the last place, at %.17g\n", name, low, high, worst, at);
    if (!(worst < 1)) fail(name, "float64", "units in the last place", worst, at);
}

static double power_of_x(double x) { return cf_pow(x, -2.37); }
static long double exact_power_of_x(long double x) { return powl(x, -2.37); }
static double power_to_x(double x) { return cf_pow(0.95, x); }
static long double exact_power_to_x(long double x) { return powl(0.95, x); }

// The functions that are the same everywhere: their accuracy, what is special, and their digest.
static void test_functions(void) {
    const double special[] = {0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, INFINITY, -INFINITY, NAN, 1e-310, 3, -3, 1e308, -1e308,
                              710, -746, -745.1, 1e-20, 0x1p53, 0x1p53 + 2, 5e-324, 1e22};
    double (*functions[])(double) = {cf_exp, cf_log, cf_log1p, cf_sin, cf_cos};
    double (*library[])(double) = {exp, log, log1p, sin, cos};
    const char *names[] = {"exp", "log", "log1p", "sin", "cos"};
    digest = 1;
    random_state = 1;
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        for (size_t j = 0; j < sizeof special / sizeof special[0]; j++)
            for (size_t f = 0; f < 6; f++) {
                const double found = f < 5 ? functions[f](special[i]) : cf_pow(special[i], special[j]);
                const double wanted = f < 5 ? library[f](special[i]) : pow(special[i], special[j]);
                hash_f64(&found, 1);
                if (isnan(wanted) ? isnan(found) : found == wanted && signbit(found) == signbit(wanted)) continue;
                if (!(fabs(found - wanted) <= 3e-16 * fabs(wanted) || fabs(found - wanted) <= 5e-324) || isinf(found))
                    fail(f < 5 ? names[f] : "pow", "float64", "what is special", found, wanted);
            }
    // No double is nearer to an odd multiple of π ∕ 2. Source: J.-M. Muller, “Elementary Functions”, 2016.
    if (cf_cos(6381956970095103 * 0x1p797) != -4.68716592425462761112e-19)
        fail("cos", "float64", "the worst of all angles", cf_cos(6381956970095103 * 0x1p797), -4.68716592425462761112e-19);
    test_function("exp", cf_exp, expl, -20, 20);
    test_function("exp", cf_exp, expl, -745, 709);
    test_function("log", cf_log, logl, 0, 4);
    test_function("log", cf_log, logl, 1e-300, 1e300);
    test_function("log1p", cf_log1p, log1pl, -1, 1);
    test_function("log1p", cf_log1p, log1pl, 0, 1000);
    test_function("sin", cf_sin, sinl, -10, 10);
    test_function("sin", cf_sin, sinl, -1e9, 1e9);
    test_function("cos", cf_cos, cosl, -10, 10);
    test_function("cos", cf_cos, cosl, 0, 1e15);
    test_function("pow", power_of_x, exact_power_of_x, 0, 4);
    test_function("pow", power_to_x, exact_power_to_x, -13000, 13000);
    printf("digest of the functions: %016llx\n", (unsigned long long)digest);
    if (digest != FUNCTIONS_DIGEST(quick)) fail("functions", "float64", "their digest differs from the one recorded", 0, 0);
}

// A set that rounds products before they are added computes otherwise than all others, which agree in every bit.
static int joins(const char *name) { return strcmp(name, "baseline") != 0; }

int main(int count_of_arguments, char **arguments) {
    quick = count_of_arguments > 1 && strcmp(arguments[1], "quick") == 0;
    const ck_kernels *sets[4];
    const size_t count = ck_available(sets);
    test_blocks();
    test_small_blocks();
    test_functions();
    for (size_t threads = 1; threads <= 2; threads++) {
        ck_set_threads(threads);
        for (size_t i = 0; i < count; i++) {
            set_name = sets[i]->name;
            random_state = 1;
            digest = 1;
            test_all_f32(&sets[i]->f32);
            test_all_f64(&sets[i]->f64);
            printf("%s, %zu threads: digest %016llx\n", set_name, threads, (unsigned long long)digest);
            if (digest != (joins(set_name) ? JOINED_DIGEST(quick) : BASELINE_DIGEST(quick)))
                fail("all kernels", "both types", "their digest differs from the one recorded", 0, 0);
            test_passes_f32(&sets[i]->f32);
            test_passes_f64(&sets[i]->f64);
        }
    }
    const char *all[] = {"baseline", "avx2", "avx512", "neon"};
    for (size_t i = 0; i < count; i++) printf("%s%s", i ? ", " : "instruction sets tried: ", sets[i]->name);
    printf("; not on this machine:");
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        size_t found = 0;
        for (size_t j = 0; j < count; j++) found += strcmp(all[i], sets[j]->name) == 0;
        if (!found) printf(" %s", all[i]);
    }
    printf("\n%s\n", failures ? "FAILED" : "every kernel agrees with its plain loop, and every set with what is recorded");
    return failures > 0;
}

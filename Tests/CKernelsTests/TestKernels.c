// Every kernel against a plain loop: odd sizes, odd alignments, every instruction set that the machine has.
//
// Numbers lie right before the end of a block of their own, so that the address sanitizer sees a read or write beyond.
#include "../../Sources/CKernels/Support.h"

#include <stdio.h>
#include <stdlib.h>

static int failures = 0;
static int quick = 0;  // Fewer sizes and samples, for an emulator.
static const char *set_name = "";
static uint64_t random_state = 1;

static double number(void) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(int64_t)(random_state >> 11) / (double)(1ull << 52) * 2 - 2;
}

static void fail(const char *kernel, const char *type, const char *where, double found, double wanted) {
    if (failures++ < 40)
        printf("%s, %s, %s, %s: found %.17g; expected %.17g\n", set_name, kernel, type, where, found, wanted);
}

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
}

int main(int count_of_arguments, char **arguments) {
    quick = count_of_arguments > 1 && strcmp(arguments[1], "quick") == 0;
    const ck_kernels *sets[4];
    const size_t count = ck_available(sets);
    test_blocks();
    for (size_t threads = 1; threads <= 2; threads++) {
        ck_set_threads(threads);
        for (size_t i = 0; i < count; i++) {
            set_name = sets[i]->name;
            test_all_f32(&sets[i]->f32);
            test_all_f64(&sets[i]->f64);
        }
    }
    for (size_t i = 0; i < count; i++) printf("%s%s", i ? ", " : "instruction sets tried: ", sets[i]->name);
    printf("\n%s\n", failures ? "FAILED" : "every kernel agrees with its plain loop");
    return failures > 0;
}

// What the kernels of every instruction set share.
#ifndef CKERNELS_SUPPORT_H
#define CKERNELS_SUPPORT_H

#include "CKernels.h"

#include <CFunctions.h>
#include <string.h>

#define INLINE inline __attribute__((always_inline))

// Memory for packed matrices and the sums of a step, kept by each thread from call to call: one block of each kind at a time.
typedef enum {
    CK_SCRATCH_PACKED, CK_SCRATCH_BLOCKS, CK_SCRATCH_PANEL, CK_SCRATCH_STEP, CK_SCRATCH_KINDS
} ck_scratch_kind;
void *ck_scratch(ck_scratch_kind kind, size_t bytes);

// The memory that was asked for; where there is none, the program ends with a message.
void *ck_require(void *memory);

// Calls work(context, part, parts) for all parts, on several threads where `products`, the number of multiply-adds in it,
// makes that worth while; at most `limit` parts.
void ck_parallel(void (*work)(const void *context, size_t part, size_t parts), const void *context, double products,
                 size_t limit);

// The multiply-adds that take as long as reading a number that is used once.
#define READ_ONCE 8

// The kernels of one element type.
#define REAL float
#define TABLE ck_table_f32
#include "Table.inc.h"
#undef REAL
#undef TABLE
#define REAL double
#define TABLE ck_table_f64
#include "Table.inc.h"
#undef REAL
#undef TABLE

// The kernels as compiled for one instruction set.
typedef struct {
    const char *name;
    ck_table_f32 f32;
    ck_table_f64 f64;
} ck_kernels;

extern const ck_kernels ck_baseline;
#if defined(__x86_64__)
extern const ck_kernels ck_avx2, ck_avx512;
#elif defined(__aarch64__)
extern const ck_kernels ck_neon;
#endif

// The instruction sets that this machine has, the slowest first.
size_t ck_available(const ck_kernels *sets[4]);

#endif

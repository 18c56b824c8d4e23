// x86-64 with AVX2 and FMA: 32-byte vectors, and products added without being rounded before.
#if defined(__x86_64__)
#include "Support.h"

#include <immintrin.h>

#pragma STDC FP_CONTRACT ON
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SET ck_avx2
#define SET_NAME "avx2"
#define VECTOR_BYTES 32
#include "Once/Kernels.inc.h"
#pragma clang attribute pop
#endif

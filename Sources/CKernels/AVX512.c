// x86-64 with AVX-512: 64-byte vectors, and products added without being rounded before.
#if defined(__x86_64__)
#include "Support.h"

#include <immintrin.h>

#pragma STDC FP_CONTRACT ON
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#define SET ck_avx512
#define SET_NAME "avx512"
#define VECTOR_BYTES 64
#include "Once/Kernels.inc.h"
#pragma clang attribute pop
#endif

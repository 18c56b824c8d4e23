// arm64: 16-byte vectors, and products added without being rounded before.
#if defined(__aarch64__)
#include "Support.h"

#pragma STDC FP_CONTRACT ON
#define SET ck_neon
#define SET_NAME "neon"
#define VECTOR_BYTES 16
#include "Once/Kernels.inc.h"
#endif

// What every machine of an architecture has: 16-byte vectors, and products rounded before they are added, so that the
// bits are the same everywhere.
#include "Support.h"

#pragma STDC FP_CONTRACT OFF
#define SET ck_baseline
#define SET_NAME "baseline"
#define VECTOR_BYTES 16
#include "Once/Kernels.inc.h"

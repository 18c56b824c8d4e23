// All kernels for one element type, in reading order; then its names are taken back.

#define VEC NAME(vec)
#define MASK NAME(mask)
#define HALF NAME(half)
#define PAIR NAME(pair)
#define QUARTER NAME(quarter)
#include "Vector.inc.h"
#include "Functions.inc.h"
#include "Elementwise.inc.h"
#include "Runs.inc.h"
#include "Transpose.inc.h"
#include "RowProducts.inc.h"
#include "Matmul.inc.h"
#include "Products.inc.h"
#include "Recurrence.inc.h"
#include "ElmanWindow.inc.h"
#include "LSTMWindow.inc.h"
#include "GRUWindow.inc.h"
#include "Optimizers.inc.h"

#undef VEC
#undef MASK
#undef HALF
#undef PAIR
#undef QUARTER
#undef HALF_LANES
#undef LANES
#undef PANEL
#undef ROWS_AT_ONCE
#undef QUAD
#undef ROWS
#undef EACH_ROW_COUNT
#undef WIDTH
#undef DEPTH
#undef TALL
#undef SHALLOW
#undef SHORT
#undef SMALL
#undef FEW_STEPS
#undef REAL
#undef WHOLE
#undef NAME
#undef IS_FLOAT32
#undef MANTISSA_BITS
#undef EXPONENT_BIAS
#undef EXP_LIMIT
#undef LN2_HIGH
#undef LN2_LOW
#undef ROUNDER
#undef FIRST_LANES
#undef MASKED_LOAD
#undef MASKED_STORE
#undef SCALED
#undef LESSER
#undef GREATER

// Vectors of REAL, VECTOR_BYTES wide: reading, writing, choosing. A part of a vector is read with zeros after it.

#define LANES (VECTOR_BYTES / sizeof(REAL))

typedef REAL VEC __attribute__((vector_size(VECTOR_BYTES)));
typedef WHOLE MASK __attribute__((vector_size(VECTOR_BYTES)));

// What sums over lanes are made of, whatever the width of a vector.
#define HALF_LANES (32 / sizeof(REAL))

typedef REAL HALF __attribute__((vector_size(32)));
typedef REAL PAIR __attribute__((vector_size(64)));
typedef REAL QUARTER __attribute__((vector_size(16)));

static INLINE VEC NAME(load)(const REAL *p) {
    VEC v;
    memcpy(&v, p, sizeof v);
    return v;
}

static INLINE void NAME(store)(REAL *p, VEC v) { memcpy(p, &v, sizeof v); }

#if VECTOR_BYTES == 64
static INLINE HALF NAME(load_half)(const REAL *p) {
    HALF v;
    memcpy(&v, p, sizeof v);
    return v;
}

static INLINE QUARTER NAME(load_quarter)(const REAL *p) {
    QUARTER v;
    memcpy(&v, p, sizeof v);
    return v;
}

// The first lanes by a mask: what lies behind them is not touched.
static INLINE VEC NAME(load_part)(const REAL *p, size_t count) { return MASKED_LOAD(FIRST_LANES(count), p); }

static INLINE void NAME(store_part)(REAL *p, VEC v, size_t count) { MASKED_STORE(p, FIRST_LANES(count), v); }
#else
static INLINE VEC NAME(load_part)(const REAL *p, size_t count) {
    VEC v = {0};
    for (size_t i = 0; i < count; i++) v[i] = p[i];
    return v;
}

static INLINE void NAME(store_part)(REAL *p, VEC v, size_t count) {
    for (size_t i = 0; i < count; i++) p[i] = v[i];
}
#endif

// A whole vector, or the first of its lanes.
static INLINE VEC NAME(load_up_to)(const REAL *p, size_t count) {
    return count == LANES ? NAME(load)(p) : NAME(load_part)(p, count);
}

static INLINE void NAME(store_up_to)(REAL *p, VEC v, size_t count) {
    if (count == LANES) NAME(store)(p, v);
    else NAME(store_part)(p, v, count);
}

// Less zero, because that leaves −0 as it is.
static INLINE VEC NAME(splat)(REAL x) { return x - (VEC){0}; }

// a where the mask is set, else b.
static INLINE VEC NAME(select)(MASK mask, VEC a, VEC b) {
    return (VEC)((mask & (MASK)a) | (~mask & (MASK)b));
}

// The limit where x is above it, or below it; a NaN stays a NaN.
static INLINE VEC NAME(at_most)(REAL limit, VEC x) {
#if VECTOR_BYTES >= 32
    return LESSER(NAME(splat)(limit), x);
#else
    return NAME(select)(x > limit, NAME(splat)(limit), x);
#endif
}

static INLINE VEC NAME(at_least)(REAL limit, VEC x) {
#if VECTOR_BYTES >= 32
    return GREATER(NAME(splat)(limit), x);
#else
    return NAME(select)(x < limit, NAME(splat)(limit), x);
#endif
}

// The magnitude of the first with the sign of the second.
static INLINE VEC NAME(with_sign_of)(VEC magnitude, VEC x) {
    const MASK sign = (MASK)NAME(splat)((REAL)-0.0);
    return (VEC)(((MASK)magnitude & ~sign) | ((MASK)x & sign));
}

#include "CSmoothing.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

// Formula, with q = l + φ·b and r what came less the forecast of it: l = q + α·r, b = φ·b + β·r, s = s + γ·r; of a
// multiplicative season l = q + α·r/s, b = φ·b + β·r/s, s = s + γ·r/q. With a multiplicative error these are the same.
static inline __attribute__((always_inline)) int read_values(cs_season season, cs_error error, int needs_positive,
                                                             const double *values, size_t count, cs_parameters p,
                                                             cs_state *state, double *effects, size_t period, cs_fit *fit) {
    double level = state->level, growth = state->growth, squares = 0, product = 1, logarithms = 0;
    size_t next = state->next;
    for (size_t i = 0; i < count; i++) {
        const double damped = p.phi * growth, q = level + damped;
        double effect = 0, forecast = q;
        if (season != CS_SEASON_NONE) {
            effect = effects[next];
            forecast = season == CS_SEASON_ADDITIVE ? q + effect : q * effect;
        }
        if (needs_positive && !(forecast > 0)) return 0;
        const double r = values[i] - forecast, relative = error == CS_ERROR_MULTIPLICATIVE ? r / forecast : r;
        squares += relative * relative;
        if (error == CS_ERROR_MULTIPLICATIVE) {
            // A logarithm now and then is cheaper than one a step.
            product *= forecast;
            if (product > 1e100 || product < 1e-100) {
                logarithms += log(product);
                product = 1;
            }
        }
        double change = r;
        if (season != CS_SEASON_NONE) {
            if (season == CS_SEASON_MULTIPLICATIVE) {
                change = r / effect;
                effects[next] = effect + p.gamma * r / q;
            } else {
                effects[next] = effect + p.gamma * r;
            }
            if (++next == period) next = 0;
        }
        level = q + p.alpha * change;
        growth = damped + p.beta * change;
    }
    if (!(squares - squares == 0)) return 0;
    *state = (cs_state){level, growth, next};
    *fit = (cs_fit){squares, error == CS_ERROR_MULTIPLICATIVE ? logarithms + log(product) : 0};
    return 1;
}

int cs_read(cs_season season, cs_error error, int needs_positive, const double *values, size_t count, cs_parameters parameters,
            cs_state *state, double *effects, size_t period, cs_fit *fit) {
    // One loop for each kind of model, in which nothing is asked that the kind decides.
#define CASE(s, e)                                                                                                   \
    if (season == (s) && error == (e))                                                                               \
        return read_values(s, e, needs_positive, values, count, parameters, state, effects, period, fit);
    CASE(CS_SEASON_NONE, CS_ERROR_ADDITIVE)
    CASE(CS_SEASON_NONE, CS_ERROR_MULTIPLICATIVE)
    CASE(CS_SEASON_ADDITIVE, CS_ERROR_ADDITIVE)
    CASE(CS_SEASON_ADDITIVE, CS_ERROR_MULTIPLICATIVE)
    CASE(CS_SEASON_MULTIPLICATIVE, CS_ERROR_ADDITIVE)
    CASE(CS_SEASON_MULTIPLICATIVE, CS_ERROR_MULTIPLICATIVE)
#undef CASE
    return 0;
}

// As many doubles as one of the widest registers holds; narrower ones take several for it.
typedef double lanes __attribute__((vector_size(8 * CS_LANES)));
typedef long long mask __attribute__((vector_size(8 * CS_LANES)));
// The same in memory, where doubles lie.
typedef double stored_lanes __attribute__((vector_size(8 * CS_LANES), aligned(8)));

// How many products wait at most for their logarithms to be taken.
#define PRODUCTS 32

// How far models have read.
typedef struct {
    lanes level, growth, squares, product;
    mask is_read;
    size_t read_count, next;
    // 1 where there is none.
    size_t product_count;
    lanes products[PRODUCTS];
} reading;

// Whether it holds of any lane. (No function: what is handed to one depends on the instruction set.)
#define ANY(m) (__builtin_reduce_or((mask)(m)) != 0)
// The one where it holds, else the other.
#define CHOSEN(m, one, other) ((lanes)(((m) & (mask)(one)) | (~(m) & (mask)(other))))

// As read_values, a lane each: the same operations in the same order.
//
// It ends where PRODUCTS wait: a call of log in the loop would send all that it keeps in registers to memory.
static inline __attribute__((always_inline)) void read_values_of_lanes(cs_season season, cs_error error, int needs_positive,
                                                                       const double *values, size_t count, const double *models,
                                                                       double *effects, size_t period, reading *all) {
    const stored_lanes *model = (const stored_lanes *)models;
    const lanes alpha = model[0], beta = model[1], gamma = model[2], phi = model[3], one = (lanes){} + 1;
    lanes level = all->level, growth = all->growth, squares = all->squares, product = all->product;
    mask is_read = all->is_read;
    size_t next = all->next, i = all->read_count, product_count = 0;
    for (; i < count && product_count < PRODUCTS; i++) {
        const lanes damped = phi * growth, q = level + damped;
        stored_lanes *const place = (stored_lanes *)effects + next;
        lanes effect = {}, forecast = q;
        if (season != CS_SEASON_NONE) {
            effect = *place;
            forecast = season == CS_SEASON_ADDITIVE ? q + effect : q * effect;
        }
        if (needs_positive) {
            is_read &= forecast > 0;
            if (!ANY(is_read)) break;
        }
        const lanes r = values[i] - forecast, relative = error == CS_ERROR_MULTIPLICATIVE ? r / forecast : r;
        squares += relative * relative;
        if (error == CS_ERROR_MULTIPLICATIVE) {
            product *= forecast;
            const mask is_far = (product > 1e100) | (product < 1e-100);
            if (ANY(is_far)) {
                all->products[product_count++] = CHOSEN(is_far, product, one);
                product = CHOSEN(is_far, one, product);
            }
        }
        lanes change = r;
        if (season != CS_SEASON_NONE) {
            if (season == CS_SEASON_MULTIPLICATIVE) {
                change = r / effect;
                *place = effect + gamma * r / q;
            } else {
                *place = effect + gamma * r;
            }
            if (++next == period) next = 0;
        }
        level = q + alpha * change;
        growth = damped + beta * change;
    }
    if (needs_positive && !ANY(is_read)) i = count;
    all->level = level, all->growth = growth, all->squares = squares, all->product = product;
    all->is_read = is_read;
    all->next = next, all->read_count = i, all->product_count = product_count;
}

#define PARAMETERS                                                                                                   \
    cs_season season, cs_error error, int needs_positive, const double *values, size_t count, const double *models,  \
        double *effects, size_t period
#define ARGUMENTS needs_positive, values, count, models, effects, period

static inline __attribute__((always_inline)) void read_lanes(PARAMETERS, reading *all) {
#define CASE(s, e)                                                                                                   \
    if (season == (s) && error == (e)) read_values_of_lanes(s, e, ARGUMENTS, all);
    CASE(CS_SEASON_NONE, CS_ERROR_ADDITIVE)
    CASE(CS_SEASON_NONE, CS_ERROR_MULTIPLICATIVE)
    CASE(CS_SEASON_ADDITIVE, CS_ERROR_ADDITIVE)
    CASE(CS_SEASON_ADDITIVE, CS_ERROR_MULTIPLICATIVE)
    CASE(CS_SEASON_MULTIPLICATIVE, CS_ERROR_ADDITIVE)
    CASE(CS_SEASON_MULTIPLICATIVE, CS_ERROR_MULTIPLICATIVE)
#undef CASE
}

static void read_lanes_anywhere(PARAMETERS, reading *all) { read_lanes(season, error, ARGUMENTS, all); }

#if defined(__x86_64__)
__attribute__((target("avx512f,avx512vl,avx512dq"))) static void read_lanes_avx512(PARAMETERS, reading *all) {
    read_lanes(season, error, ARGUMENTS, all);
}

__attribute__((target("avx2"))) static void read_lanes_avx2(PARAMETERS, reading *all) {
    read_lanes(season, error, ARGUMENTS, all);
}
#endif

void cs_read_lanes(PARAMETERS, double *fits) {
    void (*read)(PARAMETERS, reading *) = read_lanes_anywhere;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) read = read_lanes_avx2;
    // Processors with AVX-512 but without VBMI2 slow down for wide vectors.
    if (__builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
        read = read_lanes_avx512;
#endif
    const stored_lanes *model = (const stored_lanes *)models;
    reading all;
    all.level = model[4], all.growth = model[5];
    all.squares = (lanes){}, all.product = (lanes){} + 1;
    all.is_read = all.squares == 0;
    all.read_count = all.next = 0;
    double logarithms[CS_LANES] = {0};
    while (all.read_count < count) {
        read(season, error, ARGUMENTS, &all);
        for (size_t i = 0; i < all.product_count; i++) {
            for (int lane = 0; lane < CS_LANES; lane++) {
                if (all.products[i][lane] != 1) logarithms[lane] += log(all.products[i][lane]);
            }
        }
    }
    for (int lane = 0; lane < CS_LANES; lane++) {
        const double sum = all.squares[lane];
        const int is_read = all.is_read[lane] && sum - sum == 0;
        fits[lane] = is_read ? sum : NAN;
        fits[CS_LANES + lane] = is_read && error == CS_ERROR_MULTIPLICATIVE ? logarithms[lane] + log(all.product[lane]) : 0;
    }
}

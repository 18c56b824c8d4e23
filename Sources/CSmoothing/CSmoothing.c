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

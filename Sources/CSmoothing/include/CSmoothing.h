// Exponential smoothing over a history: the loop that a fit repeats thousands of times.
#ifndef CSMOOTHING_H
#define CSMOOTHING_H

#include <stddef.h>

// How the season and the error enter.
typedef enum { CS_SEASON_NONE, CS_SEASON_ADDITIVE, CS_SEASON_MULTIPLICATIVE } cs_season;
typedef enum { CS_ERROR_ADDITIVE, CS_ERROR_MULTIPLICATIVE } cs_error;

typedef struct {
    double alpha, beta, gamma, phi;
} cs_parameters;

// Level and growth after some step, and the place in the season of the next one.
typedef struct {
    double level, growth;
    size_t next;
} cs_state;

// The sum of the squared errors, relative ones where the error is multiplicative, and with these Σ log|ŷ|.
typedef struct {
    double squares, logarithms;
} cs_fit;

// Reads `count` values, and leaves the state and the effects of the `period` steps of the season as they then are.
//
// Returns 0 where a forecast is not above 0 and must be, or the squares are no number; else 1. The operations and their order
// are fixed, and no product is joined with a sum: the bits are the same on every machine.
int cs_read(cs_season season, cs_error error, int needs_positive, const double *values, size_t count, cs_parameters parameters,
            cs_state *state, double *effects, size_t period, cs_fit *fit);

// How many models of one kind are read side by side.
#define CS_LANES 8

// As cs_read of CS_LANES models at once, with the same bits, in little more time than it takes for one. All but `values` are rows
// with a lane for each model.
//
// `models` has α, β, γ, φ, the first level and the first growth. The effects are those of the first step of the season, then
// those of the second, and so on; reading changes them. `fits` gets the squares, NaN where cs_read returns 0, and the logarithms.
void cs_read_lanes(cs_season season, cs_error error, int needs_positive, const double *values, size_t count,
                   const double *models, double *effects, size_t period, double *fits);

#endif

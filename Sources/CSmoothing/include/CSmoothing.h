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

#endif

#!/bin/sh
# Writes tables in exactly the form of the M4 competition's Hourly-train.csv and Hourly-test.csv, of made-up numbers with a daily
# and a weekly wave: a series a row, its name and then its values, rows of different length filled up with empty cells.
# Usage: scripts/made-m4.sh SERIES VALUES TRAIN.csv TEST.csv   (VALUES of the shortest series; every other has a day more)
set -eu
awk -v series="$1" -v values="$2" -v train="$3" -v test="$4" '
function text(value) { return sprintf("%.6g", value) }
function header(count, file,    i) {
    printf "\"V1\"" > file
    for (i = 2; i <= count + 1; i++) printf ",\"V%d\"", i > file
    printf "\n" > file
}
BEGIN {
    horizon = 48; longest = values + 24; pi = 3.14159265358979; state = 1
    header(longest, train); header(horizon, test)
    for (s = 1; s <= series; s++) {
        count = values + (s % 2 ? 0 : 24); size = 10 * s
        printf "\"H%d\"", s > train
        printf "\"H%d\"", s > test
        for (t = 0; t < count + horizon; t++) {
            state = (state * 16807) % 2147483647
            y = size * (5 + sin(2 * pi * t / 24 + s) + 0.5 * sin(2 * pi * t / 168) + 0.3 * state / 2147483647)
            printf ",\"%s\"", text(y) > (t < count ? train : test)
        }
        for (t = count; t < longest; t++) printf "," > train
        printf "\n" > train
        printf "\n" > test
    }
}'

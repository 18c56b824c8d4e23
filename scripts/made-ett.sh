#!/bin/sh
# Writes a table in exactly the form of ETTh1.csv, of made-up numbers: hourly times and seven columns with a daily wave.
# Usage: scripts/made-ett.sh ROWS > FILE.csv
set -eu
awk -v rows="$1" 'BEGIN {
    print "date,HUFL,HULL,MUFL,MULL,LUFL,LULL,OT"
    day = 1; month = 7; year = 2016
    split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
    state = 1
    for (row = 0; row < rows; row++) {
        hour = row % 24
        if (row > 0 && hour == 0 && ++day > days[month]) { day = 1; if (++month > 12) { month = 1; year++ } }
        printf "%04d-%02d-%02d %02d:00:00", year, month, day, hour
        for (column = 1; column <= 7; column++) {
            state = (state * 16807) % 2147483647
            printf ",%.15g", column * sin(2 * 3.14159265358979 * hour / 24 + column) + 20 + state / 2147483647
        }
        printf "\n"
    }
}'

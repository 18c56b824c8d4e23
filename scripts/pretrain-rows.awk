# Lays series out in rows of five, as curves for one figure: each between 0 and 1, its row's number below the last.
# awk -f pretrain-rows.awk IN OUT, both CSV: from series,season,x,y to x,row1,…,row10.
BEGIN { FS = OFS = ","; out = ARGV[2]; ARGC = 2 }
NR > 1 {
    if ($4 != "") {
        if (!($1 in low) || $4 + 0 < low[$1]) low[$1] = $4 + 0
        if (!($1 in high) || $4 + 0 > high[$1]) high[$1] = $4 + 0
    }
    if ($1 >= count) count = $1 + 1
    if ($3 >= steps) steps = $3 + 1
    value[$1, $3] = $4
}
END {
    line = "x"
    for (row = 1; row <= count / 5; row++) line = line OFS "row" row
    print line > out
    for (place = 0; place < 5; place++)
        for (step = 0; step < steps + 20; step++) {
            line = place * (steps + 20) + step
            for (row = 0; row < count / 5; row++) {
                series = row * 5 + place
                y = step < steps ? value[series, step] : ""
                wide = high[series] - low[series]
                line = line OFS (y == "" ? "" : sprintf("%.4f", (wide > 0 ? 0.85 * (y - low[series]) / wide : 0.4) - row))
            }
            print line > out
        }
}

#!/bin/sh
# Fuzzes each reader for so many seconds, from the fixtures: Fuzz/run.sh PROGRAM SECONDS. What it finds stays in .build/fuzz.
set -eu
program=$1
seconds=$2
work=.build/fuzz
seeds=$work/seeds
mkdir -p "$seeds"
fuzz() { # NAME LETTER FILE...
    name=$1
    letter=$2
    shift 2
    mkdir -p "$work/corpus/$name"
    for file in "$@"; do
        { printf %s "$letter"; cat "$file"; } >"$work/corpus/$name/$(basename "$file")"
    done
    echo "$name: $seconds seconds"
    # With a backtrace Swift would end the process before what was found is kept.
    SWIFT_BACKTRACE=enable=no "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=20000 \
        -verbosity=0 -print_final_stats=1 -artifact_prefix="$work/$name-" "$work/corpus/$name" \
        >"$work/$name.log" 2>&1 || {
        echo "$name: found something, see $work/$name.log and $work/$name-*"
        exit 1
    }
    grep executed "$work/$name.log"
}
# The headers of weight files alone, without the number before them and the checksums.
for file in fixtures/weights/good/*.safetensors fixtures/reference/torch/*.safetensors fixtures/checkpoints/*.safetensors; do
    count=$(od -An -t u4 -N 4 "$file")
    dd if="$file" bs=1 skip=8 count="$((count))" 2>/dev/null | sed 's/"\(header_\)\{0,1\}checksum":"[^"]*",\{0,1\}//g' \
        >"$seeds/$(basename "$file" .safetensors).header"
done
# A line of dates or numbers is a seed.
for kind in decimals dates; do
    rm -rf "${seeds:?}/$kind" && mkdir "$seeds/$kind"
    split -l 1 fixtures/csv/$kind.txt "$seeds/$kind/"
done
# So are the metadata of a false model.
for file in fixtures/weights/false/*.safetensors; do
    sed -n 's/.*"__metadata__":{\([^}]*\)}.*/\1/p' "$file" | tr '\0' ' ' | sed 's/","/\n/g' | sed 's/":"/=/; s/"//g' \
        >"$seeds/$(basename "$file" .safetensors).metadata"
done
# The pickles and arrays of strangers' archives, which are tried without the archive around them.
rm -rf "${seeds:?}/members" && mkdir "$seeds/members"
for file in fixtures/frameworks/files/*.pt fixtures/frameworks/files/*.npz fixtures/frameworks/bad/pt-*.pt; do
    unzip -p "$file" '*data.pkl' >"$seeds/members/$(basename "$file").pickle" 2>/dev/null || unzip -p "$file" '*.npy' 2>/dev/null |
        head -c 300 >"$seeds/members/$(basename "$file").npy"
done
fuzz csv c fixtures/csv/good/* fixtures/csv/bad/*
fuzz weights w fixtures/weights/good/* fixtures/weights/bad/*
fuzz networks k "$seeds"/*.header
fuzz lock l fixtures/lock/*
fuzz models m fixtures/models/*.txt "$seeds"/*.metadata
fuzz options o fixtures/options/*.txt
fuzz series r fixtures/csv/times/*.csv fixtures/csv/good/*
fuzz foreign y fixtures/csv/foreign/* fixtures/csv/good/* fixtures/files/*.*
fuzz specs s fixtures/specs/good/*.yaml fixtures/specs/bad/*.yaml pipelines/*.yaml
# Any bytes make a figure.
rm -rf "${seeds:?}/figures" && mkdir "$seeds/figures"
for number in 1 2 3 4 5 6 7 8; do head -c 200 /dev/urandom >"$seeds/figures/$number"; done
fuzz figures p "$seeds"/figures/*
fuzz fonts f fixtures/fonts/*.ttf
fuzz foreign-networks n fixtures/frameworks/files/* fixtures/frameworks/bad/*
fuzz members b "$seeds"/members/*
fuzz decimals d "$seeds"/decimals/*
fuzz dates t "$seeds"/dates/*

#!/bin/sh
# Fuzzes each reader for so many seconds, from the fixtures: Fuzz/run.sh PROGRAM SECONDS. What it finds stays in .build/fuzz.
set -eu
program=$1
seconds=$2
work=.build/fuzz/corpus
fuzz() { # NAME LETTER FILE...
    name=$1
    letter=$2
    shift 2
    mkdir -p "$work/$name"
    for file in "$@"; do
        if [ -f "$file" ]; then
            { printf %s "$letter"; cat "$file"; } >"$work/$name/$(basename "$file")"
        fi
    done
    echo "$name: $seconds seconds"
    "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=20000 -verbosity=0 \
        -print_final_stats=1 -artifact_prefix=".build/fuzz/$name-" "$work/$name" 2>&1 | grep -E "executed|ERROR|SUMMARY" ||
        true
    if ls ".build/fuzz/$name-"*crash* ".build/fuzz/$name-"*timeout* ".build/fuzz/$name-"*oom* >/dev/null 2>&1; then
        echo "$name: found something, see .build/fuzz/$name-*"
        exit 1
    fi
}
seeds=.build/fuzz/seeds
mkdir -p "$seeds"
printf '%s\n' '-12.5e-3' >"$seeds/decimal"
sed -n '/^seqcast lock 1/,/^```/p' docs/seqcast-lock.md | grep -v '```' >"$seeds/lock"
fuzz csv c fixtures/csv/good/* fixtures/csv/bad/*
fuzz weights w fixtures/weights/good/* fixtures/weights/bad/*
fuzz lock l "$seeds/lock"
fuzz decimal d "$seeds/decimal"

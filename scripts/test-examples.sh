#!/usr/bin/env bash
# Builds Examples/ from outside, as somebody else's package: the checkout under another folder name, nothing fetched; and runs
# what was built beside the command: test-examples.sh SEQCAST
set -euo pipefail
cd "$(dirname "$0")/.."
seqcast=$(realpath "$1")
outside=$(mktemp -d)
trap 'rm -rf "$outside"' EXIT
mkdir "$outside/another name" "$outside/program"
git ls-files -z --cached --others --exclude-standard -- Package.swift Sources Tests |
    tar --null --files-from - -cf - | tar -C "$outside/another name" -xf -
cp -r Examples/Forecast/. "$outside/program"
rm -rf "$outside/program/.build"
sed -i 's|path: "../.."|path: "../another name"|' "$outside/program/Package.swift"
# Where something is to be fetched, there is no way to it.
export GIT_ALLOW_PROTOCOL=none
"${SWIFT:-swift}" build --package-path "$outside/program" --scratch-path .build/examples --disable-sandbox > "$outside/log" 2>&1 ||
    { cat "$outside/log" >&2; exit 1; }
if [ -n "$(ls -A .build/examples/checkouts 2>/dev/null)" ]; then
    echo "something was fetched: $(ls .build/examples/checkouts)" >&2
    exit 1
fi

# The same forecast as the command's, to the last digit.
work=$outside/work
mkdir "$work"
"$seqcast" generate --output "$work/series.csv" --points 60 --noise 0.1
"$seqcast" train --data "$work/series.csv" --output "$work/model" --epochs 2 --hidden-size 5 --loss gaussian --horizon 3 --quiet
"$seqcast" predict --model "$work/model" --data "$work/series.csv" --output "$work/prediction.csv" --mode free-run --horizon 7 \
    > "$work/errors"
awk -F, 'NR > 1 { print $1 ": " $3 ($4 == "" ? "" : " (" $4 " to " $5 ")") }' "$work/prediction.csv" > "$work/expected"
.build/examples/debug/forecast "$work/model" "$work/series.csv" 7 > "$work/printed"
grep -E '^[0-9]+: ' "$work/printed" | diff "$work/expected" -
echo "Examples/Forecast: built from outside, nothing fetched, forecasts as the command does"

#!/bin/sh
# Runs a test command: a line a suite, what failed, and how it ended; all that it printed is in .build/test.log.
log=.build/test.log
mkdir -p .build
status=$(mktemp) || exit 1
trap 'rm -f "$status"' EXIT
{
    "$@" 2>&1
    echo $? >"$status"
} | tee "$log" | awk '
    / Suite .* (passed|failed) after / || / Test run with / || /recorded an issue/ || /error: |warning: |Fatal error/ {
        print substr($0, 1, 400); fflush()
    }'
code=$(cat "$status")
if [ "$code" != 0 ]; then
    echo "--- what failed (the whole log: $log):"
    grep -A 3 '^✘.*recorded an issue' "$log" | cut -c 1-400 | head -40
    grep -E 'error: |Fatal error|Illegal instruction|Segmentation fault' "$log" | cut -c 1-400 | head -10
    tail -n 3 "$log" | cut -c 1-400
fi
exit "$code"

#!/bin/sh
# Runs a test command, and says again at the end what failed: a long log hides it.
log=$(mktemp) && status=$(mktemp) || exit 1
trap 'rm -f "$log" "$status"' EXIT
{
    "$@" 2>&1
    echo $? >"$status"
} | tee "$log"
code=$(cat "$status")
if [ "$code" != 0 ]; then
    echo "--- what failed:"
    grep -A 3 '^✘.*recorded an issue' "$log" | cut -c 1-400 | head -40
    grep -E 'error: |Fatal error|Illegal instruction|Segmentation fault' "$log" | cut -c 1-400 | head -10
fi
exit "$code"

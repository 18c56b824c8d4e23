#!/bin/sh
# Runs a build, says how long it may take, and keeps what it says to one moving line on a terminal: build.sh LOG COMMAND...
# Elsewhere nothing is said but the beginning and the end. All of it is in LOG; what went wrong is shown.
set -u
log=$1
shift
mkdir -p "$(dirname "$log")"
cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
# An estimate, rather too long than too short: some eight minutes of one core (three and a half on Zen 5), of which a minute and a half are one after the other.
minutes=$((2 + 7 / cores))
if [ -x .build/release/seqcast ]; then
    echo "building what changed; all of it would take about $minutes minutes on this machine"
else
    echo "building seqcast for the first time, which takes about $minutes minutes on this machine"
fi
begin=$(date +%s)
status=$(mktemp) || exit 1
trap 'rm -f "$status"' EXIT
{
    "$@" 2>&1
    echo $? >"$status"
} | tee "$log" | if [ -t 1 ]; then
    columns=$(tput cols 2>/dev/null || echo 80)
    # What SwiftPM says of its progress begins with [12/345].
    awk -v columns="$columns" -v begin="$begin" '
        /^\[[0-9]+\/[0-9]+\] / {
            "date +%s" | getline now; close("date +%s")
            line = (now - begin) " s  " $0
            printf "\r\033[K%s", substr(line, 1, columns - 1); fflush()
        }
        END { printf "\r\033[K" }'
else
    cat >/dev/null
fi
code=$(cat "$status")
if [ "$code" != 0 ]; then
    grep -E 'error:|fatal' "$log" | head -20 >&2
    echo "the build failed; all that it said is in $log" >&2
    exit "$code"
fi
grep -E 'warning:' "$log" | head -20 >&2
echo "built in $(($(date +%s) - begin)) s"

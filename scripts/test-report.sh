#!/bin/sh
# Draws the page of a pipeline in headless Chromium, light, dark and as print, and reads what it makes of it:
# scripts/test-report.sh SEQCAST [SPEC]. The pictures stay in .build/report, to be looked at.
set -eu
seqcast=$1
spec=${2:-pipelines/airline.yaml}
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[ -n "$browser" ] || { echo "missing; run: apt-get install chromium" >&2; exit 1; }
work=$PWD/.build/report
rm -rf "$work" && mkdir -p "$work"
"$seqcast" run "$spec" >"$work/run.log"
"$seqcast" report "$spec" --output "$work/report.html"
browse() {
    "$browser" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" "$@" \
        "file://$work/report.html" 2>"$work/browser.log"
}
browse --window-size=1000,3000 --screenshot="$work/light.png" >/dev/null
browse --blink-settings=preferredColorScheme=0 --window-size=1000,3000 --screenshot="$work/dark.png" >/dev/null
browse --print-to-pdf="$work/print.pdf" >/dev/null
browse --dump-dom >"$work/dom.html"
bad=0
check() { # WHAT PATTERN
    grep -q "$2" "$work/dom.html" || { echo "not found: $1" >&2; bad=1; }
}
for section in graph metrics figures stages lock; do check "section $section" "<section id=\"$section\" aria-labelledby="; done
check "an alternative text of each figure" '<title>'
check "columns that can be sorted" 'aria-sort="none"'
figures=$(grep -c '<figure>' "$work/dom.html")
pictures=$(grep -c '<svg xmlns[^>]*role="img"' "$work/dom.html")
[ "$figures" -gt 0 ] && [ "$figures" = "$pictures" ] || { echo "$figures figures, $pictures pictures with a role" >&2; bad=1; }
for picture in light.png dark.png print.pdf; do [ -s "$work/$picture" ] || { echo "not drawn: $picture" >&2; bad=1; }; done
cmp -s "$work/light.png" "$work/dark.png" && { echo "dark is as light" >&2; bad=1; }
size=$(wc -c <"$work/report.html")
[ "$size" -lt 2000000 ] || { echo "$size bytes; expected less than 2000000" >&2; bad=1; }
[ "$bad" = 0 ] && echo "$figures figures, $size bytes; look at $work/light.png, dark.png and print.pdf"
exit "$bad"

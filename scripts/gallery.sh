#!/bin/sh
# Draws the figures of pipelines/gallery.yaml and writes docs/gallery.md, which shows them beside their options; then those of
# docs/forecasting.md.
# Usage: scripts/gallery.sh SEQCAST
set -eu
seqcast=$1
mkdir -p docs/gallery
# The pictures follow the renderer, which no stage counts among what it reads.
"$seqcast" run --force pipelines/gallery.yaml
awk '
BEGIN {
    print "# Gallery"
    print ""
    print "Made by `make gallery` from pipelines/gallery.yaml and fixtures/plots; the options stand under each figure."
}
/^  # / { heading = substr($0, 5); next }
/\{ plot:/ && heading != "" {
    name = $1
    sub(":", "", name)
    stage = $0
    sub(/^ +/, "", stage)
    sub(/: +/, ": ", stage)
    printf "\n## %s\n\n![%s](gallery/%s.png)\n\n```yaml\n%s\n```\n", heading, heading, name, stage
    heading = ""
}' pipelines/gallery.yaml > docs/gallery.md
echo "the gallery is in docs/gallery.md"
mkdir -p docs/forecasting
for name in airline sunspots co2 temperature us-change; do
    "$seqcast" run "pipelines/$name.yaml"
    cp "runs/$name/forecast.png" "docs/forecasting/$name.png"
done
echo "the figures of docs/forecasting.md are in docs/forecasting"

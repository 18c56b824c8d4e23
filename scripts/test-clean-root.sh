#!/bin/sh
# Unpacks the archive of `make dist` in a clean Debian root, where nothing else is installed, and runs the README's lines there:
# test-clean-root.sh ARCHIVE [SUITE]. Needs debootstrap and root (MIRROR=ADDRESS for a suite that its own mirror no longer has); the
# picture must have the bytes that SEQCAST=FILE draws here.
set -eu
archive=$(realpath "$1") suite=${2:-bookworm}
seqcast=$(realpath "${SEQCAST:-.build/release/seqcast}")
base=$PWD/.build/clean-roots/$suite
if [ ! -d "$base" ]; then
    mkdir -p "$(dirname "$base")"
    debootstrap --variant=minbase "$suite" "$base.part" ${MIRROR:+"$MIRROR"} > "$base.log" 2>&1 || { tail "$base.log" >&2; exit 1; }
    mv "$base.part" "$base"
fi
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cp -a "$base/." "$root/"
mkdir "$root/try"
tar -C "$root/try" --strip-components 1 -xzf "$archive"
cp -r pipelines fixtures/series "$root/try/"
cat > "$root/try/lines.sh" <<'LINES'
set -e
cd /try
PATH=/try/bin:$PATH
sha256sum --quiet -c SHA256SUMS
seqcast generate --curve sine --noise 0.05 --output series.csv
seqcast generate --curve cosine --periods 2 --output cosine.csv
seqcast train --data series.csv --scale none --output model --quiet
seqcast predict --model model --data cosine.csv --output prediction.csv
seqcast plot --data prediction.csv --label "y=cos(x)" --label predict --output prediction.png
seqcast run pipelines/sine.yaml > run.log
seqcast status pipelines/sine.yaml > status.log
seqcast describe series/airline-passengers.csv > describe.log
LINES
# Swift reads a program's arguments in /proc.
env -i HOME=/root PATH=/usr/bin:/bin:/usr/sbin unshare -m sh -c "mount -t proc proc '$root/proc' && chroot '$root' /bin/sh /try/lines.sh"
here=$(mktemp -d)
(cd "$here" && "$seqcast" generate --curve sine --noise 0.05 --output series.csv &&
    "$seqcast" generate --curve cosine --periods 2 --output cosine.csv &&
    "$seqcast" train --data series.csv --scale none --output model --quiet &&
    "$seqcast" predict --model model --data cosine.csv --output prediction.csv &&
    "$seqcast" plot --data prediction.csv --label "y=cos(x)" --label predict --output prediction.png) > "$here/log"
cmp "$here/prediction.png" "$root/try/prediction.png"
cmp "$here/model/model.safetensors" "$root/try/model/model.safetensors"
rm -rf "$here"
echo "$suite: the README's lines ran in a clean root; picture and model have the same bytes as here"

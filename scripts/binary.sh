#!/bin/sh
# Builds the command to be carried away: the Swift runtime linked in, what is never called left out, names stripped:
# binary.sh static|system FILE. `static` links all libraries in but libc and libm, `system` leaves libpng and zlib to the system.
set -eu
kind=$1 file=$2
scratch=.build/dist
libraries=$PWD/$scratch/archives
mkdir -p "$(dirname "$file")" "$libraries"
rm -f "$libraries"/*
"${SWIFT:-swift}" build -c release --product seqcast --static-swift-stdlib --scratch-path "$scratch"
# A directory of nothing but archives, so that the linker finds no shared library beside them: first of the compiler's own.
archive() {
    found=$(find $2 -name "lib$1.a" 2>/dev/null | sort | tail -1)
    [ -n "$found" ] || { echo "lib$1.a is missing; on Debian: apt-get install libpng-dev zlib1g-dev g++" >&2; exit 1; }
    ln -s "$found" "$libraries/lib$3.a"
}
archive stdc++ /usr/lib/gcc stdc++
archive gcc_eh /usr/lib/gcc gcc_s
if [ "$kind" = static ]; then
    archive png "/usr/lib /usr/local/lib" png
    archive z "/usr/lib /usr/local/lib" z
fi
# Of the package Yams only LibYAML is used; its Swift part would bring all of Foundation in, with the tables of ICU.
grep -v '/Yams\.build/' "$scratch/release/seqcast.product/Objects.LinkFileList" > "$scratch/objects"
# Linked once more, since a package cannot say where libraries are looked for first. Nothing is loaded into it, so that no names
# are kept for that.
"${SWIFT:-swift}c" -o "$file" -module-name seqcast -emit-executable -static-stdlib -L "$libraries" \
    @"$scratch/objects" -lpng -lz -lm \
    -Xlinker --defsym=main=seqcast_main -use-ld=lld -Xlinker --no-export-dynamic -Xlinker --gc-sections -Xlinker -s

#!/bin/sh
# Builds the command to be carried away: the Swift runtime linked in, what is never called left out, names stripped:
# binary.sh static|system FILE. `static` links libpng and zlib in too, `system` leaves them to the system.
set -eu
kind=$1 file=$2
scratch=.build/dist
mkdir -p "$(dirname "$file")"
set -- -Xlinker --gc-sections -Xlinker -s
if [ "$kind" = static ]; then
    libraries=$PWD/$scratch/archives
    mkdir -p "$libraries"
    # A directory that holds nothing but the archives, so that the linker finds no shared library beside them.
    for library in png z; do
        archive=$(find /usr/lib /usr/local/lib -name "lib$library.a" 2>/dev/null | sed -n 1p)
        [ -n "$archive" ] || { echo "lib$library.a is missing; on Debian: apt-get install libpng-dev zlib1g-dev" >&2; exit 1; }
        ln -sf "$archive" "$libraries/lib$library.a"
    done
    # Of the compiler's own libraries, too, the archives: a clean root need not have the shared ones.
    for library in stdc++:stdc++ gcc_eh:gcc_s; do
        archive=$(find /usr/lib/gcc -name "lib${library%:*}.a" 2>/dev/null | sort | tail -1)
        [ -z "$archive" ] || ln -sf "$archive" "$libraries/lib${library#*:}.a"
    done
    set -- "$@" -Xlinker "-L$libraries"
fi
"${SWIFT:-swift}" build -c release --product seqcast --static-swift-stdlib --scratch-path "$scratch" "$@"
cp "$scratch/release/seqcast" "$file"

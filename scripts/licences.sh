#!/bin/sh
# Writes the licences of all that is in the binary that `make dist` builds, one after the other, on standard output.
set -eu
toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v "${SWIFT:-swift}")")")")
show() {
    [ -r "$2" ] || { echo "$2 is missing; expected the licence of $1" >&2; exit 1; }
    printf '%s\n\n' "==== $1"
    cat "$2"
    printf '\n'
}
show "seqcast" LICENSE
show "LibYAML" Sources/CYAML/LICENSE
show "DejaVu fonts" Sources/CFont/LICENSE
show "swift-argument-parser" .build/dist/checkouts/swift-argument-parser/LICENSE.txt
show "the Swift runtime, Foundation and libdispatch" "$toolchain/share/swift/LICENSE.txt"
show "libpng" /usr/share/doc/libpng-dev/copyright
show "zlib" /usr/share/doc/zlib1g-dev/copyright

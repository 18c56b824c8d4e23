#!/bin/sh
# Writes the licences of all that is in the binary that `make dist` builds, one after the other, on standard output; with
# `debian` those in the package's, the Apache licence by its place on a Debian system.
set -eu
kind=${1:-all}
toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v "${SWIFT:-swift}")")")")
show() {
    [ -r "$2" ] || { echo "$2 is missing; expected the licence of $1" >&2; exit 1; }
    printf '%s\n\n' "==== $1"
    if [ "$kind" = debian ] && grep -q 'Apache License' "$2"; then
        echo "Apache License, version 2.0: /usr/share/common-licenses/Apache-2.0"
        sed -n '/Runtime Library Exception/,$p' "$2"
    else
        cat "$2"
    fi
    printf '\n'
}
show "seqcast" LICENSE
# LibYAML comes in the package Yams, under the same words, which stand there with the name of who made Yams of it.
show "LibYAML, by the package Yams" .build/dist/checkouts/Yams/LICENSE
printf '%s\n\n' "LibYAML: Copyright (c) 2017-2020 Ingy döt Net, Copyright (c) 2006-2016 Kirill Simonov; the same terms"
show "DejaVu fonts" Sources/CFont/LICENSE
show "swift-argument-parser" .build/dist/checkouts/swift-argument-parser/LICENSE.txt
show "the Swift runtime, Foundation and libdispatch" "$toolchain/share/swift/LICENSE.txt"
[ "$kind" = all ] || exit 0
show "libpng" /usr/share/doc/libpng-dev/copyright
show "zlib" /usr/share/doc/zlib1g-dev/copyright

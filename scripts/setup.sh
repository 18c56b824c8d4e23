#!/bin/sh
# Checks for what building needs. Missing Debian packages are installed where that is allowed; else the command is shown.
set -eu

swift=${SWIFT:-swift}
if ! command -v "$swift" >/dev/null 2>&1; then
    echo "seqcast needs a Swift 6.1 toolchain or newer: https://www.swift.org/install" >&2
    exit 1
fi
if ! said=$("$swift" --version 2>&1); then
    echo "$(command -v "$swift") does not start:" >&2
    printf '%s\n' "$said" | head -5 | sed 's/^/  /' >&2
    echo "seqcast needs a Swift 6.1 toolchain for this system, with what it needs itself: https://www.swift.org/install" >&2
    exit 1
fi
version=$(printf '%s\n' "$said" | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -1)
case $version in
[0-5].* | 6.0)
    echo "$(command -v "$swift") is Swift $version; seqcast needs 6.1 or newer: https://www.swift.org/install" >&2
    exit 1
    ;;
"")
    echo "$(command -v "$swift") does not say its version, but: $(printf '%s\n' "$said" | head -1); seqcast needs Swift 6.1 or newer" >&2
    exit 1
    ;;
esac

missing=""
if [ "$(uname)" = Linux ] && command -v dpkg-query >/dev/null 2>&1; then
    for package in libpng-dev zlib1g-dev pkg-config; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
elif ! pkg-config --exists libpng zlib 2>/dev/null; then
    echo "seqcast needs the development files of libpng and zlib, and pkg-config; install them with your package manager" >&2
    exit 1
fi
[ -n "$missing" ] || exit 0

command="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Some packages are missing; run: sudo $command" >&2
    exit 1
fi

echo "installing$missing"
# The list of packages may be old or absent: fetch it, then install.
if ! { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root $command -qq; } >/dev/null; then
    echo "The packages could not be installed; run: apt-get update && $command" >&2
    exit 1
fi

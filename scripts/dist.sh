#!/bin/sh
# Makes the archive of a release in dist/: the binary with nothing to install beside it, completions, man pages, licences, and
# the checksum of it all. The same binary makes the same bytes.
set -eu
version=$(sed -n 's/.*static let version = "\(.*\)".*/\1/p' Sources/Files/ProgramVersion.swift)
name=seqcast-$version-linux-$(uname -m)
root=.build/dist/$name
rm -rf "$root" && mkdir -p "$root/bin" dist
scripts/binary.sh static "$root/bin/seqcast"
scripts/extras.sh "$root/bin/seqcast" "$root"
cp README.md "$root/"
scripts/licences.sh > "$root/LICENSES"
(cd "$root" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum > SHA256SUMS)
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX -C .build/dist -cf - "$name" |
    gzip -9n > "dist/$name.tar.gz"
(cd dist && sha256sum "$name.tar.gz" > "$name.tar.gz.sha256")
ls -l "$root/bin/seqcast" "dist/$name.tar.gz"

#!/bin/sh
# Makes a Debian package in dist/: the same as the archive, with the system's libpng and zlib.
set -eu
version=$(sed -n 's/.*static let version = "\(.*\)".*/\1/p' Sources/Files/ProgramVersion.swift)
architecture=$(dpkg --print-architecture)
# As Debian's tools have it, else who made the last commit.
maintainer=${DEBEMAIL:+${DEBFULLNAME:-The seqcast authors} <$DEBEMAIL>}
maintainer=${maintainer:-$(git log -1 --format='%an <%ae>')}
root=.build/dist/deb
rm -rf "$root" && mkdir -p "$root/DEBIAN" "$root/usr/share/doc/seqcast" dist
scripts/binary.sh system "$root/usr/bin/seqcast"
scripts/extras.sh "$root/usr/bin/seqcast" "$root/usr"
mkdir -p "$root/usr/share/zsh/vendor-completions"
mv "$root/usr/share/zsh/site-functions/_seqcast" "$root/usr/share/zsh/vendor-completions/_seqcast"
rmdir "$root/usr/share/zsh/site-functions"
gzip -9n "$root"/usr/share/man/man1/*.1
# A completion is read, not run.
sed -i '1{/^#!/d}' "$root/usr/share/bash-completion/completions/seqcast"
# LibYAML comes in the package Yams.
mkdir -p "$root/usr/share/lintian/overrides"
echo "seqcast: embedded-library libyaml *" > "$root/usr/share/lintian/overrides/seqcast"
scripts/licences.sh debian > "$root/usr/share/doc/seqcast/copyright"
changed=$(date -u -d "@$(git log -1 --format=%ct 2>/dev/null || date +%s)" -R)
printf 'seqcast (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- %s  %s\n' \
    "$version" "$maintainer" "$changed" | gzip -9n > "$root/usr/share/doc/seqcast/changelog.gz"

# What the binary is linked against, with the versions that dpkg knows.
mkdir -p "$root.control/debian"
printf 'Source: seqcast\nPackage: seqcast\n' > "$root.control/debian/control"
depends=$(cd "$root.control" && dpkg-shlibdeps -O "$OLDPWD/$root/usr/bin/seqcast" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
cat > "$root/DEBIAN/control" <<CONTROL
Package: seqcast
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -ks "$root/usr" | cut -f1)
Depends: $depends
Section: science
Priority: optional
Description: forecast time series with recurrent networks
 From a file of numbers to a trained recurrent network, a forecast and a
 picture: one command, no Python, and the same bytes every time. Files are
 read, networks trained and pictures drawn in stages, by hand or from a
 pipeline's specification.
CONTROL
find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -exec chmod 644 {} +
chmod 755 "$root/usr/bin/seqcast"
(cd "$root" && find usr -type f | LC_ALL=C sort | xargs md5sum > DEBIAN/md5sums && chmod 644 DEBIAN/md5sums)
dpkg-deb --root-owner-group --build "$root" "dist/seqcast_${version}_$architecture.deb"
if command -v lintian > /dev/null; then
    lintian --fail-on error,warning "dist/seqcast_${version}_$architecture.deb"
else
    echo "lintian is not installed: the package was not looked at"
fi

#!/bin/sh
# Puts what belongs to a binary of the command under PREFIX: completions, man pages, licences: extras.sh SEQCAST PREFIX
set -eu
seqcast=$1 prefix=$2
share=$prefix/share
mkdir -p "$share/bash-completion/completions" "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
"$seqcast" --generate-completion-script bash > "$share/bash-completion/completions/seqcast"
"$seqcast" --generate-completion-script zsh > "$share/zsh/site-functions/_seqcast"
"$seqcast" --generate-completion-script fish > "$share/fish/vendor_completions.d/seqcast.fish"
scripts/man-pages.sh "$seqcast" "$share/man/man1"

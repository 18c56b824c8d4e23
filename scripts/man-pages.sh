#!/bin/sh
# Writes the man pages of the command and of each subcommand, from what `help` says of them: man-pages.sh SEQCAST DIRECTORY
set -eu
seqcast=$1 directory=$2
mkdir -p "$directory"
# So wide that no line of the help is broken.
export COLUMNS=9999
version=$("$seqcast" --version | awk 'NR == 1 { print $2 }')
commands=$("$seqcast" --help | awk '/SUBCOMMANDS:$/ { inside = 1; next } /^[^ ]/ { inside = 0 } inside && /^  [a-z]/ { print $1 }')

# page NAME TITLE: what stands on standard input as roff. A command's name stands in bold, an option's label above its help.
page() {
    awk -v name="$1" -v version="$version" -v others="$2" '
        function roff(text) {
            gsub(/\\/, "\\e", text)
            gsub(/-/, "\\-", text)
            if (text ~ /^[.\x27]/) text = "\\&" text
            return text
        }
        function entry(label, text) { print ".TP"; print ".B " roff(label); if (text != "") print roff(text) }
        BEGIN { printf ".TH \"%s\" 1 \"\" \"seqcast %s\" \"seqcast\"\n", toupper(name), version }
        /^OVERVIEW: / {
            overview = $0; sub(/^OVERVIEW: /, "", overview)
            print ".SH NAME"; print roff(name) " \\- " roff(overview)
            next
        }
        /^USAGE: / { print ".SH SYNOPSIS"; sub(/^USAGE: /, ""); print ".B " roff($0); next }
        /^[A-Z][A-Z ]*:$/ { sub(/:$/, ""); print ".SH " $0; next }
        /^[A-Z][^ ].*:$/ { sub(/:$/, ""); print ".SH \"" toupper($0) "\""; next }
        /^  [^ ]/ {
            line = $0; sub(/^  /, "", line)
            # The first wide gap parts a label from its help.
            if (match(line, /   *[^ ]/)) entry(substr(line, 1, RSTART - 1), substr(line, RSTART + RLENGTH - 1))
            else entry(line, "")
            next
        }
        /^   *[^ ]/ { sub(/^ */, ""); print roff($0); next }
        /^$/ { next }
        { print ".PP"; print roff($0) }
        END {
            print ".SH \"SEE ALSO\""
            count = split(others, list, " ")
            for (i = 1; i <= count; i++) printf ".BR %s (1)%s\n", roff(list[i]), (i < count ? "," : "")
        }' > "$directory/$1.1"
}

"$seqcast" --help | grep -v "See 'seqcast help" | page seqcast "$(for command in $commands; do printf 'seqcast-%s ' "$command"; done)"
for command in $commands; do
    "$seqcast" help "$command" | page "seqcast-$command" seqcast
done

#!/bin/sh
# Builds and runs the tests of what was changed since the last commit, or those that match a filter: check.sh [FILTER]
set -eu
filter=${1:-}
if [ -z "$filter" ]; then
    # A module's tests are in the folder named after it; a change to the command, a pipeline or a fixture is tried by its tests.
    filter=$({ git diff --name-only HEAD; git ls-files --others --exclude-standard; } | awk -F/ '
        $1 == "Sources" && $2 == "CKernels" { print "RecurrentNetsTests"; next }
        $1 == "Sources" && $2 == "seqcast" { print "CommandLineTests"; next }
        $1 == "Sources" && $2 !~ /^C/ { print $2 "Tests"; next }
        $1 == "Tests" && $2 ~ /Tests$/ { print $2 }' | sort -u | while read -r suite; do
        [ -d "Tests/$suite" ] && echo "$suite"
    done | paste -s -d '|' -)
    if [ -z "$filter" ]; then
        echo "nothing that has tests was changed since the last commit; FILTER=NAME chooses tests by name"
        exit 0
    fi
    echo "what was changed is tried by $filter; FILTER=NAME chooses others"
fi
# Tests that run the command run that of the sources.
if { grep -rlE --include='*.swift' "$filter" Tests || true; find Tests -name '*.swift' | grep -E "$filter" || true; } |
    xargs -r grep -lE 'SeqcastCommand|Fault|PipelineProject' | grep -q .; then
    make -s build
fi
exec scripts/test.sh "${SWIFT:-swift}" test --filter "$filter"

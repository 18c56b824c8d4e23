#!/bin/sh
# Makes the Python environment VENV with the peers in their pinned versions; what cannot be installed is said and left out.
set -eu
venv=$1
here=$(dirname "$0")
log=$venv/setup.log
command -v python3 >/dev/null || { echo "peers: found no python3; expected one to make an environment with; install it" >&2; exit 1; }
[ -x "$venv/bin/pip" ] || python3 -m venv "$venv" || {
    echo "peers: python3 -m venv failed; expected Python's venv module; run: apt-get install python3-venv" >&2
    exit 1
}
: >"$log"

# install PEER REQUIREMENT…
install() {
    peer=$1
    shift
    [ -e "$venv/$peer.installed" ] && return
    echo "peers: installing $peer"
    if "$venv/bin/pip" install --no-input --quiet --retries 1 --constraint "$here/constraints.txt" "$@" >>"$log" 2>&1; then
        touch "$venv/$peer.installed"
    else
        echo "peers: $peer cannot be installed and is left out: $(grep -m 1 ERROR "$log"); the rest is in $log" >&2
    fi
}

# torch's index is named in the constraints, where its builds without CUDA are.
install dezero dezero numpy matplotlib
install torch torch numpy
install jax jax numpy
install onnxruntime onnxruntime onnx numpy
install pandas pandas
install polars polars
install matplotlib matplotlib pandas

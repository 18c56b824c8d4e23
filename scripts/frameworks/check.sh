#!/bin/sh
# Exports the models in fixtures/frameworks and loads each file by its real library: scripts/frameworks/check.sh [DIRECTORY]. Sets
# the libraries up in DIRECTORY (.build/frameworks), which takes 3 GB and some minutes; CI checks digests instead.
set -eu
directory=${1:-.build/frameworks}
seqcast=${SEQCAST:-.build/release/seqcast}
[ -x "$directory/bin/python" ] || {
    python3 -m venv "$directory"
    "$directory/bin/pip" install -q numpy 'torch==2.13.0' 'safetensors==0.8.0' 'onnx==1.17.0' 'onnxruntime==1.32.0' \
        'keras==3.15.1' 'jax==0.10.2' 'h5py==3.16.0' 'flax==0.12.8' 'equinox==0.13.8' 'dm-haiku==0.0.17' 'mlx==0.32.4' \
        'mlx-cpu==0.32.4' 'tinygrad==0.14.0' 'dezero==0.0.13' pillow matplotlib
}
"$directory/bin/python" scripts/frameworks/check-onnx-nodes.py "$seqcast"
"$directory/bin/python" scripts/frameworks/check-exports.py "$seqcast" fixtures/frameworks

#!/bin/sh
# Exports the models in fixtures/frameworks, loads each file by its real library and imports what these write:
# scripts/frameworks/check.sh [DIRECTORY]. Sets the libraries up in DIRECTORY (.build/frameworks), which takes 5 GB and some minutes;
# CI checks digests and files instead. Chainer and TensorFlow 2.15 need Python 3.10, and are left out without it.
set -eu
directory=${1:-.build/frameworks}
seqcast=${SEQCAST:-.build/release/seqcast}
old=${PYTHON310:-python3.10}
scripts=scripts/frameworks
[ -x "$directory/bin/python" ] || {
    python3 -m venv "$directory"
    "$directory/bin/pip" install -q numpy 'torch==2.13.0' 'safetensors==0.8.0' 'onnx==1.17.0' 'onnxscript==0.7.2' \
        'onnxruntime==1.32.0' 'keras==3.15.1' 'jax==0.10.2' 'tensorflow-cpu==2.21.0' 'h5py==3.14.0' 'flax==0.12.8' \
        'equinox==0.13.8' 'dm-haiku==0.0.17' 'mlx==0.32.4' 'mlx-cpu==0.32.4' 'tinygrad==0.14.0' 'dezero==0.0.13' pillow matplotlib
}
[ -x "$directory/paddle/bin/python" ] || {
    python3 -m venv "$directory/paddle"
    "$directory/paddle/bin/pip" install -q 'paddlepaddle==3.3.1' 'safetensors==0.8.0'
}
[ -x "$directory/chainer/bin/python" ] || ! "$old" --version || {
    "$old" -m venv "$directory/chainer"
    "$directory/chainer/bin/pip" install -q 'setuptools<70' wheel 'numpy==1.23.5' safetensors
    "$directory/chainer/bin/pip" install -q --no-build-isolation 'chainer==7.8.1'
    "$old" -m venv "$directory/tf2onnx"
    "$directory/tf2onnx/bin/pip" install -q 'tensorflow-cpu==2.15.1' 'tf2onnx==1.16.1' 'numpy<1.25'
}
"$directory/bin/python" $scripts/check-onnx-nodes.py "$seqcast"
"$directory/bin/python" $scripts/check-exports.py "$seqcast" fixtures/frameworks
"$directory/bin/python" $scripts/check-docs.py "$seqcast"
made=$directory/files
for functions in 'torch_ wrappers_ onnx_' 'keras_ keras_more_' flax_ equinox_ haiku_ mlx_ tinygrad_ dezero_; do
    # shellcheck disable=SC2086
    KERAS_BACKEND=jax "$directory/bin/python" $scripts/make-files.py "$made" $functions
done
"$directory/paddle/bin/python" $scripts/make-files.py "$made" paddle_
if [ -x "$directory/chainer/bin/python" ]; then
    "$directory/chainer/bin/python" $scripts/check-exports.py "$seqcast" fixtures/frameworks chainer
    "$directory/chainer/bin/python" $scripts/check-docs.py "$seqcast"
    "$directory/chainer/bin/python" $scripts/make-files.py "$made" chainer_
    "$directory/tf2onnx/bin/python" $scripts/make-files.py "$made" keras2_
fi
"$directory/bin/python" $scripts/check-imports.py "$seqcast" "$made"

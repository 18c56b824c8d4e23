#!/usr/bin/env bash
# What surprised: load_weights of Keras 3 gives a layer the weights of ANOTHER layer of its class, though both layers' names stand in the file.
#
# In a .weights.h5 layers are called by their class and number (`layers/gru`, `layers/gru_1`); the names that the user gave are there
# as attributes, and are not looked at. A model with the same two layers in the other order loads without a word, each with the
# other's weights. So names in such a file say nothing about what a tensor is for: the order of layers does.
#
# Seen with keras 3.15.1 (JAX backend), h5py 3.14.0: 'encoder' has afterwards what 'decoder' had.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q keras==3.15.1 h5py==3.14.0 numpy==2.4.6 jax==0.10.2
cd "$folder"
KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'PYTHON'
import h5py
import keras
import numpy as np

print("keras", keras.__version__)


def network(names):
    layers = [keras.layers.GRU(3, return_sequences=True, name=name) for name in names]
    return keras.Sequential([keras.Input((None, 3)), *layers])


def same(a, b):
    return all(np.array_equal(x, y) for x, y in zip(a.get_weights(), b.get_weights()))


keras.utils.set_random_seed(0)
written, read = network(["encoder", "decoder"]), network(["decoder", "encoder"])
written.save_weights("a.weights.h5")
with h5py.File("a.weights.h5") as file:
    names = {group: file[f"layers/{group}/vars"].attrs["name"] for group in file["layers"]}
print("in the file:", names)
assert names == {"gru": "encoder", "gru_1": "decoder"}
read.load_weights("a.weights.h5")
for name, other in (("encoder", "decoder"), ("decoder", "encoder")):
    print(name, "has the weights of", other)
    assert same(read.get_layer(name), written.get_layer(other))
    assert not same(read.get_layer(name), written.get_layer(name))
PYTHON

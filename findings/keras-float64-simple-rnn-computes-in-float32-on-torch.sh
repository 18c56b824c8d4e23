#!/usr/bin/env bash
# What surprised: in Keras 3 with floatx float64 a SimpleRNN on the torch backend gives float64 numbers that are right to seven digits only.
#
# Weights, input and output say float64. LSTM and GRU on torch, and all three on TensorFlow, agree with NumPy to the last bits;
# the SimpleRNN on torch does not: something on its way is float32. The type of an output does not say how it was computed.
#
# Seen with keras 3.15.1, torch 2.13.0, 20 steps, 3 units, weights of size 1: SimpleRNN 2.7e-7, LSTM 1.4e-16, GRU 1.1e-16.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q keras==3.15.1 torch==2.13.0 numpy==2.4.6
KERAS_BACKEND=torch "$folder/venv/bin/python" - 2>/dev/null <<'PYTHON'
from importlib.metadata import version

import keras
import numpy as np

print({name: version(name) for name in ("keras", "torch")})
keras.config.set_floatx("float64")
random = np.random.default_rng(0)
sigmoid = lambda v: 1 / (1 + np.exp(-v))
for kind in ("LSTM", "GRU", "SimpleRNN"):
    net = keras.Sequential([keras.Input((None, 1)), getattr(keras.layers, kind)(3, return_sequences=True)])
    net.set_weights([random.normal(size=w.shape) for w in net.get_weights()])
    w, u, b = net.get_weights()
    x = random.normal(size=(1, 20, 1))
    h, c, expected = np.zeros(3), np.zeros(3), []
    for value in x[0]:
        if kind == "LSTM":
            i, f, g, o = np.split(value @ w + h @ u + b, 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
        elif kind == "GRU":
            (az, ar, an), (uz, ur, un) = np.split(value @ w + b[0], 3), np.split(h @ u + b[1], 3)
            z = sigmoid(az + uz)
            h = z * h + (1 - z) * np.tanh(an + sigmoid(ar + ur) * un)
        else:
            h = np.tanh(value @ w + h @ u + b)
        expected.append(h)
    said = keras.ops.convert_to_numpy(net(x))
    worst = np.abs(said[0] - np.array(expected)).max()
    print(kind, "weights", w.dtype, "output", said.dtype, "largest difference to NumPy", worst)
    assert w.dtype == said.dtype == np.float64
    assert worst > 1e-9 if kind == "SimpleRNN" else worst < 1e-14, "only SimpleRNN loses digits"
PYTHON

#!/usr/bin/env bash
# What surprised: Paddle's state_dict has the weights of nn.LSTM, nn.GRU and nn.SimpleRNN twice, and its linear layer the other way round.
#
# Names and gate orders are PyTorch's (`rnn.weight_ih_l0`, i f g o, r z n), and the same arrays stand there again under
# `rnn.0.cell.weight_ih`; but `fc.weight` is [inputs, outputs] under PyTorch's name. With as many outputs as units nothing shows
# it: torch would load the arrays and forecast something else.
#
# Seen with paddlepaddle 3.3.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q paddlepaddle==3.3.1
"$folder/venv/bin/python" - 2>/dev/null <<'PYTHON'
import numpy as np
import paddle

print("paddle", paddle.__version__)
sigmoid = lambda v: 1 / (1 + np.exp(-v))
for kind in ("LSTM", "GRU", "SimpleRNN"):
    class Net(paddle.nn.Layer):
        def __init__(self):
            super().__init__()
            self.rnn, self.fc = getattr(paddle.nn, kind)(1, 3), paddle.nn.Linear(3, 2)

        def forward(self, x):
            return self.fc(self.rnn(x)[0])

    net = Net()
    weights = {name: value.numpy() for name, value in net.state_dict().items()}
    print(kind, {name: value.shape for name, value in weights.items()})
    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        assert (weights[f"rnn.{name}_l0"] == weights[f"rnn.0.cell.{name}"]).all(), "every array is there twice"
    assert weights["fc.weight"].shape == (3, 2), "the linear layer has its inputs in rows"
    x = np.random.default_rng(0).normal(size=(5, 1)).astype(np.float32)
    h, c = np.zeros(3, np.float32), np.zeros(3, np.float32)
    for value in x:
        a = weights["rnn.weight_ih_l0"] @ value + weights["rnn.bias_ih_l0"]
        u = weights["rnn.weight_hh_l0"] @ h + weights["rnn.bias_hh_l0"]
        if kind == "LSTM":
            i, f, g, o = np.split(a + u, 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
        elif kind == "GRU":
            (ar, az, an), (ur, uz, un) = np.split(a, 3), np.split(u, 3)
            n, z = np.tanh(an + sigmoid(ar + ur) * un), sigmoid(az + uz)
            h = (1 - z) * n + z * h
        else:
            h = np.tanh(a + u)
    said = net(paddle.to_tensor(x[None])).numpy()[0, -1]
    worst = np.abs(said - (h @ weights["fc.weight"] + weights["fc.bias"])).max()
    print(kind, "largest difference to the formula", worst)
    assert worst < 1e-6
PYTHON

#!/usr/bin/env bash
# What surprised: PyTorch's ONNX exporter (the default since 2.9) writes nn.LSTM and nn.GRU as one node each, but unrolls nn.RNN.
#
# For nn.RNN it writes a product and a tanh for each step of the example input. The graph has that length for ever: its input is
# [12, 1, 1], and onnxruntime refuses any other, also where dynamic_shapes asked for a length of any size. The older exporter (dynamo=False) writes one RNN node.
#
# Seen with torch 2.13.0, onnx 1.17.0, onnxscript 0.7.2, 12 steps: 12 Tanh nodes and no RNN; LSTM and GRU: one node.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q torch==2.13.0 onnx==1.17.0 onnxscript==0.7.2 numpy==2.4.6
"$folder/venv/bin/python" - "$folder" 2>/dev/null <<'PYTHON'
import sys
from collections import Counter
from importlib.metadata import version

import onnx
import torch

print({name: version(name) for name in ("torch", "onnx", "onnxscript")})


class Net(torch.nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.rnn, self.fc = getattr(torch.nn, kind)(1, 3), torch.nn.Linear(3, 1)

    def forward(self, x):
        return self.fc(self.rnn(x)[0])


def nodes(kind, dynamo):
    path = f"{sys.argv[1]}/{kind}-{dynamo}.onnx"
    torch.onnx.export(Net(kind).eval(), (torch.zeros(12, 1, 1),), path, dynamo=dynamo, opset_version=18)
    return Counter(node.op_type for node in onnx.load(path).graph.node)


path = f"{sys.argv[1]}/any.onnx"
shapes = ({0: torch.export.Dim("time", min=2, max=100)},)
torch.onnx.export(Net("RNN").eval(), (torch.zeros(12, 1, 1),), path, dynamo=True, dynamic_shapes=shapes)
length = onnx.load(path).graph.input[0].type.tensor_type.shape.dim[0]
print("RNN of any length asked for: the input's first axis is", length.dim_param or length.dim_value)
assert length.dim_value == 12, "the length of the example stays"
for kind in ("LSTM", "GRU", "RNN"):
    new, old = nodes(kind, True), nodes(kind, False)
    print(kind, "new:", dict(new), "old:", dict(old))
    assert old[kind] == 1, "the older exporter writes one node"
    if kind == "RNN":
        assert new["RNN"] == 0 and new["Tanh"] == 12, "the new one writes every step"
    else:
        assert new[kind] == 1
PYTHON

#!/usr/bin/env bash
# What surprised: ONNX allows RNN, GRU and LSTM in float64, onnx' checker takes such a model, and onnxruntime on the CPU cannot run it.
#
# For RNN there is no kernel; GRU and LSTM load, and say only when they run that double is not supported yet. A Scan of the same step
# in float64 runs, and agrees with NumPy to the last bits: so a float64 network must be written as a Scan.
#
# Seen with onnx 1.17.0, onnxruntime 1.32.0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q onnx==1.17.0 onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

print({name: version(name) for name in ("onnx", "onnxruntime")})
random = np.random.default_rng(0)
size = 3


def model(nodes, arrays, output):
    value = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.DOUBLE, shape)
    graph = helper.make_graph(
        nodes, "g", [value("x", ["time", 1, 1])], [value(*output)],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    onnx.checker.check_model(made, full_check=True)
    return made.SerializeToString()


x = random.normal(size=(5, 1, 1))
for name, gates in (("RNN", 1), ("GRU", 3), ("LSTM", 4)):
    arrays = {"W": random.normal(size=(1, gates * size, 1)), "R": random.normal(size=(1, gates * size, size))}
    node = helper.make_node(name, ["x", "W", "R"], ["y"], hidden_size=size)
    made = model([node], arrays, ("y", ["time", 1, 1, size]))
    reason = None
    try:
        onnxruntime.InferenceSession(made, providers=["CPUExecutionProvider"]).run(None, {"x": x})
    except Exception as error:
        reason = str(error)
    print(name, "->", reason)
    assert reason and ("NOT_IMPLEMENTED" in reason or "double" in reason), f"{name} of float64 runs now"

w, r = random.normal(size=(1, size)), random.normal(size=(size, size))
value = lambda name: helper.make_tensor_value_info(name, TensorProto.DOUBLE, None)
step = helper.make_graph(
    [
        helper.make_node("MatMul", ["xt", "w"], ["a"]), helper.make_node("MatMul", ["h", "r"], ["b"]),
        helper.make_node("Add", ["a", "b"], ["s"]), helper.make_node("Tanh", ["s"], ["after"]),
        helper.make_node("Identity", ["after"], ["said"]),
    ], "step", [value("h"), value("xt")], [value("after"), value("said")])
made = model(
    [helper.make_node("Scan", ["h0", "x"], ["hn", "y"], body=step, num_scan_inputs=1)],
    {"w": w, "r": r, "h0": np.zeros((1, size))}, ("y", ["time", 1, size]))
said = onnxruntime.InferenceSession(made, providers=["CPUExecutionProvider"]).run(None, {"x": x})[0]
h, expected = np.zeros((1, size)), []
for row in x:
    h = np.tanh(row @ w + h @ r)
    expected.append(h)
worst = np.abs(said - np.array(expected)).max()
print("Scan of float64: largest difference to NumPy", worst)
assert worst < 1e-14
PYTHON

"""Imports the ONNX standard's own node tests for RNN, LSTM and GRU, their weights turned into constants, and compares the last
hidden state with the expected one; a test that is refused says why."""
import csv, glob, os, subprocess, sys, tempfile
import numpy as np, onnx
from onnx import numpy_helper

SEQCAST, WORK = sys.argv[1], tempfile.mkdtemp()
FOLDER = os.path.join(os.path.dirname(onnx.__file__), "backend", "test", "data", "node")
names = sorted(n for n in os.listdir(FOLDER) if n.startswith(("test_simple_rnn", "test_rnn", "test_lstm", "test_gru")))
bad = []
for name in names:
    model = onnx.load(os.path.join(FOLDER, name, "model.onnx"))
    load = lambda path: numpy_helper.to_array(onnx.load_tensor(path))
    data = os.path.join(FOLDER, name, "test_data_set_0")
    inputs = [load(os.path.join(data, f"input_{k}.pb")) for k in range(len(glob.glob(data + "/input_*.pb")))]
    outputs = [load(os.path.join(data, f"output_{k}.pb")) for k in range(len(glob.glob(data + "/output_*.pb")))]
    x = inputs[0]
    for info, value in list(zip(model.graph.input, inputs))[1:]:
        model.graph.initializer.append(numpy_helper.from_array(value, info.name))
    while len(model.graph.input) > 1:
        model.graph.input.pop()
    path, network = os.path.join(WORK, name + ".onnx"), os.path.join(WORK, name)
    onnx.save(model, path)
    end = subprocess.run([SEQCAST, "import", path, "--output", network], capture_output=True, text=True)
    if end.returncode:
        print(f"refused {name}: {end.stderr.strip().split(': ', 2)[-1]}")
        continue
    layout = next((a.i for a in model.graph.node[0].attribute if a.name == "layout"), 0)
    if layout:
        x = x.transpose(1, 0, 2)
    expected = outputs[-1].squeeze(1 if layout else 0).reshape(x.shape[1], -1)
    worst = 0.0
    for batch in range(x.shape[1]):
        size, count = expected.shape[1], x.shape[2]
        columns = [f"y{k + 1}" for k in range(count)] if size == count > 1 else ["y"] + [f"x{k}" for k in range(1, count)]
        table, result = os.path.join(WORK, "in.csv"), os.path.join(WORK, "out.csv")
        with open(table, "w") as file:
            file.write(",".join(columns) + "\n")
            file.writelines(",".join(repr(float(v)) for v in row) + "\n" for row in x[:, batch])
        end = subprocess.run(
            [SEQCAST, "predict", "--model", network, "--data", table, "--output", result], capture_output=True, text=True)
        assert end.returncode == 0, end.stderr
        with open(result) as file:
            rows = list(csv.DictReader(file))
        if size == count > 1:
            said = [float(rows[-1]["prediction_" + column]) for column in columns]
        else:
            said = [float(row["prediction"]) for row in rows[-size:]]
        worst = max(worst, np.abs(np.array(said) - expected[batch]).max())
    print(f"{'agrees' if worst < 1e-6 else 'DIFFERS'} {name}: {worst:.1e}")
    if worst >= 1e-6:
        bad.append(name)
print(f"{len(names)} tests")
sys.exit(f"differ: {', '.join(bad)}" if bad else 0)

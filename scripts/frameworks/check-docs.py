"""Runs the lines of Python in docs/weights.md as they stand there, on models of fixtures/frameworks with their sizes changed to the
models', and compares with predict: check-docs.py SEQCAST."""
import csv, json, os, re, struct, subprocess, sys, tempfile
import numpy as np

np.int = int  # DeZero 0.0.13 was written for an older NumPy.
os.environ["KERAS_BACKEND"], os.environ["TF_CPP_MIN_LOG_LEVEL"] = "tensorflow", "3"
SEQCAST, MODELS, WORK = sys.argv[1], "fixtures/frameworks/models", tempfile.mkdtemp()
text = open("docs/weights.md").read()
blocks = {re.match(r"# (\w+)|(graph)", block)[0].strip("# "): block for block in re.findall(r"```python\n(.*?)```", text, re.S)}
values = np.array([float(row["value"]) for row in csv.DictReader(open("fixtures/frameworks/data/plain.csv"))])[:200]
table = os.path.join(WORK, "in.csv")
open(table, "w").write("value\n" + "".join(f"{value!r}\n" for value in values.tolist()))


def run(*arguments):
    end = subprocess.run([SEQCAST, *arguments], capture_output=True, text=True)
    assert end.returncode == 0, end.stderr
    return end.stdout


def metadata(model):
    data = open(os.path.join(MODELS, model, "model.safetensors"), "rb").read()
    return json.loads(data[8:8 + struct.unpack("<Q", data[:8])[0]])["__metadata__"]


def expected(model):
    output = os.path.join(WORK, "out.csv")
    run("predict", "--model", os.path.join(MODELS, model), "--data", table, "--output", output)
    return np.array([float(row["prediction"]) for row in csv.DictReader(open(output)) if row["prediction"]])


def example(name, model, file, names, prelude, epilogue):
    texts = metadata(model)
    output = os.path.join(WORK, file)
    form = re.search(r"--to (\w+)", blocks[name])
    form = form[1] if form else "onnx"
    run("export", os.path.join(MODELS, model), "--to", form, "--output", output, *names)
    code = blocks[name].replace("100", texts["hidden_size"]).replace(f'"{file}"', repr(output))
    space = {"np": np, "offset": float(texts["scale_offset"]), "divisor": float(texts["scale_divisor"]), "values": values}
    try:
        exec(prelude, space)
    except ImportError as error:
        print(f"not tried {name}: {error}")
        return
    exec(code, space)
    exec(epilogue, space)
    worst = np.abs(np.ravel(np.asarray(space["said"])) - expected(model)).max() / space["divisor"]
    print(f"{'agrees' if worst < 1e-6 else 'DIFFERS'} {name} {model}: {worst:.1e}", flush=True)
    assert worst < 1e-6


F = "np.float32"
example("PyTorch", "plain-gru64", "model.pt", [], f"import torch; x = torch.tensor(values.astype({F}).reshape(-1, 1, 1))",
        "said = forecast.detach().numpy()")
example("MLX", "plain-gru64", "model.safetensors", [],
        f"import mlx.core as mx, mlx.nn as nn; x = mx.array(values.astype({F}).reshape(1, -1, 1))", "said = np.array(forecast)")
example("Keras", "plain-gru64", "model.weights.h5", [], f"import keras; x = values.astype({F}).reshape(1, -1, 1)",
        "said = keras.ops.convert_to_numpy(forecast)")
example("DeZero", "plain-lstm", "model.npz", ["--names", "dezero"],
        f"import dezero.layers as L; from dezero import Model; x = values[:1].astype({F}).reshape(1, 1)",
        "said = [float(forecast.item())] + [(net((v - offset) / divisor).data * divisor + offset).item() "
        f"for v in values[1:].astype({F}).reshape(-1, 1, 1)]")
example("Haiku", "plain-lstm", "model.npz", ["--names", "haiku"],
        f"import haiku as hk, jax, jax.numpy as jnp; x = jnp.array(values.astype({F}).reshape(-1, 1, 1))", "said = forecast")
example("graph", "plain-gru-v1-float32", "model.onnx", [], "import onnxruntime; x = values; new = 30.0", "said = graph.run(['mean'], "
        "{'value': x.reshape(-1, 1, 1), 'h0': h0})[0]")
example("Chainer", "plain-gru64", "model.npz", ["--names", "chainer"],
        f"import chainer, chainer.links as L; x = values.astype({F}).reshape(-1, 1)", "said = forecast")

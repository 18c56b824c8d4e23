"""Exports every model in fixtures/frameworks/models to every format, loads each file by its real library, and compares with predict.

Run by scripts/frameworks/check.sh, which sets the libraries up. Writes the digests of the files that agreed to
fixtures/frameworks/exports.sha256, against which the tests check the bytes of later builds.
"""
import csv, hashlib, json, os, subprocess, sys, tempfile
import numpy as np

# On torch and JAX Keras computes a SimpleRNN of float64 in float32.
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"], os.environ["TF_CPP_MIN_LOG_LEVEL"] = "", "3"
SEQCAST, ROOT = sys.argv[1], sys.argv[2]
MODELS, WORK = os.path.join(ROOT, "models"), tempfile.mkdtemp()
FREE, WARMUP = 50, 200
failures, digests, loaded = [], {}, {}


def run(*arguments):
    return subprocess.run([SEQCAST, *arguments], capture_output=True, text=True)


def export(model, form, name, *more):
    path = os.path.join(WORK, name)
    end = run("export", os.path.join(MODELS, model), "--to", form, "--output", path, *more)
    return path if end.returncode == 0 else end


def predict(model, data, *more):
    output = os.path.join(WORK, "prediction.csv")
    end = run("predict", "--model", os.path.join(MODELS, model), "--data", data, "--output", output, *more)
    assert end.returncode == 0, end.stderr
    with open(output) as file:
        return list(csv.DictReader(file))


def table(name):
    with open(os.path.join(ROOT, "data", name)) as file:
        return list(csv.DictReader(file))


def report(what, path, difference, limit):
    good = difference <= limit
    print(f"{'agrees' if good else 'DIFFERS'} {what}: {difference:.1e} of {limit:.0e}")
    if good:
        digests[os.path.basename(path)] = hashlib.sha256(open(path, "rb").read()).hexdigest()
    else:
        failures.append(what)


def metadata(model):
    from safetensors import safe_open
    with safe_open(os.path.join(MODELS, model, "model.safetensors"), "np") as file:
        return file.metadata()


def number(rows, column):
    return np.array([float(row[column]) if row[column] else np.nan for row in rows])


def session(path):
    import onnxruntime
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def start(graph):
    """Zeros for what the layers remember."""
    feeds = {}
    for item in graph.get_inputs():
        if item.name in ("h0", "c0"):
            kind = np.float64 if "double" in item.type else np.float32
            feeds[item.name] = np.zeros([item.shape[0], 1, item.shape[2]], kind)
    return feeds


def onnx_plain(model):
    path = export(model, "onnx", model + ".onnx")
    assert isinstance(path, str), path.stderr
    graph, texts = session(path), metadata(model)
    divisor = float(texts["scale_divisor"])
    limit = 1e-12 if texts_type(model) == "F64" else 1e-6
    values = number(table("plain.csv"), "value")[:WARMUP]
    data = os.path.join(WORK, "in.csv")
    open(data, "w").write("value\n" + "".join(f"{v!r}\n" for v in values.tolist()))
    rows = predict(model, data)
    expected = number(rows, "prediction")[1:]
    names = [item.name for item in graph.get_outputs()]
    column = graph.get_inputs()[0].name
    whole = dict(zip(names, graph.run(None, {column: values.reshape(-1, 1, 1), **start(graph)})))
    worst = np.abs(whole["mean"].ravel() - expected).max()
    # One step at a time.
    feeds, steps = start(graph), []
    for value in values:
        result = dict(zip(names, graph.run(None, {column: np.array([[[value]]]), **feeds})))
        steps.append(result["mean"].item())
        feeds = {old: result[new] for old, new in (("h0", "hn"), ("c0", "cn")) if old in feeds}
    worst = max(worst, np.abs(np.array(steps) - expected).max())
    # Two sequences side by side are two sequences.
    both = {column: np.stack([values, values[::-1]], 1)[:, :, None], **{k: np.repeat(v, 2, 1) for k, v in start(graph).items()}}
    worst = max(worst, np.abs(dict(zip(names, graph.run(None, both)))["mean"][:, 0, 0] - expected).max())
    # On its own forecasts.
    free = number(predict(model, data, "--mode", "free-run", "--horizon", str(FREE)), "prediction")
    said = [steps[-1]]
    for _ in range(FREE - 1):
        result = dict(zip(names, graph.run(None, {column: np.array([[[said[-1]]]]), **feeds})))
        said.append(result["mean"].item())
        feeds = {old: result[new] for old, new in (("h0", "hn"), ("c0", "cn")) if old in feeds}
    worst = max(worst, np.abs(np.array(said) - free).max())
    report(f"onnx {model}", path, worst / divisor, limit)


STATES = (("h0", "hn"), ("c0", "cn"), ("past", "pastn"), ("sum0", "sumn"), ("count0", "countn"))


def phase_of_week(rows, places):
    import datetime
    first = datetime.date.fromisoformat(rows[0]["day"])
    return np.array([(first + datetime.timedelta(days=int(place))).weekday() / 7 for place in places])


def onnx_whole(model, targets, known, horizon, limit, windows=False):
    """A model with more than one column: every output column of predict, one step and at the end; the rows in two parts."""
    path = export(model, "onnx", model + ".onnx")
    assert isinstance(path, str), path.stderr
    graph, rows = session(path), table("data.csv")
    data = os.path.join(ROOT, "data", "data.csv")
    said, count = predict(model, data), len(rows)
    inputs = {item.name: item for item in graph.get_inputs()}
    past = inputs["past"].shape[0] if "past" in inputs else 0
    read = np.arange(past, count - (horizon if known else 0))
    ahead = np.array([[row + step for step in range(1, horizon + 1)] for row in read])
    feeds = start(graph)

    def values(name, places):
        if name.startswith(("sin_", "cos_")):
            phase = phase_of_week(rows, np.ravel(places)).reshape(np.shape(places))
            return (np.sin if name.startswith("sin") else np.cos)(2 * np.pi * phase)
        return number(rows, name)[places]

    for name in inputs:
        if name in feeds:
            continue
        elif name == "past":
            feeds[name] = np.stack([number(rows, target)[:past] for target in targets], 1)[:, None, :]
        elif name == "sum0":
            feeds[name] = np.zeros((1, 1, len(targets)))
        elif name == "count0":
            feeds[name] = np.zeros(1)
        elif name.startswith("past_"):
            size = inputs[name].shape[0]
            feeds[name] = values(name[5:], np.arange(past - size, past))[:, None, None]
        elif name.startswith("next_"):
            feeds[name] = values(name[5:], ahead)[:, None, :]
        elif not windows and (name in known or name.startswith(("sin_", "cos_"))):
            feeds[name] = values(name, ahead)[:, None, :]
        else:
            feeds[name] = values(name, read)[:, None, None]
    names = [item.name for item in graph.get_outputs()]
    results = dict(zip(names, graph.run(None, feeds)))
    worst, compared = 0.0, 0
    columns = {"mean": "prediction", "lower": "lower", "upper": "upper"}
    for name in names:
        if name in dict((b, a) for a, b in STATES) or name.startswith("pastn_"):
            continue
        stem, _, target = name.partition("_") if len(targets) > 1 else (name, "", "")
        column = columns.get(stem, stem) + ("_" + target if target else "")
        expected = number(said, column)
        worst = max(worst, np.nanmax(np.abs(results[name][:-1, 0, 0] - expected[read[:-1] + 1])))
        compared += np.isfinite(expected[read[:-1] + 1]).sum()
        last = expected[read[-1] + 1:read[-1] + 1 + horizon]
        if not known:
            worst = max(worst, np.nanmax(np.abs(results[name][-1, 0, :] - last)))
    assert compared > 50, f"{model}: only {compared} numbers"
    # The same rows in two parts, and two series side by side.
    half = len(read) // 2
    states = [(old, new) for old, new in STATES if old in feeds]
    states += [(name, "pastn" + name[4:]) for name in feeds if name.startswith("past_")]
    held = dict(states)
    first = dict(zip(names, graph.run(None, {k: v if k in held else v[:half] for k, v in feeds.items()})))
    then = {k: v if k in held else v[half:] for k, v in feeds.items()}
    for old, new in states:
        then[old] = first[new]
    second = dict(zip(names, graph.run(None, then)))
    both = dict(zip(names, graph.run(None, {k: v if k == "count0" else np.repeat(v, 2, 1) for k, v in feeds.items()})))
    for name in names:
        if name.startswith("pastn") or name in dict((b, a) for a, b in STATES):
            worst = max(worst, np.abs(second[name] - results[name]).max() if name != "hn" and name != "cn" else 0)
            continue
        worst = max(worst, np.abs(np.concatenate([first[name], second[name]]) - results[name]).max())
        worst = max(worst, np.abs(both[name][:, 1] - results[name][:, 0]).max())
    divisor = min(float(x) for x in metadata(model)["scaling.0"].split()[1:2 * len(targets):2])
    scale = divisor * (np.nanmax(number(rows, targets[0])) if "log1p" in metadata(model).get("transforms", "") else 1)
    report(f"onnx {model}", path, worst / scale, limit)


def onnx_pretrained(model, season, horizon):
    """A network that was trained in advance: what predict says after series of several lengths, to 1e-6 of their seasonal
    differences times the largest deviation of a rule that the network reads."""
    path = export(model, "onnx", model + ".onnx")
    assert isinstance(path, str), path.stderr
    graph = session(path)
    random, worst = np.random.default_rng(3), 0.0
    names = [item.name for item in graph.get_outputs()]
    for length in (3, season, season + 1, 2 * season, 2 * season + 1, 7 * season + 2, 150, 511, 512, 513, 700):
        for kind in range(4):
            steps = np.arange(length)
            values = np.cumsum(random.normal(size=length)) + 5 * np.sin(2 * np.pi * steps / season)
            values = [values, np.exp(values / 10) * 100, np.round(np.maximum(values, 0)), np.full(length, 7.0)][kind]
            data = os.path.join(WORK, "in.csv")
            open(data, "w").write("value\n" + "".join(f"{v!r}\n" for v in values.tolist()))
            said = predict(model, data)[-horizon:]
            results = dict(zip(names, graph.run(None, {"value": values.reshape(-1, 1, 1)})))
            lag = season if length > season else 1
            unit = np.abs(values[lag:] - values[:-lag]).mean() or 1.0
            if (length, kind) == (150, 1):
                example = {"values": values.tolist(), "quantiles": [results[name][0, 0].tolist() for name in names]}
                with open(os.path.join(ROOT, "data", "pretrained.json"), "w") as file:
                    json.dump(example, file)
            for name in names:
                expected = np.array([float(row[name]) for row in said])
                worst = max(worst, np.abs(results[name][0, 0] - expected).max() / max(unit, 1e-3 * np.abs(values).max()))
    report(f"onnx {model}", path, worst, 1e-5)


def weights(model, form, name, forecast, *more):
    path = export(model, form, name, *more)
    if not isinstance(path, str):
        print(f"refused {form} {' '.join(more)} {model}: {path.stderr.strip()}")
        return
    texts = metadata(model)
    offset, divisor = float(texts["scale_offset"]), float(texts["scale_divisor"])
    values = number(table("plain.csv"), "value")[:WARMUP]
    data = os.path.join(WORK, "in.csv")
    open(data, "w").write("value\n" + "".join(f"{v!r}\n" for v in values.tolist()))
    expected = number(predict(model, data), "prediction")[1:]
    free = number(predict(model, data, "--mode", "free-run", "--horizon", str(FREE)), "prediction")
    kind = np.float64 if texts_type(model) == "F64" else np.float32
    scaled = ((values - offset) / divisor).astype(kind)
    said = np.array(forecast(path, texts, scaled)).ravel() * divisor + offset
    worst = np.abs(said - expected).max() / divisor
    # MLX has no float64.
    # A free run: what was said is read next.
    sequence = scaled.tolist()
    # (JAX compiles Haiku's network anew for every length.)
    if "haiku" not in more:
        for _ in range(FREE):
            sequence.append(float(np.array(forecast(path, texts, np.array(sequence, kind))).ravel()[-1]))
        worst = max(worst, np.abs(np.array(sequence[WARMUP:]) * divisor + offset - free).max() / divisor)
    report(f"{form} {' '.join(more)} {model}", path, worst, 1e-12 if kind == np.float64 and not {form, *more} & {"mlx"} else 1e-6)


def texts_type(model):
    import struct
    with open(os.path.join(MODELS, model, "model.safetensors"), "rb") as file:
        return json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))["fc.bias"]["dtype"]


def torch_network(texts, kind):
    import torch
    cells = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
    more = {"nonlinearity": texts["activation"]} if texts["cell"] == "rnn" else {}

    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.rnn = cells[texts["cell"]](1, int(texts["hidden_size"]), int(texts["layers"]), **more)
            self.fc = torch.nn.Linear(int(texts["hidden_size"]), 1)

        def forward(self, x):
            return self.fc(self.rnn(x)[0])

    return Net().to(torch.float64 if kind == np.float64 else torch.float32)


def by_torch(path, texts, x):
    import torch
    from safetensors.torch import load_file
    if path not in loaded:
        loaded[path] = torch_network(texts, x.dtype)
        loaded[path].load_state_dict(
            load_file(path) if path.endswith(".safetensors") else torch.load(path, weights_only=True, mmap=True))
    net = loaded[path]
    with torch.no_grad():
        return net(torch.tensor(x).reshape(-1, 1, 1)).numpy()


def by_mlx(path, texts, x):
    import mlx.core as mx, mlx.nn as nn
    cells = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
    size, count = int(texts["hidden_size"]), int(texts["layers"])
    more = {"nonlinearity": nn.relu} if texts.get("activation") == "relu" else {}

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            layers = [cells[texts["cell"]](size if index else 1, size, **more) for index in range(count)]
            self.rnn = layers if count > 1 else layers[0]
            self.fc = nn.Linear(size, 1)

        def __call__(self, x):
            for layer in self.rnn if count > 1 else [self.rnn]:
                x = layer(x)
                x = x[0] if isinstance(x, tuple) else x
            return self.fc(x)

    if path not in loaded:
        loaded[path] = Net()
        loaded[path].load_weights(path)
    net = loaded[path]
    return np.array(net(mx.array(x.astype(np.float32).reshape(1, -1, 1))))


def by_keras(path, texts, x):
    import keras
    keras.config.set_floatx(x.dtype.name)
    keras.config.set_dtype_policy(x.dtype.name)
    layers = keras.layers
    size, count = int(texts["hidden_size"]), int(texts["layers"])
    def cell():
        if texts["cell"] == "rnn": return layers.SimpleRNN(size, activation=texts["activation"], return_sequences=True)
        if texts["cell"] == "lstm": return layers.LSTM(size, return_sequences=True)
        return layers.GRU(size, reset_after=texts["cell"] == "gru", return_sequences=True)
    if path not in loaded:
        loaded[path] = keras.Sequential([keras.Input((None, 1))] + [cell() for _ in range(count)] + [layers.Dense(1)])
        loaded[path].load_weights(path)
    net = loaded[path]
    return keras.ops.convert_to_numpy(net(x.reshape(1, -1, 1)))


def by_haiku(path, texts, x):
    import jax
    jax.config.update("jax_enable_x64", True)
    import haiku as hk, jax.numpy as jnp
    size, count = int(texts["hidden_size"]), int(texts["layers"])
    kind = {"lstm": hk.LSTM, "gru-v1": hk.GRU, "rnn": hk.VanillaRNN}[texts["cell"]]

    def net(x):
        core = hk.DeepRNN([kind(size) for _ in range(count)])
        start = jax.tree_util.tree_map(lambda a: a.astype(x.dtype), core.initial_state(1))
        return hk.BatchApply(hk.Linear(1))(hk.dynamic_unroll(core, x, start)[0])

    parameters = {}
    for name, value in np.load(path).items():
        module, _, leaf = name.rpartition("/")
        parameters.setdefault(module, {})[leaf] = jnp.asarray(value)
    return np.asarray(hk.without_apply_rng(hk.transform(net)).apply(parameters, jnp.asarray(x.reshape(-1, 1, 1))))


def by_dezero(path, texts, x):
    np.int = int  # DeZero 0.0.13 was written for an older NumPy.
    import dezero.layers as L
    from dezero import Model
    size, count = int(texts["hidden_size"]), int(texts["layers"])

    class Net(Model):
        def __init__(self):
            super().__init__()
            self.names = ["rnn"] if count == 1 else [f"rnn{index}" for index in range(count)]
            for index, name in enumerate(self.names):
                setattr(self, name, (L.RNN if texts["cell"] == "rnn" else L.LSTM)(size, in_size=None))
            self.fc = L.Linear(1)

        def forward(self, x):
            for name in self.names: x = getattr(self, name)(x)
            return self.fc(x)

    net = Net()
    net(np.zeros((1, 1), x.dtype))
    for name in net.names: getattr(net, name).reset_state()
    net.load_weights(path)
    return [net(np.array([[value]], x.dtype)).data.item() for value in x]


def by_chainer(path, texts, x):
    """Chainer runs in an environment of its own; elsewhere the formulas of its NStep links stand for it."""
    try:
        import chainer, chainer.links as L
    except ImportError:
        return by_formula_of_chainer(path, texts, x)
    size, count = int(texts["hidden_size"]), int(texts["layers"])
    kind = {"lstm": "NStepLSTM", "gru": "NStepGRU", "rnn": "NStepRNNTanh"}[texts["cell"]]
    kind = "NStepRNNReLU" if texts.get("activation") == "relu" else kind
    with chainer.using_config("dtype", x.dtype), chainer.no_backprop_mode():
        class Net(chainer.Chain):
            def __init__(self):
                super().__init__()
                with self.init_scope():
                    self.rnn, self.fc = getattr(L, kind)(count, 1, size, 0), L.Linear(size, 1)

        if path not in loaded:
            loaded[path] = Net()
            chainer.serializers.load_npz(path, loaded[path])
        net, states = loaded[path], [None] * (2 if "LSTM" in kind else 1)
        return net.fc(net.rnn(*states, [x.reshape(-1, 1)])[-1][0]).array


def by_formula_of_chainer(path, texts, x):
    arrays = {name: value for name, value in np.load(path).items()}
    size, count = int(texts["hidden_size"]), int(texts["layers"])
    sigmoid = lambda v: 1 / (1 + np.exp(-v))
    h, c, said = [np.zeros(size, x.dtype)] * count, [np.zeros(size, x.dtype)] * count, []
    for value in x:
        v = np.array([value], x.dtype)
        for k in range(count):
            w = lambda i: arrays[f"rnn/{k}/w{i}"]
            b = lambda i: arrays[f"rnn/{k}/b{i}"]
            if texts["cell"] == "lstm":
                i, f, a, o = [w(g) @ v + b(g) + w(g + 4) @ h[k] + b(g + 4) for g in range(4)]
                c[k] = sigmoid(f) * c[k] + sigmoid(i) * np.tanh(a)
                h[k] = sigmoid(o) * np.tanh(c[k])
            elif texts["cell"] == "gru":
                r = sigmoid(w(0) @ v + b(0) + w(3) @ h[k] + b(3))
                z = sigmoid(w(1) @ v + b(1) + w(4) @ h[k] + b(4))
                n = np.tanh(w(2) @ v + b(2) + r * (w(5) @ h[k] + b(5)))
                h[k] = (1 - z) * n + z * h[k]
            else:
                a = w(0) @ v + b(0) + w(1) @ h[k] + b(1)
                h[k] = np.maximum(a, 0) if texts["activation"] == "relu" else np.tanh(a)
            v = h[k]
        said.append((arrays["fc/W"] @ v + arrays["fc/b"]).item())
    return said


plain = sorted(name for name in os.listdir(MODELS) if name.startswith("plain-"))
if len(sys.argv) > 3:
    # The formats whose library is in this environment: those files alone, whose digests another run has written.
    for model in plain:
        weights(model, "npz", model + ".chainer.npz", by_chainer, "--names", sys.argv[3])
    sys.exit(f"differ: {', '.join(failures)}" if failures else 0)
for model in plain:
    onnx_plain(model)
    for form, suffix, forecast, more in (
        ("pt", ".pt", by_torch, ()), ("safetensors", ".safetensors", by_torch, ()), ("mlx", ".mlx.safetensors", by_mlx, ()),
        ("keras", ".weights.h5", by_keras, ()), ("npz", ".mlx.npz", by_mlx, ("--names", "mlx")),
        ("npz", ".haiku.npz", by_haiku, ("--names", "haiku")), ("npz", ".dezero.npz", by_dezero, ("--names", "dezero")),
        ("npz", ".chainer.npz", by_chainer, ("--names", "chainer")),
    ):
        try:
            weights(model, form, model + suffix, forecast, *more)
        except ImportError as error:
            print(f"not tried {form} {' '.join(more)} {model}: {error}")
onnx_whole("gaussian", ["a"], ["r"], 3, 1e-6)
onnx_whole("quantile", ["a", "b"], [], 2, 1e-6)
onnx_whole("conformal", ["a"], [], 1, 1e-12)
onnx_whole("anchors", ["a", "b"], [], 3, 1e-6)
onnx_whole("running", ["a", "b"], [], 2, 1e-12)
onnx_whole("segments-mean", ["a"], ["r"], 3, 1e-6, windows=True)
onnx_whole("segments-shared", ["a", "b"], [], 2, 1e-6, windows=True)
onnx_whole("segments-last", ["a", "b"], [], 2, 1e-12, windows=True)
onnx_whole("segments-shortcut", ["a", "b"], [], 7, 1e-12, windows=True)
onnx_whole("segments-shortcut-shared", ["a", "b"], [], 5, 1e-6, windows=True)
onnx_pretrained("pretrained", 12, 60)
if not failures:
    with open(os.path.join(ROOT, "exports.sha256"), "w") as file:
        file.writelines(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
sys.exit(f"differ: {', '.join(failures)}" if failures else 0)

"""Imports networks that real libraries wrote and compares what predict says with what they said: check-imports.py SEQCAST DIRECTORY.

In the directory there are either NAME.json files (`files`, `input`, `output`) or one cases.json as make-files.py writes it. A file
that is refused says why: the reasons are to be read. An RNN whose file does not say its function is taken for relu where its
name says so.
"""
import csv, glob, json, os, re, subprocess, sys, tempfile

SEQCAST, FOLDER, WORK = sys.argv[1], sys.argv[2], tempfile.mkdtemp()
ONLY = sys.argv[3] if len(sys.argv) > 3 else ""


def run(*arguments):
    return subprocess.run([SEQCAST, *arguments], capture_output=True, text=True)


def cases():
    whole = os.path.join(FOLDER, "cases.json")
    if os.path.exists(whole):
        return json.load(open(whole))
    found = []
    for path in sorted(glob.glob(os.path.join(FOLDER, "*.json"))):
        case = json.load(open(path))
        said = case.get("output", case.get("output_of_seqcast_predict"))
        found.append({"name": os.path.basename(path)[:-5], "files": case["files"], "input": case["input"], "output": said})
    return found


# What these would have to say to be refused or read stands in Keras' configuration, which weights alone are without.
UNSAID = {
    "keras-gru-nobias-before.weights.h5": "reset_after", "keras-hard.weights.h5": "the function of the gates",
    "keras-back.weights.h5": "go_backwards", "keras2-jax-relu-lstm.weights.h5": "the function",
    "keras2-jax-selu.weights.h5": "the function", "keras2-jax-rescaling.weights.h5": "a layer without weights",
}
counts, bad = {"agrees": 0, "refused": 0, "unsaid": 0, "DIFFERS": 0, "FAILS": 0}, []
for case in cases():
    table, result, network = (os.path.join(WORK, name) for name in ("in.csv", "out.csv", "network.safetensors"))
    rows = case["input"]
    with open(table, "w") as file:
        file.write("y\n" + "".join(f"{value!r}\n" for value in rows))
    expected = [row if isinstance(row, list) else [row] for row in case["output"]]
    for name in case["files"]:
        if ONLY and not re.search(ONLY, name):
            continue
        def report(word, text):
            counts[word] += 1
            print(f"{word} {name}: {text}", flush=True)
            if word in ("DIFFERS", "FAILS"):
                bad.append(name)
        if not os.path.exists(os.path.join(FOLDER, name)):
            continue
        options = case.get("options", [])
        end = run("import", os.path.join(FOLDER, name), "--output", network, *options)
        if "--activation" not in options and "relu" in name and "taken for tanh" in end.stderr:
            end = run("import", os.path.join(FOLDER, name), "--output", network, "--activation", "relu", *options)
        if end.returncode == 65:
            report("refused", end.stderr.strip().split(": ", 2)[-1])
            continue
        if end.returncode:
            report("FAILS", f"{end.returncode} {end.stderr}")
            continue
        said = run("predict", "--model", network, "--data", table, "--output", result)
        if said.returncode:
            report("FAILS", said.stderr)
            continue
        with open(result) as file:
            lines = list(csv.DictReader(file))
        size = len(expected[0])
        # The forecast of row k + 1 is made after row k; after the last row there are as many as there are outputs.
        worst = max(
            [abs(float(lines[k + 1]["prediction"]) - expected[k][0]) for k in range(len(rows) - 1)]
            + [abs(float(lines[len(rows) + j]["prediction"]) - expected[-1][j]) for j in range(size)])
        scale = max(1.0, max(abs(value) for row in expected for value in row))
        if worst / scale >= 1e-6 and name in UNSAID:
            # Import warns that what it has are the weights alone.
            report("unsaid" if "weights" in end.stderr and "alone" in end.stderr else "DIFFERS", UNSAID[name])
            continue
        report("agrees" if worst / scale < 1e-6 else "DIFFERS", f"{worst:.1e}; {end.stdout.strip()}")
print(", ".join(f"{count} {word}" for word, count in counts.items()))
sys.exit(f"differ: {', '.join(bad)}" if bad else 0)

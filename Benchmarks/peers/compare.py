"""compare.py BENCHMARKS TOOLS SEQCAST [--rounds N] [--json FILE]: the same jobs with seqcast and with its peers, side by side.

Each library waits in a process of its own. In every round, each job is done by seqcast and then by each peer, so that what
else the machine does falls on all alike; a ratio is taken within a round, and the median over the rounds is given.
"""
import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
from importlib import metadata

import work

HERE = pathlib.Path(__file__).parent


class Worker:
    """A process that runs jobs as their names go in."""

    def __init__(self, title, command):
        self.title = title
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        first = self.process.stdout.readline().rstrip("\n").split("\t")
        self.jobs = first[1:] if first[0] == "ready" else []
        if not self.jobs:
            print(f"peers: {title} is left out: {first[-1] or 'it ended at once'}", file=sys.stderr)

    def seconds(self, *words):
        self.process.stdin.write("\t".join(words) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"peers: {self.title} ended in {words[0]}; see what it says above")
        return float(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Program:
    """A whole process, measured from outside."""

    def __init__(self, title, measure, command):
        self.title, self.measure, self.command = title, measure, command

    def seconds(self):
        done = subprocess.run([self.measure, *self.command], capture_output=True, text=True, check=True)
        return float(done.stdout.split()[0])


def installed(package):
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def comparisons(workers, measure, files):
    """Of each job: its name here, whom it is compared with, as a title and a call, and how many times faster is wanted."""

    def of(worker, *words):
        title = workers[worker].title
        return [(title, lambda: workers[worker].seconds(*words))] if words[0] in workers[worker].jobs else []

    def program(title, package, *arguments):
        process = Program(title, measure, [sys.executable, *arguments])
        return [(title, process.seconds)] if installed(package) else []

    rows, csv = str(files / "rows.csv"), str(files / "peer.csv")
    million, picture = str(files / "million.csv"), str(files / "peer.png")
    windows, operations = "step 59, a window at a time", "step 59, an operation at a time"
    yield windows, of("torch", windows), {"PyTorch": 40}
    yield windows, of("jax1", windows), {"JAX": 2.5}
    yield windows, of("torch", operations), {}
    yield windows, of("dezero", operations), {"DeZero": 200}
    yield operations, of("dezero", operations), {"DeZero": 30}
    yield operations, of("torch", operations), {}
    for net in work.NETS:
        for threads in [1] if work.CPU_ONLY else [1, 2]:
            name = f"{work.net_name(*net)}, threads {threads}"
            yield name, of("torch", name) + of(f"jax{threads}", name), {}
    for hidden in work.SEGMENT_NETS:
        for threads in [1] if work.CPU_ONLY else [1, 2]:
            name = f"{work.segments_name(hidden)}, threads {threads}"
            yield name, of("torch", name), {"PyTorch": 2}
    for cell in ["rnn", "lstm", "gru"]:
        name = f"forecast, {cell}, a step"
        yield name, of("torch", name) + of("onnxruntime", name), {}
    yield "forecast, rnn, a step", [
        (title + ", all steps in a call", call)
        for title, call in of("torch", "forecast at once, rnn") + of("onnxruntime", "forecast at once, rnn")
    ], {}
    yield "read CSV", of("pandas", "read CSV", rows) + of("polars", "read CSV", rows), {"pandas": 1}
    yield "write CSV", of("pandas", "write CSV", rows, csv) + of("polars", "write CSV", rows, csv), {}
    yield "plot", of("matplotlib", "plot", million, picture), {}
    yield "plot", program("matplotlib, whole process", "matplotlib", str(HERE / "matplotlib_peer.py"), million, picture), {}
    for title, package, module in [
        ("import numpy", "numpy", "numpy"),
        ("import torch", "torch", "torch"),
        ("import jax", "jax", "jax.numpy"),
        ("import dezero", "dezero", "numpy; numpy.int = int; import dezero"),
    ]:
        yield "start-up: seqcast --help", program(title, package, "-c", f"import {module}"), {}


def machine():
    with open("/proc/cpuinfo") as lines:
        name = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{name}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {'seconds of the processor' if work.CPU_ONLY else 'seconds of the clock'}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("benchmarks")
    parser.add_argument("tools")
    parser.add_argument("seqcast")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json")
    options = parser.parse_args()
    started_on = machine()
    with tempfile.TemporaryDirectory(prefix="seqcast-peers-") as directory:
        measure, files = options.tools + "/measure", pathlib.Path(directory)
        generate = [options.seqcast, "generate", "--noise", "0.05", "--points"]
        subprocess.run([*generate, "10000000", "--output", files / "rows.csv"], check=True)
        subprocess.run([*generate, "1000000", "--output", files / "million.csv"], check=True)
        # A library that waits for its next job must not keep a core busy meanwhile.
        os.environ["OMP_WAIT_POLICY"] = "PASSIVE"

        def peer(title, name, *cores):
            return Worker(title, [sys.executable, str(HERE / "worker.py"), name, *cores])

        workers = {
            "dezero": peer("DeZero", "dezero", "1"),
            "torch": peer("PyTorch", "torch"),
            "jax1": peer("JAX", "jax", "1"),
            "jax2": peer("JAX", "jax", "2"),
            "onnxruntime": peer("onnxruntime", "onnxruntime", "1"),
            "pandas": peer("pandas", "pandas"),
            "polars": peer("polars", "polars"),
            "matplotlib": peer("matplotlib", "matplotlib"),
        }
        ours = Worker("seqcast", [options.benchmarks, options.tools, options.seqcast, "--serve"])
        jobs = list(comparisons(workers, measure, files))
        own, others = [[] for _ in jobs], [{} for _ in jobs]
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
            for index, (name, peers, _) in enumerate(jobs):
                if not peers:
                    continue
                own[index].append(ours.seconds(name))
                for title, call in peers:
                    others[index].setdefault(title, []).append(call())
        for worker in [ours, *workers.values()]:
            worker.close()
    report(jobs, own, others, options, started_on)


def report(jobs, own, others, options, started_on):
    versions = {p: installed(p) for p in ["dezero", "torch", "jax", "onnxruntime", "pandas", "polars", "matplotlib"]}
    print(f"{started_on}; Python {platform.python_version()}, " + ", ".join(f"{p} {v}" for p, v in versions.items() if v))
    print("| job | seqcast, s | peer | peer, s | times faster: median | least | most | wanted |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    results = []
    for (name, _, wanted), mine, theirs in zip(jobs, own, others):
        for title, times in theirs.items():
            ratios = [b / a for a, b in zip(mine, times)]
            result = {
                "job": name,
                "peer": title,
                "seqcast": statistics.median(mine),
                "seconds": statistics.median(times),
                "ratio": statistics.median(ratios),
                "least": min(ratios),
                "most": max(ratios),
                "wanted": wanted.get(title),
            }
            results.append(result)
            numbers = [result[key] for key in ["seqcast", "peer", "seconds", "ratio", "least", "most"]] + [wanted.get(title, "")]
            print("| " + " | ".join([name, *(f"{n:.3g}" if isinstance(n, float) else str(n) for n in numbers)]) + " |")
    if options.json:
        record = {"machine": started_on, "versions": versions, "rounds": options.rounds, "results": results}
        pathlib.Path(options.json).write_text(json.dumps(record, indent=2) + "\n")


main()

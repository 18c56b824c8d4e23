"""Real series forecast by `seqcast forecast` and by others, in one run: python bench.py SEQCAST [--half dev|sealed] [--ends 3]

Beside `seqcast forecast` stands the network that comes trained, by itself ("pretrained").

Of each series the rows before some ends are given, and the horizon after each is compared: errors are mean absolute ones, divided
by those of the seasonal naive forecast at the same ends. Written are a line for each series, and the geometric means over series.
AutoARIMA is given the last 400 values at most, and no season beyond 12; the GRU of neuralforecast has its defaults (--gru).
"""
import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np

import series

warnings.filterwarnings("ignore")


def form(moment, frequency):
    return moment.strftime("%Y-%m-%d %H:%M" if frequency == "hourly" else "%Y-%m-%d")


# Runs a command, and says last on standard error how many kilobytes its largest process took. What is started begins as a copy of
# this program, which counts as memory, so that a small one stands between them.
MEASURED = """
import resource, subprocess, sys
run = subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(run.returncode)
"""


def seqcast(program, folder, name, frequency, times, values, horizon, level):
    """What `seqcast forecast` says: predictions, lower and upper ends; seconds; the largest memory of a process in MB."""
    path = os.path.join(folder, f"{name}.csv")
    with open(path, "w") as file:
        file.write("date,value\n")
        file.writelines(f"{form(moment, frequency)},{value!r}\n" for moment, value in zip(times, map(float, values)))
    start = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-S", "-c", MEASURED, program, "forecast", f"{name}.csv", "--horizon", str(horizon), "--interval",
         str(level), "--output", f"{name}-f"], cwd=folder, capture_output=True, text=True)
    seconds = time.monotonic() - start
    if run.returncode != 0:
        raise RuntimeError(run.stderr[-500:])
    with open(os.path.join(folder, f"{name}-f", "forecast.csv")) as file:
        rows = list(csv.DictReader(file))
    columns = [np.array([float(row[key] or "nan") for row in rows]) for key in ("prediction", "lower", "upper")]
    return *columns, seconds, int(run.stderr.split()[-1]) / 1024, run.stdout.strip().splitlines()[-4:]


def pretrained(program, folder, name, horizon, level):
    """What the network alone says that the program carries, without any training; lower and upper ends; seconds."""
    start = time.monotonic()
    for arguments in (
            ["train", "--data", f"{name}.csv", "--target", "value", "--time", "date", "--method", "pretrained",
             "--horizon", str(horizon), "--missing", "interpolate", "--output", f"{name}-p"],
            ["predict", "--model", f"{name}-p", "--data", f"{name}.csv", "--mode", "free-run", "--horizon", str(horizon),
             "--interval", str(level), "--output", f"{name}-p.csv"]):
        subprocess.run([program] + arguments, cwd=folder, capture_output=True, check=True)
    with open(os.path.join(folder, f"{name}-p.csv")) as file:
        rows = list(csv.DictReader(file))
    columns = [np.array([float(row[key]) for row in rows]) for key in ("prediction", "lower", "upper")]
    return *columns, time.monotonic() - start


def peers(season, frequency, with_gru, chosen):
    from statsforecast.models import AutoARIMA, AutoETS, AutoTheta

    short = season if season <= 24 else 1
    arima = season if season <= 12 else 1
    found = {
        "AutoETS": lambda y, h: AutoETS(season_length=short).forecast(y, h)["mean"],
        "AutoTheta": lambda y, h: AutoTheta(season_length=season).forecast(y, h)["mean"],
        "AutoARIMA": lambda y, h: AutoARIMA(season_length=arima).forecast(y[-400:], h)["mean"],
    }
    if with_gru:
        found["GRU"] = gru
    return {name: found[name] for name in found if not chosen or name in chosen}


def gru(y, h):
    import logging

    import pandas as pd
    from neuralforecast import NeuralForecast
    from neuralforecast.models import GRU

    logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
    table = pd.DataFrame({"unique_id": 0, "ds": np.arange(len(y)), "y": y})
    model = NeuralForecast(models=[GRU(h=h, enable_progress_bar=False, logger=False)], freq=1)
    model.fit(table)
    return model.predict()["GRU"].to_numpy()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--half", default="dev", choices=["dev", "sealed", "all"])
    parser.add_argument("--ends", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--gru", action="store_true")
    parser.add_argument("--peers", nargs="*", default=[], help="these alone")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--level", type=float, default=0.9)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    table, spent, held, held_untrained, points, most_memory = [], {}, 0, 0, 0, 0
    for name, frequency, season, horizon, times, values in series.series(options.half):
        if options.only and options.only not in name:
            continue
        if len(values) - horizon * options.ends < 2 * season:
            print(f"{name:26s} left out: {len(values)} values are too few for {options.ends} ends", flush=True)
            continue
        errors, inside, count = {}, 0, 0
        for end in range(options.ends):
            known = len(values) - horizon * (options.ends - end)
            y, actual = values[:known], values[known:known + horizon]
            naive = y[-season:][np.arange(horizon) % season]
            found = {"seasonal naive": naive}
            with tempfile.TemporaryDirectory() as folder:
                prediction, lower, upper, seconds, memory, said = seqcast(
                    program, folder, name, frequency, times[:known], y, horizon, options.level)
                network, low, high, network_seconds = pretrained(program, folder, name, horizon, options.level)
            most_memory = max(most_memory, memory)
            found["seqcast"], found["pretrained"] = prediction, network
            spent.setdefault("seqcast", []).append(seconds)
            spent.setdefault("pretrained", []).append(network_seconds)
            inside += int(np.sum((actual >= lower) & (actual <= upper)))
            held_untrained += int(np.sum((actual >= low) & (actual <= high)))
            count += horizon
            if not options.no_peers:
                for peer, forecast in peers(season, frequency, options.gru, options.peers).items():
                    start = time.monotonic()
                    found[peer] = np.asarray(forecast(y, horizon))
                    spent.setdefault(peer, []).append(time.monotonic() - start)
            for method, forecast in found.items():
                errors.setdefault(method, []).append(np.mean(np.abs(forecast - actual)))
        held, points = held + inside, points + count
        ratios = {method: np.mean(own) / np.mean(errors["seasonal naive"]) for method, own in errors.items()}
        table.append((name, ratios, inside / count))
        print(
            f"{name:26s}", " ".join(f"{method} {ratio:.3f}" for method, ratio in ratios.items() if method != "seasonal naive"),
            f"coverage {inside / count:.2f}", f"{max(spent['seqcast'][-options.ends:]):.1f} s", "|", said[0], flush=True)
    methods = [method for method in table[0][1] if method != "seasonal naive"]
    for method in methods:
        mean = np.exp(np.mean([np.log(ratios[method]) for _, ratios, _ in table]))
        print(f"{method}: {mean:.3f} of seasonal naive, {np.mean(spent[method]):.1f} s a forecast, at most "
              f"{np.max(spent[method]):.1f} s")
    if "AutoETS" in methods:
        for method in ("seqcast", "pretrained"):
            print("{}: {:.3f} of AutoETS".format(
                method, np.exp(np.mean([np.log(ratios[method] / ratios["AutoETS"]) for _, ratios, _ in table]))))
        worse = sum(ratios["seqcast"] > 1.05 * min(ratios["AutoETS"], 1) for _, ratios, _ in table)
        print(f"more than 1.05 of the better of AutoETS and seasonal naive: {worse} of {len(table)}")
    print(f"intervals of {100 * options.level:g} % held {100 * held / points:.1f} % of {points} values; the least of a series "
          f"{min(part for _, _, part in table):.2f}")
    print(f"those of the network without training {100 * held_untrained / points:.1f} %")
    print(f"the largest process of seqcast took {most_memory:.0f} MB")


main()

"""forecast_twin.py SEQCAST SERIES.csv COLUMN [--cells gru,lstm,rnn] [--seeds 5] [--epochs 100]: the same training twice.

Each network of `seqcast train` has a twin in PyTorch with equal settings: standard scaling fitted to the part before the
validation, uniform first weights, Adam, truncated backpropagation in windows of 30 steps whose losses are summed, the state
carried from window to window and zero at the start of an epoch. What is compared is the mean squared error of the validation
part, one step ahead, after the last epoch, on the scaled series: the median over the seeds. Seeds of the two sides draw different
first weights. Ends with 1 where medians differ by more than a twentieth.
"""
import argparse
import csv
import pathlib
import statistics
import subprocess
import sys
import tempfile

import torch

WINDOW = 30
torch.set_num_threads(1)


def of_seqcast(arguments, cell, seed, directory):
    """The validation error that `seqcast train` writes down after its last epoch."""
    output = pathlib.Path(directory, f"{cell}-{seed}")
    subprocess.run(
        [arguments.seqcast, "train", "--data", arguments.series, "--column", arguments.column, "--cell", cell,
         "--hidden-size", str(arguments.hidden_size), "--bptt-length", str(WINDOW), "--epochs", str(arguments.epochs),
         "--learning-rate", str(arguments.learning_rate), "--validation", str(arguments.validation),
         "--seed", str(seed), "--quiet", "--output", str(output)],
        check=True)
    with open(output / "metrics.csv", newline="") as file:
        return float(list(csv.DictReader(file))[-1]["validation_loss"])


def of_twin(arguments, cell, seed):
    """The same number by PyTorch's own layers, first weights, optimiser and loss."""
    torch.manual_seed(seed)
    with open(arguments.series, newline="") as file:
        values = torch.tensor([float(row[arguments.column]) for row in csv.DictReader(file)], dtype=torch.float64)
    known = len(values) - arguments.validation
    scaled = (values - values[:known].mean()) / values[:known].std(correction=0)
    scaled = scaled.to(torch.float32).view(-1, 1, 1)
    layer = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[cell](1, arguments.hidden_size)
    last = torch.nn.Linear(arguments.hidden_size, 1)
    optimiser = torch.optim.Adam([*layer.parameters(), *last.parameters()], lr=arguments.learning_rate)
    for _ in range(arguments.epochs):
        state = None
        for start in range(0, known - 1, WINDOW):
            end = min(start + WINDOW, known - 1)
            outputs, state = layer(scaled[start:end], state)
            loss = ((last(outputs) - scaled[start + 1:end + 1]) ** 2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            state = tuple(part.detach() for part in state) if cell == "lstm" else state.detach()
    with torch.no_grad():
        outputs = last(layer(scaled[:-1])[0])[known - 1:]
        return ((outputs - scaled[known:]) ** 2).mean().item()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seqcast")
    parser.add_argument("series")
    parser.add_argument("column")
    parser.add_argument("--cells", default="gru,lstm,rnn")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--hidden-size", type=int, default=24)
    parser.add_argument("--learning-rate", type=float, default=0.001)
    parser.add_argument("--validation", type=int, default=60)
    arguments = parser.parse_args()
    apart = False
    print(f"| cell | seqcast | PyTorch {torch.__version__} | ratio |\n| --- | --- | --- | --- |")
    for cell in arguments.cells.split(","):
        with tempfile.TemporaryDirectory() as directory:
            own = [of_seqcast(arguments, cell, seed, directory) for seed in range(arguments.seeds)]
        twin = [of_twin(arguments, cell, seed) for seed in range(arguments.seeds)]
        ratio = statistics.median(own) / statistics.median(twin)
        apart = apart or abs(ratio - 1) > 0.05

        def text(errors):
            return f"{statistics.median(errors):.4f} ({min(errors):.4f} to {max(errors):.4f})"

        print(f"| {cell} | {text(own)} | {text(twin)} | {ratio:.3f} |", flush=True)
    sys.exit(1 if apart else 0)


if __name__ == "__main__":
    main()

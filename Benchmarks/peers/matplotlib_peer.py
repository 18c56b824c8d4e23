"""matplotlib: a curve of a million points, from a CSV file to a PNG."""
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot
import pandas

import work


def draw(path, target):
    """Reading, drawing and writing, with everything imported."""

    def plot():
        frame = pandas.read_csv(path)
        figure, axes = matplotlib.pyplot.subplots()
        axes.plot(frame["x"], frame["y"], label="y")
        axes.legend()
        figure.savefig(target)
        matplotlib.pyplot.close(figure)

    return work.seconds(plot)


JOBS = {"plot": draw}

if __name__ == "__main__":
    import sys

    draw(sys.argv[1], sys.argv[2])

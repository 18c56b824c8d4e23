"""pandas: CSV both ways."""
import pandas

import work


def read(path):
    return work.seconds(lambda: pandas.read_csv(path, engine="c"))


def write(path, target):
    """The rows that `path` holds, from memory to `target`; a tenth of them, scaled."""
    frame = pandas.read_csv(path, engine="c", nrows=1_000_000)
    return work.seconds(lambda: frame.to_csv(target, index=False)) * 10


JOBS = {"read CSV": read, "write CSV": write}

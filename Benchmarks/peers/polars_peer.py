"""polars: CSV both ways, on all cores."""
import polars

import work


def read(path):
    return work.seconds(lambda: polars.read_csv(path))


def write(path, target):
    frame = polars.read_csv(path)
    return work.seconds(lambda: frame.write_csv(target))


JOBS = {"read CSV": read, "write CSV": write}

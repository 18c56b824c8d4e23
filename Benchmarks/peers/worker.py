"""worker.py PEER [CORES]: runs the peer's jobs as their names come in, and answers each with its seconds.

Its first line is `ready` and the names of its jobs, or `missing` and why. CORES confines it to so many cores, for libraries
that decide on their threads when they are loaded.
"""
import importlib
import os
import sys


def main():
    peer = sys.argv[1]
    if len(sys.argv) > 2:
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, cores[: int(sys.argv[2])])
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # What a library prints is no answer.
    try:
        jobs = importlib.import_module(peer + "_peer").JOBS
    except ImportError as error:
        print(f"missing\t{error}", file=answers, flush=True)
        return
    print("\t".join(["ready", *jobs]), file=answers, flush=True)
    for line in sys.stdin:
        name, *arguments = line.rstrip("\n").split("\t")
        print(jobs[name](*arguments), file=answers, flush=True)


main()

"""What the jobs of all peers share: the book's series, the larger nets, and the clock."""
import os
import time

import numpy as np

HIDDEN = 100
WINDOW = 30
POINTS = 1000
FORECAST_STEPS = 20000

# BENCH_CLOCK=cpu counts the seconds that a process computes, and leaves out those in which others have its core.
CPU_ONLY = os.environ.get("BENCH_CLOCK") == "cpu"
clock = time.process_time if CPU_ONLY else time.perf_counter

# Of each larger net: the cell, layers, hidden size, batch, steps.
NETS = [("lstm", 1, 100, 30, 30), ("lstm", 2, 256, 32, 64), ("gru", 1, 128, 32, 50), ("rnn", 1, 512, 64, 50)]


# Networks that read windows in segments, by their hidden size: a batch of windows of one of so many channels each.
SEGMENT_NETS = [128, 512]
SEGMENT_BATCH, SEGMENTS, SEGMENT, CHANNELS, HORIZON = 256, 30, 24, 7, 96


def net_name(cell, layers, hidden, batch, steps):
    return f"{cell} {layers} x {hidden}, batch {batch}, {steps} steps"


def segments_name(hidden):
    return f"segments, gru {hidden}, batch {SEGMENT_BATCH}, {SEGMENTS} of {SEGMENT}"


def segments():
    """Windows [segments, batch, size], their targets [batch, horizon] and channels [batch]."""
    values = np.sin(0.01 * np.arange(SEGMENTS * SEGMENT_BATCH * SEGMENT)).astype(np.float32)
    targets = values[: SEGMENT_BATCH * HORIZON].reshape(SEGMENT_BATCH, HORIZON)
    return values.reshape(SEGMENTS, SEGMENT_BATCH, SEGMENT), targets, np.arange(SEGMENT_BATCH) % CHANNELS


def sine_series():
    """1000 points of a sine with noise of ±0.05, float32."""
    noise = np.random.default_rng(1).uniform(-0.05, 0.05, POINTS)
    return (np.sin(np.linspace(0, 2 * np.pi, POINTS)) + noise).astype(np.float32)


def windows():
    """The bounds of the windows of an epoch."""
    return [(first, min(first + WINDOW, POINTS - 1)) for first in range(0, POINTS - 1, WINDOW)]


def net_series(batch, steps):
    """Inputs and targets [steps, batch, 1] of a window of a larger net."""
    values = np.sin(0.01 * np.arange(steps * batch + 1)).astype(np.float32)
    return values[:-1].reshape(steps, batch, 1), values[1:].reshape(steps, batch, 1)


def seconds(body):
    """How long `body` takes."""
    start = clock()
    body()
    return clock() - start


def best_of(repeats, body):
    """The shortest of several calls in a row."""
    return min(seconds(body) for _ in range(repeats))

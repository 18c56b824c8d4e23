#!/usr/bin/env python3
"""Texts of all kinds through what seqcast writes for other programs, and back by those programs' own readers.

    round-trips.py SEQCAST [--rounds N] [--seed N]

Snakemake reads what `export snakemake` prints, and a shell the commands in it: the worker must be called with the very words.
PyYAML reads the spec that `forecast` writes: it must have the very names. A shell reads the command lines of `run --dry-run`.
"""
import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import yaml

# What joins to the character before it, and what shells, Python, Snakemake or YAML read as more than themselves.
JOINING = "\u0301\u200d\ufe0f\u20e3\u034f\U0001f3fd"
SYNTAX = "'\"\\$`!*?[]{}()<>|&;#~=%\t -,:@.\n\r\u0085\u2028\ufeff\u202e"


def text(source, length, *, without=""):
    """A text of scalars; no surrogates, nothing that cannot be in an argument."""
    found = ""
    while len(found) < length:
        kind = source.randrange(4)
        if kind == 0:
            scalar = source.choice(SYNTAX)
        elif kind == 1:
            scalar = source.choice(JOINING)
        elif kind == 2:
            scalar = chr(source.randrange(1, 128))
        else:
            scalar = chr(source.choice([source.randrange(0x80, 0xD800), source.randrange(0xE000, 0x110000)]))
        if scalar not in without and scalar != "\0" and not (0xFDD0 <= ord(scalar) <= 0xFDEF or ord(scalar) & 0xFFFE == 0xFFFE):
            found += scalar
    return found


def quoted(value):
    """As YAML reads it between double quotes; `$` begins nothing."""
    value = value.replace("${", "$${")
    escaped = "".join(c if 32 <= ord(c) < 127 and c not in '"\\' else f"\\U{ord(c):08x}" for c in value)
    return f'"{escaped}"'


def run(command, directory, **more):
    return subprocess.run(command, cwd=directory, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, **more)


def snakemake(seqcast, source, directory):
    """How many words came through Snakemake and its shell; a text that says what did not."""
    count = 12
    # Snakemake itself refuses names with spaces at their ends, and has no way to write an opening brace in one.
    names = [f"f{i}" + text(source, 6, without="/{\t\n\r\v\f \u0085\u2028\x1c\x1d\x1e\x1f\u2029") + "e" for i in range(count)]
    spec_name = "s" + text(source, 8, without="/") + ".yaml"
    variable = text(source, 12)
    lines = ["version: 1", "directory: run", "vars: { x: y }", "stages:"]
    (directory / "run").mkdir()
    for i, name in enumerate(names):
        (directory / "run" / name).write_text("x")
        lines += [f"  s{i}:", "    run: ['true', \"${x}\"]", f"    reads: {quoted(name)}", f"    writes: o{i}"]
    (directory / spec_name).write_text("\n".join(lines) + "\n")
    shown = run([seqcast, "export", "snakemake", spec_name, "--set", "x=" + variable], directory)
    if shown.returncode != 0:
        return 0, f"export: {shown.stderr.decode()}"
    (directory / "Snakefile").write_bytes(shown.stdout)
    tools = directory / "tools"
    tools.mkdir()
    worker = tools / "seqcast"
    worker.write_text('#!/bin/sh\nprintf \'%s\\0\' "$@" > "$CALLS/$$"\n')
    worker.chmod(0o755)
    calls = directory / "calls"
    calls.mkdir()
    environment = os.environ | {"PATH": f"{tools}:{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}", "CALLS": str(calls)}
    end = run(["snakemake", "--cores", "4"], directory, env=environment)
    if end.returncode != 0:
        return 0, f"snakemake: {end.stdout.decode(errors='replace')[-1500:]}{end.stderr.decode(errors='replace')[-3000:]}"
    found = sorted(tuple(file.read_bytes().decode().split("\0")[:-1]) for file in calls.iterdir())
    wanted = sorted(("worker", spec_name, "--stage", f"s{i}", "--set", "x=" + variable) for i in range(count))
    if found != wanted:
        return 0, f"found {found[:2]!r}\nexpected {wanted[:2]!r}"
    return count, None


def shell(seqcast, source, directory):
    """The command lines of a dry run, as a shell reads them."""
    count = 20
    words = [[text(source, source.randrange(12)) for _ in range(3)] for _ in range(count)]
    lines = ["version: 1", "directory: run", "stages:"]
    for i, three in enumerate(words):
        lines += [f"  s{i}:", f"    run: [{', '.join(map(quoted, ['tool'] + three))}]", f"    writes: o{i}"]
    (directory / "s.yaml").write_text("\n".join(lines) + "\n")
    shown = run([seqcast, "run", "s.yaml", "--dry-run"], directory)
    if shown.returncode != 0:
        return 0, f"dry run: {shown.stderr.decode()}"
    seen = 0
    for line in shown.stdout.decode().split("\n"):
        if not line.startswith("  "):
            continue
        # What cannot be seen is shown as an escape: such a line is no command to paste.
        own = words[seen]
        seen += 1
        if "\\u{" in line:
            continue
        end = run(["sh", "-c", "tool() { printf '%s\\0' \"$@\"; }\n" + line], directory)
        if end.stdout.decode().split("\0")[:-1] != own:
            return 0, f"found {end.stdout!r}\nexpected {own!r}\nin {line!r}"
    return (seen, None) if seen == count else (0, f"{seen} lines of {count}")


def spec(seqcast, source, directory):
    """The spec that a forecast writes, as PyYAML reads it."""
    # What cannot be seen is left out of the names of columns when a file is made tidy.
    hidden = {"Cc", "Cf", "Zl", "Zp"}
    name = "".join(c for c in text(source, 20, without=",\" ") if unicodedata.category(c) not in hidden) + "e"
    file = "f" + text(source, 6, without="/") + ".csv"
    rows = "".join(f"{2000 + i},{i % 7 * 3 + i}\n" for i in range(40))
    (directory / file).write_text(f"year,{name}\n{rows}")
    end = run([seqcast, "forecast", file, "--target", name, "--budget", "1s", "--horizon", "2", "--output", "f"], directory)
    if end.returncode != 0:
        return 0, f"forecast of {name!r}: {end.stderr.decode()}"
    read = yaml.safe_load((directory / "f/pipeline.yaml").read_text())
    texts, waiting = set(), [read]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str):
            texts.add(value.replace("$${", "${"))
    for wanted in [name, "./" + file]:
        if wanted not in texts:
            return 0, f"found no {wanted!r} in {sorted(texts)!r}"
    again = run([seqcast, "status", "f/pipeline.yaml"], directory)
    return (2, None) if again.returncode == 0 else (0, f"status: {again.stdout.decode()}{again.stderr.decode()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seqcast", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    seqcast, failed = str(arguments.seqcast.resolve()), 0
    for way in [shell, spec, snakemake]:
        count = 0
        for round_number in range(arguments.rounds):
            directory = pathlib.Path(tempfile.mkdtemp())
            seen, problem = way(seqcast, random.Random(f"{way.__name__} {arguments.seed} {round_number}"), directory)
            shutil.rmtree(directory)
            count += seen
            if problem:
                failed += 1
                print(f"{way.__name__}, round {round_number}: {problem}", flush=True)
        print(f"{way.__name__}: {count} texts came back as they were", flush=True)
    sys.exit(1 if failed else 0)


main()

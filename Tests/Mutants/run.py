#!/usr/bin/env python3
"""Puts the small mistakes of list.txt into a copy of the sources, all behind one switch, and tells which ones no test sees.

    run.py PACKAGE SCRATCH [--only PART] [--spread N] [--no-build] [--seconds N]

The copy is built once: the environment's SEQCAST_MUTANT, a number, says which mistake is made. `--only` takes the mistakes in
files with PART in their paths, `--spread N` every N-th, `--seconds` stops after so many. The exit code is 1 where fewer
than 95 in 100 were seen.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

SWITCH = "activeMutant"
DECLARATION = """
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The mistake that is made, by its number; 0 for none.
private let activeMutant = getenv("SEQCAST_MUTANT").flatMap {{ Int(String(cString: $0)) }} ?? 0
""".replace("{{", "{").replace("}}", "}")


class Mutant:
    def __init__(self, number, file, suites, kind, old, new, law):
        self.number, self.file, self.suites, self.kind = number, file, suites, kind
        self.old, self.new, self.law = old, new, law


def read(path):
    mutants, file, suites, pending = [], None, None, None
    for line in path.read_text().split("\n"):
        heading = re.match(r"(Sources/\S+\.swift): (\S+)$", line)
        if heading:
            file, suites = heading.groups()
        elif file and line[:2] in ("- ", "! "):
            pending = [line[0], line[2:], None]
        elif pending and line[:1] == "+":
            pending[2] = line[2:]
        elif pending and line[:2] == "= ":
            mutants.append(Mutant(len(mutants) + 1, file, suites, *pending, line[2:]))
            pending = None
    return mutants


def span(text, mutant):
    """Where the mistake stands, or why it cannot be made."""
    before, old, behind = "", mutant.old, ""
    if "[[" in old:
        before, rest = old.split("[[", 1)
        old, behind = rest.split("]]", 1)
    found = [match.start() for match in re.finditer(re.escape(before + old + behind), text)]
    if len(found) != 1:
        return None
    start = found[0] + len(before)
    return start, start + len(old)


def mutated(text, placed):
    """`text` with all mistakes of `placed`, (start, end, mutant), of which one may hold another."""
    result, position = "", 0
    placed = sorted(placed, key=lambda p: (p[0], -p[1]))
    while placed:
        start, end, _ = placed[0]
        same = [p for p in placed if (p[0], p[1]) == (start, end)]
        inner = [p for p in placed if p[0] >= start and p[1] <= end and p not in same]
        if any(start < p[0] < end < p[1] for p in placed):
            raise ValueError(f"mistakes that overlap in {text[start:end]!r}")
        body = mutated(text[start:end], [(p[0] - start, p[1] - start, p[2]) for p in inner])
        for _, _, mutant in same:
            if mutant.kind == "!":
                body = f"if {SWITCH} != {mutant.number} {{ {body} }}"
            else:
                body = f"({SWITCH} == {mutant.number} ? ({mutant.new}) : ({body}))"
        result += text[position:start] + body
        position = end
        placed = [p for p in placed if p not in same and p not in inner]
    return result + text[position:]


def copy(package, scratch):
    target = scratch / "package"
    target.mkdir(parents=True, exist_ok=True)
    names = subprocess.run(["git", "ls-files", "-z"], cwd=package, check=True, capture_output=True).stdout.decode()
    kept = set()
    for name in filter(None, names.split("\0")):
        source, place = package / name, target / name
        if not source.is_file():
            continue
        kept.add(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists() or place.read_bytes() != source.read_bytes():
            shutil.copy2(source, place)
    for place in (target / "Sources").rglob("*.swift"):
        if place not in kept:
            place.unlink()
    return target


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=pathlib.Path)
    parser.add_argument("scratch", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--spread", type=int, default=1)
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    arguments = parser.parse_args()
    package, scratch = arguments.package.resolve(), arguments.scratch.resolve()
    mutants = read(package / "Tests/Mutants/list.txt")
    places = {}
    for mutant in mutants:
        file = package / mutant.file
        found = span(file.read_text(), mutant) if file.is_file() else None
        if found is None:
            print(f"{mutant.number}: {mutant.file}: does not stand once: {mutant.old}")
        else:
            places.setdefault(mutant.file, []).append((*found, mutant))
    swift = os.environ.get("SWIFT", "swift")
    build = scratch / "build"
    target = scratch / "package"
    if not arguments.no_build:
        target = copy(package, scratch)
        for name, placed in places.items():
            text = mutated((package / name).read_text(), placed) + DECLARATION
            if (target / name).read_text() != text:
                (target / name).write_text(text)
        print(f"building {sum(map(len, places.values()))} mistakes at once", flush=True)
        subprocess.run(
            [swift, "build", "--build-tests", "--package-path", str(target), "--scratch-path", str(build)], check=True,
            stdout=subprocess.DEVNULL)
    tests = next(build.glob("*/debug/*.xctest"))
    wanted = [p[2] for placed in places.values() for p in placed if arguments.only in p[2].file]
    wanted = sorted(wanted, key=lambda mutant: mutant.number)[:: arguments.spread]

    def run(number, suites):
        environment = os.environ | {
            "SEQCAST_MUTANT": str(number), "SEQCAST": str(tests.parent / "seqcast"), "SWIFT_BACKTRACE": "enable=no"}
        try:
            return subprocess.run(
                [tests, "--testing-library", "swift-testing", "--filter", suites], cwd=target, env=environment,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300).returncode
        except subprocess.TimeoutExpired:
            return -1

    start, sound, seen, survivors = time.monotonic(), {}, 0, []
    for mutant in wanted:
        if time.monotonic() - start > arguments.seconds:
            print(f"stopped: {len(wanted) - seen - len(survivors)} were not tried")
            break
        if mutant.suites not in sound:
            sound[mutant.suites] = run(0, mutant.suites) == 0
            if not sound[mutant.suites]:
                print(f"the tests fail without any mistake: {mutant.suites}", flush=True)
        if not sound[mutant.suites]:
            continue
        if run(mutant.number, mutant.suites) != 0:
            seen += 1
        else:
            survivors.append(mutant)
            print(f"{mutant.number}: {mutant.file}: {mutant.old} -> {mutant.new or 'left out'}", flush=True)
            print(f"    nothing sees that {mutant.law}", flush=True)
    count = seen + len(survivors)
    print(f"{seen} of {count} seen, {len(mutants)} in the list")
    sys.exit(0 if count and seen >= 0.95 * count else 1)


main()

#!/usr/bin/env python3
"""Puts the small mistakes of list.txt into a copy of the sources, all behind one switch, and tells which ones no test sees.

    run.py PACKAGE SCRATCH [--only PART] [--spread N] [--no-build] [--seconds N] [--jobs N]

The copy is built once: the environment's SEQCAST_MUTANT, a number, says which mistake is made. The number is made from the
mistake's text, so that a longer list builds anew only the files that it changes. `--only` takes the mistakes in files with
PART in their paths, `--spread N` every N-th, `--seconds` stops after so many, `--jobs` runs so many at once. The exit code is
1 where fewer than 95 in 100 were seen.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zlib

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

C_SWITCH = "seqcast_mutant()"
# Before all else in a C file, and once in what it includes; without a header, since some must follow a #define.
C_DECLARATION = """#ifndef SEQCAST_MUTANT
#define SEQCAST_MUTANT
extern char *getenv(const char *);
extern long strtol(const char *, char **, int);
__attribute__((unused)) static int seqcast_mutant(void) {
    static int number = -1;
    if (number < 0) {
        const char *text = getenv("SEQCAST_MUTANT");
        number = text ? (int)strtol(text, 0, 10) : 0;
    }
    return number;
}
#endif
"""
# In the place of a suite's name: the program of `make test-kernels`.
KERNELS = "kernels"


class Mutant:
    def __init__(self, number, file, suites, kind, old, new, law):
        self.number, self.file, self.suites, self.kind = number, file, suites, kind
        self.is_c = not file.endswith(".swift")
        self.old, self.new, self.law = old, new, law


def read(path):
    mutants, file, suites, pending = [], None, None, None
    for line in path.read_text().split("\n"):
        heading = re.match(r"(Sources/\S+\.(?:swift|c|h)): (\S+)$", line)
        if heading:
            file, suites = heading.groups()
        elif file and line[:2] in ("- ", "! "):
            pending = [line[0], line[2:].replace("⏎", "\n"), None]
        elif pending and line[:1] == "+":
            pending[2] = line[2:]
        elif pending and line[:2] == "= ":
            number = zlib.crc32("\n".join([file, *map(str, pending)]).encode()) & 0x3FFFFFFF
            mutants.append(Mutant(number, file, suites, *pending, line[2:]))
            pending = None
    return mutants


def span(text, mutant):
    """Where the mistake stands, or why it cannot be made."""
    before, old, behind = "", mutant.old, ""
    if "«" in old:
        before, rest = old.split("«", 1)
        old, behind = rest.split("»", 1)
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
            if mutant.kind == "!" and mutant.is_c:
                body = f"if ({C_SWITCH} != {mutant.number}) {{ {body} }}"
            elif mutant.is_c:
                body = f"({C_SWITCH} == {mutant.number} ? ({mutant.new}) : ({body}))"
            elif mutant.kind == "!":
                body = f"if {SWITCH} != {mutant.number} {{ {body} }}"
            else:
                body = f"({SWITCH} == {mutant.number} ? ({mutant.new}) : ({body}))"
        result += text[position:start] + body
        position = end
        placed = [p for p in placed if p not in same and p not in inner]
    return result + text[position:]


def copy(package, scratch, mistakes):
    """The package in `scratch`, with the texts of `mistakes` in the place of those of the files that they name."""
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
        made = mistakes.get(name)
        wanted = source.read_bytes() if made is None else made.encode()
        # What is the same keeps its time, so that it is not built again.
        if not place.exists() or place.read_bytes() != wanted:
            place.unlink(missing_ok=True)
            place.write_bytes(wanted)
            place.chmod(source.stat().st_mode)
    for folder in ["Sources", "Tests"]:
        for place in (target / folder).rglob("*.*"):
            if place.is_file() and place not in kept:
                place.unlink()
    return target


def declared(text, mutant):
    return C_DECLARATION + text if mutant.is_c else text + DECLARATION


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=pathlib.Path)
    parser.add_argument("scratch", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--spread", type=int, default=1)
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    package, scratch = arguments.package.resolve(), arguments.scratch.resolve()
    mutants = read(package / "Tests/Mutants/list.txt")
    places = {}
    for mutant in mutants:
        file = package / mutant.file
        found = span(file.read_text(), mutant) if file.is_file() else None
        if found is None:
            print(f"{mutant.file}: does not stand once: {mutant.old}")
        else:
            places.setdefault(mutant.file, []).append((*found, mutant))
    swift = os.environ.get("SWIFT", "swift")
    build = scratch / "build"
    target = scratch / "package"
    if not arguments.no_build:
        texts = {
            name: declared(mutated((package / name).read_text(), placed), placed[0][2]) for name, placed in places.items()}
        copy(package, scratch, texts)
        count = sum(map(len, places.values()))
        print(f"building {count} mistakes at once", flush=True)
        built = subprocess.run(
            [swift, "build", "--build-tests", "--package-path", str(target), "--scratch-path", str(build)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if built.returncode == 0:
            built = subprocess.run(
                ["make", "-s", "-C", str(target), ".build/kernel-tests"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if built.returncode != 0:
            lines = [line for line in built.stdout.decode(errors="replace").split("\n") if " error:" in line and "`-" not in line]
            lines = list(dict.fromkeys(lines))
            sys.exit("\n".join(lines[:40] or ["the copy does not build"]))
    tests = next(build.glob("*/debug/*.xctest"))
    wanted = [p[2] for placed in places.values() for p in placed if arguments.only in p[2].file]
    wanted = sorted(wanted, key=lambda mutant: mutants.index(mutant))[:: arguments.spread]

    def run(number, suites, seconds=300.0):
        """Whether the suites pass, and how long they took."""
        # What a suite that was killed leaves behind goes with its directory.
        temporary = tempfile.mkdtemp(prefix="mutant-")
        environment = os.environ | {
            "SEQCAST_MUTANT": str(number), "SEQCAST": str(tests.parent / "seqcast"), "SWIFT_BACKTRACE": "enable=no",
            "TMPDIR": temporary}
        command = [tests, "--testing-library", "swift-testing", "--filter", suites]
        if suites == KERNELS:
            command = [target / ".build/kernel-tests", "quick"]
        start = time.monotonic()
        passed = True
        # In a session of its own: what a suite left running goes with it.
        with subprocess.Popen(
            command, cwd=target, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True
        ) as process:
            def end():
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass

            limit = threading.Timer(seconds, end)
            limit.start()
            for line in process.stdout:
                # One that fails is enough.
                if b" recorded an issue " in line:
                    passed = False
                    break
            if not passed:
                end()
            passed = process.wait() == 0 and passed
            limit.cancel()
        end()
        shutil.rmtree(temporary, ignore_errors=True)
        return passed, time.monotonic() - start

    # How the suites do without a mistake, each tried once a build, where it is first needed; and which mistakes were seen,
    # so that a run that was cut goes on.
    record = scratch / "record.json"
    stamp = str(tests.stat().st_mtime_ns)
    known = json.loads(record.read_text()) if record.is_file() else {}
    known = known if known.get("build") == stamp else {"build": stamp}
    locks, recording = collections.defaultdict(threading.Lock), threading.Lock()

    def remember(key, result):
        with recording:
            known[key] = result
            record.write_text(json.dumps(known))

    def sound(suites):
        with locks[suites]:
            if suites not in known:
                remember(suites, run(0, suites))
                if not known[suites][0]:
                    print(f"the tests fail without any mistake: {suites}", flush=True)
            return known[suites]

    start, seen, survivors = time.monotonic(), 0, []

    def try_out(mutant):
        """Whether none of the suites sees it, of which the first that does ends it; None where none could be tried."""
        if time.monotonic() - start > arguments.seconds:
            return None
        passed, key = None, f"{mutant.number} {mutant.suites}"
        if key in known:
            return known[key]
        for suites in mutant.suites.split("|"):
            is_sound, seconds = sound(suites)
            if not is_sound:
                continue
            # A mistake may make a loop endless.
            passed, _ = run(mutant.number, suites, 30 + 3 * seconds)
            if not passed:
                break
        if passed is not None:
            remember(key, passed)
        return passed

    # Those seen within the process first: where time is short, most is learnt of them.
    outside = "".join(
        path.read_text() for folder in ["CommandLineTests", "FaultTests"] for path in (target / "Tests" / folder).glob("*.swift"))
    modules = [path.name for path in (target / "Tests").iterdir()]

    def cost(mutant):
        first, *more = [part.split(".")[-1] for part in mutant.suites.split("|")]
        return (30 if f"struct {first} " in outside else 20 if first == KERNELS else 10 if first in modules else 0) + len(more)

    tried = sorted(wanted, key=cost)
    with concurrent.futures.ThreadPoolExecutor(max(1, arguments.jobs)) as pool:
        for mutant, passed in zip(tried, pool.map(try_out, tried)):
            if passed is False:
                seen += 1
            elif passed:
                survivors.append(mutant)
                print(f"{mutant.file}: {mutant.old} -> {mutant.new or 'left out'}", flush=True)
                print(f"    nothing sees that {mutant.law}", flush=True)
            if (seen + len(survivors)) % 20 == 0:
                print(f"{seen} of {seen + len(survivors)} seen", flush=True)
    count = seen + len(survivors)
    if count < len(tried):
        print(f"stopped: {len(tried) - count} were not tried")
    print(f"{seen} of {count} seen in {time.monotonic() - start:.0f} s, {len(mutants)} in the list")
    sys.exit(0 if count and seen >= 0.95 * count else 1)


main()

"""Compares random asyncio programs (random_programs.py) between CPython and vloop.

    generate.py VLOOP [--seed N] [--count N] [--versions 3.11,3.13] [--keep FOLDER] [--workers N]
    generate.py VLOOP --sequential [--seed N] [--count N]
    generate.py --write SEED [--count N]            writes the texts of N programs to the folder --keep

A program prints every effect with loop.time(). Its shape is drawn so that what is hard is frequent: equal
deadlines, cancels at the instant of a wake-up, gathers of gathers, futures that callbacks set, tasks left
at the end. Each runs in a process of its own; the first that differs is shown whole, of the others the
first line. Judges are those of run.py; for versions without one the digests of the first programs of seed 1
are in data/cpython (run.py --record), and where nothing is at hand the comparison is skipped (exit code 77).

`--sequential` draws programs of sleeps, tasks and gathers only, and compares the makespan with the sum of
the sleeps, which is what DESIGN's definition gives.
"""
import argparse
import concurrent.futures
import difflib
import json
import os
import pathlib
import random
import sys
import tempfile

import run as runner
from random_programs import Additive, Program

PORTION = 100
RECORDED = 1, 200  # the seed and the number of the programs that `./dev test` compares
ROOT = pathlib.Path(__file__).resolve().parents[2]


def program_text(seed, number):
    return Program(number, random.Random(f"{seed}/{number}")).text()


def agree(wanted, got):
    """What a sanitizer finds ends with a code of its own, or appears on stderr."""
    return (wanted["code"], wanted["out"]) == (got["code"], got["out"]) and "Sanitizer" not in got["err"]


def digest(answer):
    return runner.digest(f"{answer['code']} {answer['out']}")


def record(root, version, judge):
    seed, count = RECORDED
    with tempfile.TemporaryDirectory() as folder:
        files = write_programs(pathlib.Path(folder), seed, range(count))
        runner.store(root, version, judge, "random", {
            "text": texts_digest(seed, count), "digests": [digest(one) for one in runner.ask(judge, files)]})


def texts_digest(seed, count):
    return runner.digest("".join(program_text(seed, number) for number in range(count)))


def write_programs(folder, seed, numbers):
    files = [folder / f"random_{seed}_{number}.py" for number in numbers]
    for path, number in zip(files, numbers):
        path.write_text(program_text(seed, number))
    return files


def show(version, path, wanted, got, whole):
    print(f"DIFFERS {version} {path}")
    if whole:
        print(path.read_text().rpartition("\n\n\n")[2])
        lines = difflib.unified_diff(wanted["out"].splitlines(), got["out"].splitlines(), "CPython", "vloop",
                                     lineterm="", n=6)
        print("\n".join(lines))
    runner.show_difference(wanted, got)


def find_answers(options):
    """({version: judge}, {version: digests}) of the versions asked for, in their order."""
    versions = options.versions.split(",") if options.versions else runner.VERSIONS
    found = runner.all_judges()
    judges = {version: judge for version in versions if (judge := runner.trusted(ROOT, version, found))}
    recorded = {}
    for version in versions:
        kept = runner.stored(ROOT, version).get("random")
        if version in judges or not kept or options.seed != RECORDED[0] or options.count > RECORDED[1]:
            continue
        if kept["text"] != texts_digest(*RECORDED):
            print(f"NOT RECORDED {version}, the programs have changed: run.py --record where it is at hand")
        recorded[version] = kept["digests"]
    return judges, recorded


def compare_all(options, folder):
    """Programs in portions, so that a long run shows what it finds as it goes."""
    judges, recorded = find_answers(options)
    if not judges and not recorded:
        print("no python3.11 or later to compare with")
        return 77
    failed = dict.fromkeys([*judges, *recorded], 0)
    for first in range(0, options.count, PORTION):
        numbers = range(first, min(first + PORTION, options.count))
        files = write_programs(folder, options.seed, numbers)
        for version in failed:
            def run_vloop(path, version=version):
                return runner.run([options.vloop, "run", "-q", "--rng", "mt19937", "--python", version,
                                   path.name], path.parent)
            with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
                answers = list(pool.map(run_vloop, files))
            if version in recorded:
                wrong = [path for path, number, got in zip(files, numbers, answers)
                         if recorded[version][number] != digest(got)]
                failed[version] += len(wrong)
                print("".join(f"DIFFERS {version} {path.name} from the recording\n" for path in wrong), end="")
                continue
            for path, wanted, got in zip(files, runner.ask(judges[version], files, options.workers), answers):
                if not agree(wanted, got):
                    show(version, path, wanted, got, not any(failed.values()))
                    failed[version] += 1
    counts = ", ".join(f"{version}: {count} differ" for version, count in failed.items())
    print(f"{options.count} programs, seed {options.seed}, {counts}")
    return 1 if any(failed.values()) else 0


def check_sums(options, folder):
    failed = 0
    for number in range(options.count):
        program = Additive(number, random.Random(f"{options.seed}/{number}"))
        path = folder / f"sum_{options.seed}_{number}.py"
        path.write_text(program.text())
        got = runner.run([options.vloop, "run", "-q", "--json", "--sequential", path.name], folder)
        try:
            makespan = json.loads(got["out"])["virtual_ns"]
        except (ValueError, KeyError):
            makespan = None
        if got["code"] or makespan != program.total_ns or "Sanitizer" in got["err"]:
            failed += 1
            print(f"DIFFERS {path.name}: sum {program.total_ns} ns, makespan {makespan}, "
                  f"exit code {got['code']}\n{got['err'][-500:]}")
    print(f"{options.count} sequential programs, seed {options.seed}: {failed} differ")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vloop", nargs="?", type=os.path.abspath)
    parser.add_argument("--write", metavar="SEED", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--versions")
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="programs at a time")
    parser.add_argument("--sequential", action="store_true")
    options = parser.parse_args()
    if options.write is not None:
        for number in range(options.count):
            pathlib.Path(options.keep or ".", f"random_{options.write}_{number}.py").write_text(
                program_text(options.write, number))
        return 0
    if not options.vloop:
        parser.error("VLOOP is missing")
    check = check_sums if options.sequential else compare_all
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        return check(options, options.keep.resolve())
    with tempfile.TemporaryDirectory() as folder:
        return check(options, pathlib.Path(folder))


if __name__ == "__main__":
    sys.exit(main())

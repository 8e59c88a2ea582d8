"""The matrix: {returns, raises, is cancelled, times out} x each primitive x {same instant, earlier, later}.

    matrix.py VLOOP ROOT [--record] [--versions 3.11,3.14] [--show] [PRIMITIVE...]

Every cell is a run of its own: matrix_program.py has what is under test and what happens around it, and tells
each effect with its second and the iteration of the loop within that second. A program for each primitive
prints a line a cell. Judges are run.py's; for versions without one the digests recorded in data/cpython serve,
which --record (or run.py --record) writes. --show prints the lines that differ whole.
"""
import argparse
import concurrent.futures
import os
import pathlib
import sys
import tempfile

import matrix_program
import run as runner

PART = 16  # primitives in one program: CPython starts seldom
LAST = list(matrix_program.CELLS)[-1]


def write_programs(version, folder, names):
    """Files of the programs, and the primitives of each."""
    known = matrix_program.primitives(runner.minor(version))
    chosen = [name for name in known if not names or name in names]
    files = {}
    for first in range(0, len(chosen), PART):
        part = chosen[first:first + PART]
        path = pathlib.Path(folder, f"matrix_{version.replace('.', '_')}_{first // PART}.py")
        path.write_text(matrix_program.text(part))
        files[path] = part
    return files


def lines_of(answers, files):
    """{(primitive, cell): what it printed}."""
    table = {}
    for answer, part in zip(answers, files.values()):
        for line in answer["out"].splitlines():
            name, cell, told = line.split(" | ", 2)
            table[name, cell] = told
        missing = [name for name in part if (name, LAST) not in table]
        if missing:
            print(f"no line of {', '.join(missing)}: exit code {answer['code']} {answer['err'][-500:]}")
    return table


def judged(version, judge, folder, names=()):
    files = write_programs(version, folder, names)
    return lines_of(runner.ask(judge, list(files)), files)


def digests(table):
    """A primitive's cells as one text of 8 hexadecimal digits each."""
    kept = {}
    for (name, cell), told in table.items():
        kept[name] = kept.get(name, "") + runner.digest(told)[:8]
    return kept


def text_of(version):
    return runner.digest(matrix_program.text(matrix_program.primitives(runner.minor(version))))


def record(root, version, judge):
    with tempfile.TemporaryDirectory() as folder:
        kept = {"text": text_of(version), "digests": digests(judged(version, judge, folder))}
        runner.store(root, version, judge, "matrix", kept)


def compare(version, got, wanted, show):
    """`wanted` is lines or, in a recording, digests."""
    wrong = 0
    for key in got.keys() | wanted.keys():
        given, due = got.get(key, "nothing"), wanted.get(key, "nothing")
        if due in (given, runner.digest(given)[:8]):
            continue
        wrong += 1
        if wrong <= 10 or show:
            print(f"DIFFERS {version} {key[0]} | {key[1]}\n    CPython {due}\n    vloop   {given}")
    return wrong


def recorded(root, version):
    """{} without a recording; one of another text of the programs agrees with nothing."""
    kept = runner.stored(root, version).get("matrix", {"text": "", "digests": {}})
    if kept["digests"] and kept["text"] != text_of(version):
        print(f"NOT RECORDED {version}, the matrix has changed: run.py --record where it is at hand")
    return {(name, cell): text[8 * at:8 * at + 8] for name, text in kept["digests"].items()
            for at, cell in enumerate(matrix_program.CELLS)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vloop", type=os.path.abspath)
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--versions")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    judges, failed, compared = runner.all_judges(), 0, 0
    for version in options.versions.split(",") if options.versions else runner.VERSIONS:
        judge = runner.trusted(options.root, version, judges)
        if options.record and judge:
            record(options.root, version, judge)
        with tempfile.TemporaryDirectory() as folder:
            files = write_programs(version, folder, options.names)
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                answers = list(pool.map(lambda path, version=version: runner.run(
                    [options.vloop, "run", "-q", "--python", version, path.name], path.parent), files))
            got = lines_of(answers, files)
            wanted = judged(version, judge, folder, options.names) if judge else recorded(
                options.root, version)
        if not judge:
            wanted = {key: told for key, told in wanted.items() if not options.names or key[0] in options.names}
        if not wanted:
            print(f"{version}: neither a judge nor a recording")
            continue
        wrong = compare(version, got, wanted, options.show)
        compared += len(got)
        failed += wrong + sum(answer["code"] != 0 for answer in answers)
        print(f"{version}: {len(got)} cells, {wrong} differ ({'live' if judge else 'record'})")
    return 1 if failed else 0 if compared else 77


if __name__ == "__main__":
    sys.exit(main())

"""Judges the compiler's error messages and whether it takes real programs.

usage: compile_judge.py COMPILE_DUMP [--all] | --record

COMPILE_DUMP is the program of compile_dump.c. Each line of compile_errors.txt is a tuple: source,
place and message of CPython 3.13's compile(), or two times None where it accepts. The program must
say the same. `--record`, under python3.13, writes places and messages afresh. Then a sample of this
python3's standard library (all of it with --all) must compile, but for what is refused by name.
"""
import ast
import os
import subprocess
import sys
import sysconfig
import tempfile
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "compile_errors.txt")


def table():
    with open(TABLE, encoding="utf-8") as file:
        return [ast.literal_eval(line) for line in file if line.strip() and line[0] != "#"]


def record():
    warnings.simplefilter("ignore")
    lines = ["# (source, place, message) of CPython 3.13: compile_judge.py --record\n"]
    for source, *_ in table():
        try:
            compile(source, "x", "exec", dont_inherit=True)
            lines.append(repr((source, None, None)) + "\n")
        except SyntaxError as e:
            place = f"{e.lineno}:{e.offset}-{e.end_lineno}:{e.end_offset}"
            if e.end_offset is None:
                place = f"{e.lineno}:{e.offset}-0:0"
            lines.append(repr((source, place, e.msg)) + "\n")
    with open(TABLE, "w", encoding="utf-8") as file:
        file.writelines(lines)


def run(program, paths):
    result = subprocess.run([program, *paths], capture_output=True, text=True)
    lines = result.stdout.splitlines()
    if result.returncode or len(lines) != len(paths):
        sys.exit(f"{program} failed: {result.stderr[-2000:]}")
    return lines


def judge_errors(program):
    rows, wrong = table(), 0
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, (source, _, _) in enumerate(rows):
            paths.append(os.path.join(folder, f"{number}.py"))
            with open(paths[-1], "w", encoding="utf-8") as file:
                file.write(source)
        for (source, place, message), line in zip(rows, run(program, paths)):
            want = "ok" if message is None else f"syntax error\t{place}\tSyntaxError\t{message}"
            if line != want:
                wrong += 1
                print(f"{source!r}\n  wanted {want!r}\n  got    {line!r}")
    print(f"{len(rows) - wrong} of {len(rows)} verdicts agree")
    return wrong


def judge_files(program, everything):
    paths = []
    for folder, folders, names in os.walk(sysconfig.get_path("stdlib")):
        folders[:] = sorted(f for f in folders if f not in ("site-packages", "lib2to3"))
        paths += [os.path.join(folder, name) for name in sorted(names) if name.endswith(".py")]
    paths = paths if everything else paths[:: max(1, len(paths) // 200)]
    wrong = 0
    for start in range(0, len(paths), 100):
        for path, line in zip(paths[start : start + 100], run(program, paths[start : start + 100])):
            if line != "ok" and not line.startswith("not supported") and "codec" not in line \
                    and "encoding" not in line and "bad" not in os.path.basename(path):
                wrong += 1
                print(path, line)
    print(f"{len(paths) - wrong} of {len(paths)} files compile")
    return wrong


if __name__ == "__main__":
    if sys.argv[1:] == ["--record"]:
        record()
    elif len(sys.argv) < 2:
        sys.exit(__doc__)
    else:
        sys.exit(bool(judge_errors(sys.argv[1]) + judge_files(sys.argv[1], "--all" in sys.argv)))

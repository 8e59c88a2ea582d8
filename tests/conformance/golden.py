"""Compares what models/classic prints with the golden files beside the programs, without CPython.

    golden.py VLOOP ROOT
    golden.py --write PYTHON ROOT      writes them, by PYTHON on the ideal clock

NAME.out is the standard output of NAME.py; where the exit code is not 0 a last line tells it.
"""
import pathlib
import sys

import run as runner


def shown(answer):
    return answer["out"] + (f"[exit code {answer['code']}]\n" if answer["code"] else "")


def main():
    writing = sys.argv[1] == "--write"
    command, root = sys.argv[1 + writing], pathlib.Path(sys.argv[2 + writing])
    files = sorted((root / "models" / "classic").resolve().glob("*.py"))
    if writing:
        for path, answer in zip(files, runner.ask([command, str(runner.HERE / "ideal.py"), "--each"], files)):
            path.with_suffix(".out").write_text(shown(answer))
        return 0
    failed = 0
    for path in files:
        command = [str(pathlib.Path(sys.argv[1]).resolve()), "run", "-q", "--rng", "mt19937", path.name]
        got = runner.run(command, path.parent)
        golden = path.with_suffix(".out").read_text()
        if shown(got) != golden:
            failed += 1
            print(f"DIFFERS {path.name}")
            runner.show_difference({"out": golden, "code": got["code"]}, {**got, "out": shown(got)})
    print(f"{len(files)} programs, {failed} differ from their golden files")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())

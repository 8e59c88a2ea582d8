"""Compares vloop with CPython: stdout and exit code of every program, for every version at hand.

    run.py VLOOP ROOT [--record] [FILE...]

Judges are the interpreters python3.11 to python3.14 on the PATH and those named in VLOOP_PYTHONS
(paths, separated by colons); for 3.14 also node with the npm package pyodide 314, whose folder
VLOOP_PYODIDE names. For versions without a judge, or with one of an older release than the recording's,
the outputs recorded under data/cpython are used: of the very text that a program has now, else it fails.
--record writes those, and without FILEs also what matrix.py and generate.py keep there (the random programs
of `./dev test`); with VLOOP_RECORD=3.14 for that version only. A program names versions it is not for in a line `# conformance: 3.12+`, what it
differs in by design in `# conformance: skip REASON`, and what is due to the machine of a judge (Pyodide is
32-bit WebAssembly) in `# conformance: except 3.14 REASON`.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

VERSIONS = ("3.11", "3.12", "3.13", "3.14")
HERE = pathlib.Path(__file__).resolve().parent
TIMEOUT = 60


def release_of(judge):
    """"3.11.7"; None: it does not run."""
    try:
        result = subprocess.run([judge, "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"],
                                capture_output=True, text=True, timeout=20)
    except OSError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None


def find_judges():
    named = [path for path in os.environ.get("VLOOP_PYTHONS", "").split(":") if path]
    found = [shutil.which("python" + version) for version in VERSIONS]
    judges = {}
    for python in named + [path for path in found if path] + ["/usr/bin/python3"]:
        version = (release_of(python) or "").rpartition(".")[0]
        if version in VERSIONS:
            judges.setdefault(version, python)
    return judges


def all_judges():
    """{version: command that takes names of files and prints a line of JSON for each}."""
    judges = {version: [python, str(HERE / "ideal.py"), "--each"]
              for version, python in find_judges().items()}
    package, node = os.environ.get("VLOOP_PYODIDE"), shutil.which("node")
    if package and node and "3.14" not in judges:
        judges["3.14"] = [node, str(HERE / "judge_314.mjs"), package]
    return judges


def ask(judge, files, workers=os.cpu_count() or 1):
    """What the judge says to each file, in their order: [{"code", "out", "err"}]."""
    shares = [files[first::workers] for first in range(min(workers, len(files)))]

    def ask_share(share):
        answer = run([*judge, *map(str, share)], HERE, TIMEOUT * len(share))
        if answer["code"]:
            sys.exit(f"the judge {judge} failed:\n{answer['err'][-2000:]}")
        return dict(zip(share, map(json.loads, answer["out"].splitlines())))

    answers = {}
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        for share in pool.map(ask_share, shares):
            answers.update(share)
    return [answers[file] for file in files]


def programs(root):
    for folder in ("tests/programs", "models/seed", "models/classic"):
        yield from sorted((root / folder).glob("*.py"))


def wanted(path, version):
    """None: to be compared; else why not."""
    for line in path.read_text().splitlines()[:20]:
        match = re.match(r"# conformance: (skip|except)? ?(3\.\d+)?(\+)? ?(.*)", line)
        if not match:
            continue
        word, named, on, why = match.groups()
        if word == "skip" or word == "except" and named == version:
            return why
        if on and minor(version) < minor(named):
            return f"from {named} on"
    return None


def minor(version):
    return int(version.split(".")[1])


def run(command, folder, timeout=TIMEOUT):
    environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    result = subprocess.run(command, cwd=folder, capture_output=True, timeout=timeout,
                            env=environment, stdin=subprocess.DEVNULL)
    return {"code": result.returncode, "out": result.stdout.decode("utf-8", "replace"),
            "err": result.stderr.decode("utf-8", "replace")}


def recorded_file(root, version):
    return root / "data" / "cpython" / (version + ".json")


def is_older(judge, release):
    """A maintenance release may bring other messages: an older judge than the recorded one is none."""
    def numbers(text):
        return [int(part) for part in (text or "").split(".") if part.isdigit()]
    own = release_of(judge[0])
    return bool(own and release) and numbers(own) < numbers(release)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def text_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def stored(root, version):
    path = recorded_file(root, version)
    return json.loads(path.read_text()) if path.exists() else {"release": "", "programs": {}}


def store(root, version, judge, what, answers):
    """Writes the answers about `what` into the recording of the version."""
    path = recorded_file(root, version)
    path.parent.mkdir(parents=True, exist_ok=True)
    table = {**stored(root, version), "release": release_of(judge[0]), what: answers}
    path.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n")


def trusted(root, version, judges):
    """The judge of a version, None where there is none or an older release than the recorded one."""
    judge = judges.get(version)
    return None if judge and is_older(judge, stored(root, version)["release"]) else judge


def judge_all(root, judges, files, record):
    """{version: {program: {"code", "out", "text"}}} by the judges, and by record for versions without one."""
    answers = {}
    for version in VERSIONS:
        known = stored(root, version)["programs"]
        judge = judges.get(version) if record else trusted(root, version, judges)
        if not judge:
            judges.pop(version, None)
            if known:
                answers[version] = known
            continue
        chosen = [path for path in files if wanted(path, version) is None]
        answers[version] = {str(path.relative_to(root)): {"code": answer["code"], "out": answer["out"],
                                                          "text": text_of(path)}
                            for path, answer in zip(chosen, ask(judge, chosen))}
        if record:
            kept = {name: answer for name, answer in known.items() if (root / name).exists()}
            store(root, version, judge, "programs", {**kept, **answers[version]})
    return answers


def record_generated(root, judges):
    import generate
    import matrix
    for version, judge in judges.items():
        matrix.record(root, version, judge)
        generate.record(root, version, judge)


def show_difference(expected, got):
    wanted_lines, lines = expected["out"].splitlines(), got["out"].splitlines()
    for number, (a, b) in enumerate(zip(wanted_lines + ["<end>"], lines + ["<end>"]), 1):
        if a != b:
            print(f"    line {number}: CPython {a!r}")
            print(f"    {' ' * len(str(number))}       vloop  {b!r}")
            break
    if expected["code"] != got["code"]:
        print(f"    exit code: CPython {expected['code']}, vloop {got['code']}")
    if got["err"]:
        print("    stderr: " + got["err"].strip().splitlines()[-1])


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--record"]
    vloop, root = os.path.abspath(arguments[0]), pathlib.Path(arguments[1]).resolve()
    files = [pathlib.Path(name).resolve() for name in arguments[2:]] or list(programs(root))
    judges, record = all_judges(), "--record" in sys.argv
    if record and "VLOOP_RECORD" in os.environ:
        judges = {version: judges[version] for version in os.environ["VLOOP_RECORD"].split(",")}
    answers = judge_all(root, judges, files, record)
    if record and not arguments[2:]:
        record_generated(root, judges)
    passed = failed = skipped = 0
    for version, expected in answers.items():
        def compare(path, version=version):
            return run([vloop, "run", "-q", "--rng", "mt19937", "--python", version, path.name],
                       path.parent)
        asked = [path for path in files if wanted(path, version) is None]
        chosen = [path for path in asked
                  if expected.get(str(path.relative_to(root)), {}).get("text") == text_of(path)]
        skipped += len(files) - len(asked)
        failed += len(asked) - len(chosen)
        for path in set(asked) - set(chosen):
            print(f"NOT RECORDED {version} {path.relative_to(root)}: run.py --record where it is at hand")
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(compare, chosen))
        for path, got in zip(chosen, results):
            answer = expected[str(path.relative_to(root))]
            if (answer["code"], answer["out"]) == (got["code"], got["out"]):
                passed += 1
                continue
            failed += 1
            print(f"DIFFERS {version} {path.relative_to(root)}")
            show_difference(answer, got)
        print(f"{version}: {len(chosen)} programs compared ({'live' if version in judges else 'record'})")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

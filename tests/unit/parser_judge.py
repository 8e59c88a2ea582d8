"""Compares the parser with the `ast` module of the python3 that runs this.

usage: parser_judge.py PARSER_DUMP [--all] [FILE...]

PARSER_DUMP is the program of parser_dump.c. Without files, a sample of python3's own standard
library is read (all of it with --all): trees must agree with all their places, columns in code
points. Then come the erroneous snippets of parser_errors.txt, whose messages and places must be
those of `compile` where this python3 is 3.13. Exit code 77: this python3 is too old to judge.

The ast of Python 3.11 differs: it has no type parameters, and f-strings are places without meaning
there, so files with f-strings are left out.
"""
import ast
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
ALWAYS = ["test_grammar.py", "test_fstring.py", "test_patma.py", "test_syntax.py", "test_named_expressions.py",
          "test_unpack_ex.py", "test_type_params.py", "test_coroutines.py", "test_string_literals.py"]
# Not UTF-8 by name, or refused only because a byte order mark stands before `utf8`.
LEFT_OUT = ["bad_coding2.py"]
# What this parser refuses by name, or reads only as UTF-8.
REFUSED = ("characters by name are not supported", "source encoding", "'utf-8' codec can't decode")


def stdlib(everything):
    root = sysconfig.get_path("stdlib")
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f != "site-packages")
        found += [os.path.join(folder, name) for name in sorted(names) if name.endswith(".py")]
    found = [path for path in found if os.path.basename(path) not in LEFT_OUT]
    if everything:
        return found
    always = [path for path in found if os.path.basename(path) in ALWAYS]
    return always + found[:: max(1, len(found) // 400)]


def to_code_points(tree, source):
    """Columns of `ast` are bytes; ours are code points."""
    lines = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    ascii_only = [line.isascii() for line in lines]
    if all(ascii_only):
        return

    def convert(line, col):
        if line > len(lines) or ascii_only[line - 1]:
            return col
        return len(lines[line - 1][:col].decode("utf-8", "replace"))

    for node in ast.walk(tree):
        if hasattr(node, "col_offset"):
            node.col_offset = convert(node.lineno, node.col_offset)
            node.end_col_offset = convert(node.end_lineno, node.end_col_offset)


def expected_dump(source, path):
    tree = ast.parse(source, path)
    to_code_points(tree, source[3:] if source.startswith(b"\xef\xbb\xbf") else source)
    options = {"show_empty": True} if sys.version_info >= (3, 13) else {}
    return ast.dump(tree, include_attributes=True, **options), tree


def comparable(tree):
    if sys.version_info >= (3, 12):
        return True
    return not any(isinstance(node, ast.JoinedStr) for node in ast.walk(tree))


def normal(text, ours):
    """Levels out what versions of Python and of Unicode differ in."""
    text = text.encode("ascii", "backslashreplace").decode()  # what is printable grows with Unicode
    if sys.version_info < (3, 12) and ours:
        return text.replace(", type_params=[]", "")
    if sys.version_info < (3, 13):  # early 3.12 keeps empty texts in format specifications
        text = re.sub(r"(, )?Constant\(value='', lineno=(\d+), col_offset=(\d+), end_lineno=\2, end_col_offset=\3\)", "", text)
    return text


def first_difference(ours, theirs):
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    start = max(0, at - 150)
    return f"  ours   ...{ours[start:at + 150]}\n  python ...{theirs[start:at + 150]}"


def run(program, paths):
    text = "".join(path + "\n" for path in paths)
    done = subprocess.run([program], input=text, capture_output=True, encoding="utf-8")
    lines = done.stdout.split("\n")[:-1]
    if len(lines) != len(paths):
        print(f"the program stopped at {paths[len(lines)]}\n{done.stderr[-3000:]}")
        sys.exit(1)
    return lines


def judge_files(program, paths):
    bad = compared = refused = 0
    for path, line in zip(paths, run(program, paths)):
        with open(path, "rb") as file:
            source = file.read()
        verdict, _, ours = line.partition("\t")
        try:
            theirs, tree = expected_dump(source, path)
        except (SyntaxError, ValueError):
            theirs, tree = None, None
        if verdict == "error" and any(word in ours for word in REFUSED):
            refused += 1
            continue
        if theirs is None and verdict == "error":
            compared += 1
            continue
        if tree is not None and not comparable(tree):
            continue
        compared += 1
        if theirs is None or verdict != "ok":
            bad += 1
            print(f"{path}: only one accepts it\n  ours {line[:200]}")
        elif normal(ours, True) != normal(theirs, False):
            bad += 1
            print(f"{path}: trees differ\n{first_difference(normal(ours, True), normal(theirs, False))}")
    print(f"{compared} files compared, {refused} refused, {bad} differ")
    return bad


def snippets():
    with open(os.path.join(HERE, "parser_errors.txt"), encoding="utf-8") as file:
        return [ast.literal_eval(line) for line in file if line.strip() and not line.startswith("#")]


def verdict_of(source):
    try:
        compile(source, "snippet", "exec", dont_inherit=True)
    except SyntaxError as error:
        return "\t".join(["error", type(error).__name__, str(error.lineno or 0), str(error.offset or 0), error.msg])
    return "ok"


def judge_errors(program):
    if sys.version_info[:2] != (3, 13):
        return 0
    sources, bad = snippets(), 0
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, source in enumerate(sources):
            paths.append(os.path.join(folder, f"{number}.py"))
            with open(paths[-1], "w", encoding="utf-8", newline="") as file:
                file.write(source)
        for source, line in zip(sources, run(program, paths)):
            theirs = verdict_of(source)
            if line != theirs and not (theirs == "ok" and line.startswith("ok\t")):
                bad += 1
                print(f"{source!r}\n  ours   {line[:200]}\n  python {theirs}")
    print(f"{len(sources)} snippets compared, {bad} differ")
    return bad


def main():
    warnings.simplefilter("ignore")
    if sys.version_info < (3, 11):
        print("skipped: python3 is older than 3.11")
        sys.exit(77)
    program, *rest = sys.argv[1:]
    files = [name for name in rest if name != "--all"] or stdlib("--all" in rest)
    bad = judge_files(program, files)
    bad += judge_errors(program) if len(files) > 1 else 0
    sys.exit(bad > 0)


main()

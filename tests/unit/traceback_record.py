"""Writes traceback_cases.txt: what python3 prints for the programs of traceback_cases.py, each case run on
its own. By hand, with the version whose text is meant: python3.13 tests/unit/traceback_record.py
"""
import pathlib
import re
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).parent
source = (here / "traceback_cases.py").read_text()
names = re.findall(r"^@case\ndef (\w+)", source, re.M)
with tempfile.TemporaryDirectory() as folder, open(here / "traceback_cases.txt", "w") as out:
    for name in names:
        path = pathlib.Path(folder) / "case.py"
        path.write_text(f"{source}\n{name}()\n")
        done = subprocess.run([sys.executable, "-W", "ignore", str(path)], capture_output=True, text=True)
        out.write(f"== {name}\n{done.stderr.replace(str(path), 'case.py')}")

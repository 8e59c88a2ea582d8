"""Writes mro_cases.txt: random class hierarchies with the order of bases that python3 gives them. By hand:
python3 tests/unit/mro_record.py. A line is a class: its name, its bases, and its MRO or `error`; an empty
line begins a new hierarchy.
"""
import pathlib
import random

rng = random.Random(3)
lines = []
for _ in range(200):
    classes = []
    for i in range(rng.randint(2, 9)):
        bases = rng.sample(classes, min(len(classes), rng.choice((0, 1, 1, 2, 2, 3))))
        name = chr(ord("A") + i)
        try:
            made = type(name, tuple(bases), {})
        except TypeError:
            lines.append(f"{name}({','.join(b.__name__ for b in bases)}) error")
            continue
        classes.append(made)
        order = " ".join(c.__name__ for c in made.__mro__[:-1])
        lines.append(f"{name}({','.join(b.__name__ for b in bases)}) {order}")
    lines.append("")
(pathlib.Path(__file__).parent / "mro_cases.txt").write_text("\n".join(lines))

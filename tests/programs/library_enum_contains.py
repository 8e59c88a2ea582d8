# conformance: 3.12+
# `in` takes values from 3.12 on.
from enum import Enum, IntFlag, Flag


class C(Enum):
    A = 1
    B = 2


class F(Flag):
    X = 1
    Y = 2


print(1 in C, 2 in C, C.A in C, "A" in C, F.X in F, 1 in F)

# conformance: 3.12+
# fractions: formats, and what 3.12 added.
import sys
from fractions import Fraction as F

specs = [".2f", "f", ".0f", "10.3f", "<10.3f", "^12.1f", "*>12.2e", "e", ".3E", "g", ".3g", "#.3g", "G", "%", ".1%",
         "+.2f", " .2f", "-.2f", "z.1f", "010.2f", ",.2f", "_.3f", "012,.1f", "=+12.3f", ".10g", "x", "<010.2f", ".f",
         "", "#.0f", "20_.4e"]
if sys.version_info >= (3, 13):
    specs += ["10", "<10", "^10", "*=12", "+", " ", "#", ",", "_", "+#20,", "#<5"]
values = [F(1, 3), F(-2, 3), F(12345678, 7), F(-1, 2000), F(0), F(5, 2), F(99999, 100000), F(10 ** 20), F(1, 10 ** 12), F(-7)]
for spec in specs:
    for value in values:
        try:
            print(repr(spec), value, repr(format(value, spec)))
        except ValueError as error:
            print(repr(spec), error)
print(F(4, 2).is_integer(), F(1, 2).is_integer(), F(" 1 / 2 "), f"{F(1, 3):.3f} {F(1, 3)}")
for call in [lambda: 2 ** F(1, 2), lambda: F(1, 2) ** "x", lambda: F(3, 4) / 0, lambda: F(-3, 4) / 0, lambda: F(0) ** -2]:
    try:
        print(call())
    except (TypeError, ZeroDivisionError) as error:
        print(error)

"""traceback and warnings: the text of exceptions, places, filters."""
import traceback, sys, warnings
def f(x):
    return 1 / x
def g():
    f(0)
class Out:
    def __init__(self): self.t = ""
    def write(self, s): self.t += s
try:
    g()
except ZeroDivisionError as e:
    o = Out()
    traceback.print_exc(file=o); print(o.t.replace(__file__, "FILE"))
    print([l.replace(__file__, "FILE") for l in traceback.format_exception(e)])
    print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    for fr in traceback.extract_tb(e.__traceback__): print(fr.lineno, fr.name, fr.line)
    print(traceback.format_exc(limit=1).replace(__file__, "F"))
    print(traceback.format_exc(limit=-1).replace(__file__, "F"))
    te = traceback.TracebackException.from_exception(e)
    print(''.join(te.format()).replace(__file__, "F"), str(te))
try:
    try: f(0)
    except ZeroDivisionError as e: raise KeyError("k") from e
except KeyError as e:
    print(''.join(traceback.format_exception(e)).replace(__file__, "F"))
    print(''.join(traceback.format_exception(e, chain=False)).replace(__file__, "F"))
    e.add_note("a note")
    print(traceback.format_exception_only(e))
def h():
    return [(s.lineno, s.name) for s in traceback.extract_stack()]
print(h()[-2:])
print(traceback.format_exc())
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("one"); warnings.warn("two", DeprecationWarning, stacklevel=1)
    def dep(): warnings.warn("three", FutureWarning, stacklevel=2)
    dep()
    for x in w: print(x.category.__name__, x.message, x.lineno, repr(x.message))
warnings.simplefilter("error")
try: warnings.warn("boom", UserWarning)
except UserWarning as e: print("raised", e)
try: warnings.simplefilter("nope")
except Exception as e: print(type(e).__name__, str(e)[:20])

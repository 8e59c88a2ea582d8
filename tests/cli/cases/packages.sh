# Packages: relative imports, submodules by name, __all__, and what is wrong with others.
program parcel/__init__.py <<'END'
__all__ = ["inner", "leaf", "here"]
here = 1
def lazy():
    from .leaf import leafv
    from . import leaf as L
    return leafv, L.__name__, __package__, __name__
END
program parcel/leaf.py <<'END'
leafv = 5
from . import here
from .inner import *
from .inner import deep as D
def up3():
    from .... import x

END
program parcel/inner/__init__.py <<'END'
from ..inner import deep
iv = 7
END
program parcel/inner/deep.py <<'END'
from .. import here as h
import sys
print("deep", __name__, __package__, sorted(n for n in sys.modules if n.startswith("parcel")))
END
program main.py <<'END'
import parcel
from parcel import *
from parcel.inner.deep import h as deeper
def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)
print(leaf.leafv, inner.iv, here, leaf.D.h, leaf.iv, deeper)
t(parcel.lazy)
t(leaf.up3)
def absent():
    import parcel.inner.nothere
def inside():
    import parcel.leaf.x
def relative():
    from . import x
def relative_deep():
    from ..a import x
for f in (absent, inside, relative, relative_deep):
    t(f)
print(type(parcel.__path__).__name__, hasattr(leaf, "__path__"), leaf.__package__, repr(parcel.__package__),
      repr(__package__))
END
vloop run -q main.py
exits 0
out_is <<'END'
deep parcel.inner.deep parcel.inner ['parcel', 'parcel.inner', 'parcel.inner.deep']
5 7 1 1 7 1
(5, 'parcel.leaf', 'parcel', 'parcel')
ImportError attempted relative import beyond top-level package
ModuleNotFoundError No module named 'parcel.inner.nothere'
ModuleNotFoundError No module named 'parcel.leaf.x'; 'parcel.leaf' is not a package
ImportError attempted relative import with no known parent package
ImportError attempted relative import with no known parent package
list False parcel 'parcel' None
END

import sys, itertools, math, typing, os, collections, functools
if sys.version_info >= (3, 12):
    print(list(itertools.batched("abc", 2)))
else:
    print(hasattr(itertools, "batched"))
    try:
        itertools.batched
    except AttributeError as e:
        print(e, e.name)
    try:
        from typing import override
    except ImportError as e:
        print(e.name, str(e).split("(")[0])
for mod, name in ((collections, "OrderedDic"), (functools, "partal"), (os, "getpidd"), (math, "sqr")):
    try:
        getattr(mod, name)
    except AttributeError as e:
        print(e, e.name, e.obj is mod)

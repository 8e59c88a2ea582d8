# Heaps. What works on one is native; here is what makes new sequences of several items.
from _heapq import heapify, heappop, heappush, heappushpop, heapreplace
from _vloop_lib import python_minor

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]

if python_minor >= 14:
    from _heapq import heapify_max, heappop_max, heappush_max, heappushpop_max, heapreplace_max
    __all__ += ["heappush_max", "heappop_max", "heapify_max", "heapreplace_max", "heappushpop_max"]


def merge(*iterables, key=None, reverse=False):
    heads = []
    for it in map(iter, iterables):
        for value in it:
            heads.append([value if key is None else key(value), value, it])
            break
    while heads:
        best = heads[0]
        for head in heads:
            if (best[0] < head[0]) if reverse else (head[0] < best[0]):
                best = head
        yield best[1]
        for value in best[2]:
            best[0] = value if key is None else key(value)
            best[1] = value
            break
        else:
            heads = [head for head in heads if head is not best]


def nsmallest(n, iterable, key=None):
    if n == 1:
        none = object()
        least = min(iterable, default=none, key=key)
        return [] if least is none else [least]
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    if n == 1:
        none = object()
        most = max(iterable, default=none, key=key)
        return [] if most is none else [most]
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]

# Orders of nodes in which each comes after those it depends on.
from types import GenericAlias

__all__ = ["TopologicalSorter", "CycleError"]

_OUT, _DONE = -1, -2


class CycleError(ValueError):
    pass


class _Node:
    # `waits_for`: how many nodes before it are not done, or _OUT once it was given out, or _DONE.
    __slots__ = ("waits_for", "successors")

    def __init__(self):
        self.waits_for = 0
        self.successors = []


class TopologicalSorter:
    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = None
        self._given_out = self._finished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _node(self, key):
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = _Node()
        return node

    def add(self, node, *predecessors):
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._node(node).waits_for += len(predecessors)
        for predecessor in predecessors:
            self._node(predecessor).successors.append(node)

    def prepare(self):
        from _vloop_lib import python_minor
        if self._ready is not None and (python_minor < 14 or self._given_out):
            raise ValueError("cannot prepare() more than once" if python_minor < 14 else
                             "cannot prepare() after starting iteration")
        if self._ready is None:
            self._ready = [key for key, node in self._nodes.items() if node.waits_for == 0]
        cycle = self._cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def _prepared(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")

    def get_ready(self):
        self._prepared()
        ready = tuple(self._ready)
        for key in ready:
            self._nodes[key].waits_for = _OUT
        self._ready.clear()
        self._given_out += len(ready)
        return ready

    def is_active(self):
        self._prepared()
        return self._finished < self._given_out or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        self._prepared()
        for key in nodes:
            node = self._nodes.get(key)
            if node is None:
                raise ValueError(f"node {key!r} was not added using add()")
            if node.waits_for >= 0:
                raise ValueError(f"node {key!r} was not passed out (still not ready)")
            if node.waits_for == _DONE:
                raise ValueError(f"node {key!r} was already marked done")
            node.waits_for = _DONE
            for successor in node.successors:
                after = self._nodes[successor]
                after.waits_for -= 1
                if after.waits_for == 0:
                    self._ready.append(successor)
            self._finished += 1

    def _cycle(self):
        # A walk in depth from every node: the first one that is met on its own way back closes a cycle.
        seen = set()
        for start in self._nodes:
            if start in seen:
                continue
            path, places, steps, key = [], {}, [], start
            while True:
                if key not in seen:
                    seen.add(key)
                    steps.append(iter(self._nodes[key].successors))
                    places[key] = len(path)
                    path.append(key)
                elif key in places:
                    return path[places[key]:] + [key]
                while path:
                    key = next(steps[-1], path)
                    if key is not path:
                        break
                    del places[path.pop()]
                    steps.pop()
                else:
                    break
        return None

    def static_order(self):
        self.prepare()
        while self.is_active():
            ready = self.get_ready()
            yield from ready
            self.done(*ready)

    __class_getitem__ = classmethod(GenericAlias)

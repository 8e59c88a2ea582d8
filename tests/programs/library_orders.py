import graphlib, sched, time, getopt, colorsys, random, asyncio
from graphlib import TopologicalSorter, CycleError
def tell(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e, getattr(e, "args", "")[1:])
print(list(TopologicalSorter({"D": ["B", "C"], "C": ["A"], "B": ["A"]}).static_order()))
ts = TopologicalSorter(); ts.add("x", "y", "z"); ts.add("y", "w"); ts.add("q"); tell(ts.get_ready); tell(ts.is_active); tell(ts.done, "x"); ts.prepare(); print(bool(ts)); tell(ts.add, "n"); tell(ts.done, "w")
while ts.is_active():
    r = ts.get_ready(); print(r, ts.get_ready()); tell(ts.done, "nope"); ts.done(*r); tell(ts.done, *r)
print(bool(ts)); tell(ts.done, "x")
for g in ({1: [2], 2: [3], 3: [1]}, {1: [1]}, {1: [2], 2: [1], 3: [4]}, {"a": "bc", "b": "d", "d": "a"}, {}, {1: []}, {1: [2, 2]}):
    tell(lambda: list(TopologicalSorter(g).static_order()))
random.seed(4)
for _ in range(40):
    g = {n: [random.randrange(7) for _ in range(random.randrange(3))] for n in range(random.randrange(7))}
    tell(lambda: tuple(TopologicalSorter(g).static_order()))
async def main():
    ts = TopologicalSorter({"d": ["b", "c"], "b": ["a"], "c": ["a"]}); ts.prepare()
    async def work(n): await asyncio.sleep(ord(n) / 100); return n
    pending = set()
    while ts.is_active():
        pending |= {asyncio.create_task(work(n), name=n) for n in ts.get_ready()}
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for t in sorted(done, key=lambda t: t.get_name()): print(t.result()); ts.done(t.result())
asyncio.run(main())
s = sched.scheduler(time.monotonic, time.sleep); t0 = time.monotonic()
def ev(*a, **k): print(round(time.monotonic() - t0, 3), a, k)
e1 = s.enter(2, 1, ev, argument=("second",)); s.enter(1, 2, ev, ("p2",)); s.enter(1, 1, ev, ("p1",), {"k": 1}); e4 = s.enterabs(t0 + 5, 1, ev); print(len(s.queue), [e.priority for e in s.queue], s.empty()); s.cancel(e4); tell(s.cancel, e4) if False else None
print(s.run(blocking=False)); s.run(); print(s.empty(), round(time.monotonic() - t0, 3), e1.time - t0, e1._fields); tell(s.cancel, e1)
def chain(n):
    print("chain", n, round(time.monotonic() - t0, 3))
    if n: s.enter(0.5, 1, chain, (n - 1,))
chain(3); s.run()
for a in ("-a -b x --foo --bar=v rest -c", "-abx rest", "--fo", "--b v", "--nope", "-z", "-b", "--bar", "--foo=1", "-- -a", "- -a", "x -a", "-bx", "--f"):
    for fn in (getopt.getopt, getopt.gnu_getopt): tell(fn, a.split(), "ab:c", ["foo", "bar=", "food"])
for c in ((0, 0, 0), (1, 1, 1), (.2, .4, .6), (1, 0, 0), (.1, .9, .3), (.5, .5, .5), (.9, .2, .9), (0.0, 1.0, 0.0)):
    for f in (colorsys.rgb_to_hsv, colorsys.rgb_to_hls, colorsys.rgb_to_yiq, colorsys.hsv_to_rgb, colorsys.hls_to_rgb, colorsys.yiq_to_rgb): tell(f, *c)

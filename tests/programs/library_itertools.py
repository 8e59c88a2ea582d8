import itertools
from itertools import *
class op: add = staticmethod(lambda a, b: a + b)


def attempt(f, *args, **kw):
    try:
        r = f(*args, **kw)
        print(r if isinstance(r, (str, int, tuple, list)) else list(islice(r, 8)))
    except Exception as e:
        print(type(e).__name__, e)


c = count(5, 2); print(next(c), next(c), c, count(), count(2.5), count(1, -1), repr(count(10**20)))
attempt(count, "a"); attempt(count, 0.5, 0.25); attempt(count, start=3); attempt(count, 1, 2, 3); attempt(count, -3, step=3)
attempt(cycle, "abc"); attempt(cycle, []); attempt(cycle); attempt(cycle, 5)
attempt(repeat, 7, 3); attempt(repeat, 7); print(repeat("x", 2), repeat("x"), repeat(1, times=-5)); attempt(repeat, 1, "a"); attempt(repeat)
attempt(accumulate, [1, 2, 3, 4]); attempt(accumulate, [3, 1, 4, 1, 5], max); attempt(accumulate, "abc"); attempt(accumulate, [], initial=5)
attempt(accumulate, [1, 2], initial=100); attempt(accumulate, [1, "a"]); attempt(accumulate, [1, 2, 3], lambda a, b: a * b, initial=2); attempt(accumulate, [1, 2], func=None)
attempt(chain, "ab", [1], (2,)); attempt(chain); attempt(chain, 5); attempt(chain.from_iterable, ["ab", "cd"]); attempt(chain.from_iterable, [1]); attempt(chain, a=1)
attempt(compress, "abcdef", [1, 0, 1, 0, 1]); attempt(compress, data="ab", selectors=[0, 1])
attempt(dropwhile, lambda x: x < 3, [1, 2, 3, 1]); attempt(takewhile, lambda x: x < 3, [1, 2, 3, 1]); attempt(filterfalse, None, [0, 1, "", "a"]); attempt(filterfalse, lambda x: x % 2, range(6))
attempt(dropwhile, 1); attempt(takewhile, None, [1]); attempt(starmap, pow, [(2, 3), (3, 2)]); attempt(starmap, pow, [5]); attempt(starmap, lambda *a: a, ["ab", [1]])
attempt(islice, range(10), 3); attempt(islice, range(10), 2, 8, 3); attempt(islice, range(10), 2, None); attempt(islice, range(10), None, None, 4)
attempt(islice, [1], -1); attempt(islice, [1], 1, -1); attempt(islice, [1], 0, 1, 0); attempt(islice, [1], "a"); attempt(islice, [1]); attempt(islice, [1], 1.5, 2); attempt(islice, [1], 0, "x")
it = iter(range(10)); print(list(islice(it, 2, 5)), list(it)); it = iter(range(10)); print(list(islice(it, 1, 6, 3)), list(it)); it = iter(range(9)); print(list(islice(it, 0)), list(it))
attempt(pairwise, "abcd"); attempt(pairwise, "a"); attempt(pairwise, [])
attempt(zip_longest, "ab", "wxyz", [1], fillvalue="-"); attempt(zip_longest); attempt(zip_longest, [1], [2, 3]); attempt(zip_longest, [1], bad=3)
attempt(product, "ab", [1, 2]); attempt(product, "ab", repeat=2); attempt(product); attempt(product, [], [1]); attempt(product, "ab", repeat=0); attempt(product, [1], repeat=-1); attempt(product, [1], x=1)
attempt(permutations, "abc"); attempt(permutations, "abc", 2); attempt(permutations, [1], 2); attempt(permutations, [], 0); attempt(permutations, [1], -1); attempt(permutations, [1], "a"); attempt(permutations, "ab", r=None)
print(len(list(permutations(range(5)))), len(list(permutations(range(6), 3))), list(permutations(range(4), 3))[-1])
attempt(combinations, "abcd", 2); attempt(combinations, "ab", 3); attempt(combinations, "ab", 0); attempt(combinations, "ab", -1); attempt(combinations, "ab"); attempt(combinations, "ab", "x")
attempt(combinations_with_replacement, "abc", 2); attempt(combinations_with_replacement, [], 1); attempt(combinations_with_replacement, [], 0); print(list(combinations(range(5), 3)))
for k, g in groupby("AAAABBBCCD"):
    print(k, list(g), end=" ")
print([(k, len(list(g))) for k, g in groupby(sorted(["aa", "b", "cc", "d"], key=len), key=len)])
gs = list(groupby("aabb")); print([(k, list(g)) for k, g in gs])
g = groupby([1, 1, 2, 3, 3]); k1, g1 = next(g); print(next(g1)); k2, g2 = next(g); print(k2, list(g1), list(g2), [k for k, _ in g])
a, b = tee([1, 2, 3]); print(next(a), list(b), list(a)); x, y, z = tee("ab", 3); print(list(x), list(y), list(z)); attempt(tee, [1], -1); attempt(tee, [1], 0); attempt(tee, 3)
p, q = tee(iter(range(5))); next(p); r, s = tee(p); print(list(r), list(q), list(s))
big, big2 = tee(range(30000)); print(sum(big)); del big2
print(type(chain()), chain, type(tee([])[0]).__name__, isinstance(count(), object), list(map(op.add, [1], [2])))


class Mine(chain):
    def __init__(self, *a, tag=None):
        self.tag = tag


print(list(Mine("ab", "c")))


def boom():
    yield 1
    raise ValueError("boom")


for f in (cycle, chain, accumulate, pairwise, lambda i: islice(i, 5), lambda i: zip_longest(i, [1, 2, 3]), lambda i: groupby(i), lambda i: tee(i)[0], product):
    attempt(f, boom())
attempt(lambda: sum(1 for _ in product(range(3), repeat=5)))

# conformance: except 3.14 some of its own messages and reprs are not done
import random
from random import Random

def tell(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)

random.seed(7)
print(random.sample(["red", "blue"], counts=[4, 2], k=5))
print(random.sample("abc", 4, counts=(1, 5, 2)))
print(random.sample(range(3), k=0, counts=[1, 0, 0]))
tell(random.sample, "ab", 2, counts=[1])
tell(random.sample, "ab", 2, counts=[1, 1.5])
tell(random.sample, "ab", 4, counts=[1, 1])
tell(random.sample, "ab", 1, counts=[0, 0])
tell(random.sample, "ab", 1, counts=[-1, 0])
tell(random.sample, {1, 2}, 1)
tell(random.sample, {1: 2}, 1)
tell(random.sample, [1, 2], 3)
tell(random.sample, [1, 2], -1)
tell(random.sample, (x for x in "ab"), 1)
tell(random.choice, [])
tell(random.choice, {})
tell(random.choices, [], k=2)
tell(random.choices, "abc", [1, 2])
tell(random.choices, "abc", [0, 0, 0])
tell(random.choices, "abc", [1, 1, float("inf")])
tell(random.choices, "abc", [1, 1, 1], cum_weights=[1, 2, 3])
tell(random.choices, "abc", 5)
tell(random.choices, "abc", k=3)
tell(random.choices, "abc", [1, 2, 3], k=3)
tell(random.choices, "abc", cum_weights=[1, 2, 3], k=3)
tell(random.choices, "abc", k=-1)
tell(random.randint, 5, 1)
tell(random.randrange, 0)
tell(random.randrange, 3, 3)
tell(random.randrange, 1, 10, -1)
tell(random.randrange, 1, 10, 0)
tell(random.randrange, 5, step=2)
tell(random.randrange, 5, None, 1)
tell(random.randrange, 5, None)
tell(random.randint, 10**20, 10**25)
tell(random.randrange, 10**30)
tell(random.randrange, -10**30, 10**30, 7**20)
tell(random.randrange, 10**30, 10**30)
tell(random.randrange, 10**30, -10**30, -3)
tell(random.randint, 10**30, 5)
tell(random.getrandbits, 0)
tell(random.getrandbits, 200)
tell(random.getrandbits, -1)
tell(random.randbytes, 5)
tell(random.seed, [1])
tell(random.triangular)
tell(random.triangular, 1, 5, 2)
tell(random.triangular, 5, 1)
tell(random.gauss, 1, 2)
tell(random.vonmisesvariate, 1, 2)
tell(random.betavariate, 0, 2)
tell(random.gammavariate, 0, 2)
tell(random.expovariate, 0)
tell(random.weibullvariate, 1, 2)
tell(random.paretovariate, 3)
tell(random.lognormvariate, 0, 1)

# state
random.seed(11)
random.gauss(0, 1)
state = random.getstate()
print(type(state), state[0], len(state[1]), state[1][:3], state[1][-1], state[2])
a = [random.random(), random.gauss(0, 1), random.randint(1, 100)]
random.setstate(state)
print(a == [random.random(), random.gauss(0, 1), random.randint(1, 100)])
r = Random(3)
s = r.getstate()
x = [r.random() for _ in range(700)]
r.setstate(s)
print(x == [r.random() for _ in range(700)])
q = Random()
q.setstate(s)
print(x[:3] == [q.random() for _ in range(3)])
tell(r.setstate, (1, 2, 3))
tell(r.setstate, (3, (1, 2), None))
tell(r.setstate, (3, [1] * 625, None))
tell(r.setstate, (3, (1,) * 624 + (625,), None))
tell(r.setstate, (3, (1,) * 624 + (624,), None))
tell(r.setstate, (3, (-1,) * 624 + (624,), None))
tell(r.setstate, (3, ("a",) * 624 + (624,), None))
tell(r.random)
r.setstate((2, (-1,) * 624 + (624,), None))
print(r.random())
print(r.VERSION, Random.VERSION, r.gauss_next)
r.seed(1); r.gauss(); print(r.gauss_next)
import copy
c = copy.copy(r)
print(c.random() == r.random(), c.gauss() == r.gauss())
d = copy.deepcopy(r)
print(d.random() == r.random(), type(d))

for v in (None, 5, -5, 5.0, "a", b"a", 10**40, True):
    if v is not None:
        print(repr(v), Random(v).random(), Random(v).getrandbits(70))
r.seed("a", version=1); print(r.random())
r.seed("xyz\xe9", 1); print(r.random())
r.seed(a="b"); print(r.random())
tell(Random, (1, 2))
tell(Random, 1, 2)
print(Random(x=5).random())
print(random.TWOPI, random.LOG4, random.NV_MAGICCONST, random.SG_MAGICCONST, random.BPF, random.RECIP_BPF)


class Named(Random):
    extra = 1

    def __init__(self, seed, label):
        super().__init__(seed)
        self.label = label

    def seed(self, a=None, version=2):
        print("seed", a, version)
        super().seed(a)

    def roll(self, n=6):
        return self.randint(1, n)


n = Named(42, "x")
print([n.roll() for _ in range(5)], n.extra, n.label)
n.seed(9)
print(n.random())

import difflib, random
from difflib import *
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
pairs = [("abcd", "bcde"), ("", ""), ("a", ""), ("", "b"), ("qabxcd", "abycdf"), (" abcd", "abcd abcd"), ("private Thread currentThread;", "private volatile Thread currentThread;"), ("kitten", "sitting"), ("aaaa", "aa"), ("abxcd", "abcd"), ([1, 2, 3], [2, 3, 4]), ("tide", "diet")]
for a, b in pairs:
    for junk in (None, lambda x: x == " "):
        s = SequenceMatcher(junk, a, b)
        print(s.get_matching_blocks(), s.get_opcodes(), round(s.ratio(), 6), s.quick_ratio(), s.real_quick_ratio(), s.find_longest_match(0, len(a), 0, len(b)), s.find_longest_match())
s = SequenceMatcher(None, "x" * 300 + "abc", "abc" + "x" * 300); print(s.ratio(), s.bpopular, SequenceMatcher(None, "x" * 300 + "abc", "abc" + "x" * 300, autojunk=False).ratio())
s = SequenceMatcher(a="a", b="b"); s.set_seq1("bb"); print(s.ratio()); s.set_seqs("q", "q"); print(s.ratio(), s.get_opcodes(), s.isjunk, s.b2j)
print(get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), get_close_matches("x", ["y"]), get_close_matches("wheel", ["while", "heel", "wheels"], n=1), get_close_matches("aple", ["apple", "ample", "maple"], 3, 0.8), get_close_matches("a", [], 1)); tell(get_close_matches, "a", [], 0); tell(get_close_matches, "a", [], 1, 2)
one = "one\ntwo\nthree\nfour\n".splitlines(True); two = "ore\ntree\nemu\nfour\n".splitlines(True)
texts = [(one, two), ([], []), (["a\n"], []), ([], ["b\n"]), (["same\n"], ["same\n"]), ("1. Beautiful is beTTer than ugly.\n2. Explicit is better than implicit.\n3. Simple is better than complex.\n4. Complex is better than complicated.\n".splitlines(True), "1. Beautiful is better than ugly.\n3.   Simple is better than complex.\n4. Complicated is better than complex.\n5. Flat is better than nested.\n".splitlines(True)), (["\tabcDefghiJkl\n", "x\n"], ["\tabcdefGhijkl\n", "y\n"]), ([f"line {i}\n" for i in range(30)], [f"line {i}\n" for i in range(30) if i not in (3, 20)] + ["new\n"]), (["a", "b"], ["a", "c"]), (["# \n", "a\n", "  \n"], ["  \n", "b\n", "#\n"])]
for a, b in texts:
    print(list(ndiff(a, b))); print(list(ndiff(a, b, linejunk=IS_LINE_JUNK, charjunk=None))); print(list(unified_diff(a, b, "f1", "f2", "d1", "d2"))); print(list(unified_diff(a, b, n=0, lineterm=""))); print(list(context_diff(a, b, "f1", "f2"))); print(list(context_diff(a, b, n=1, lineterm="")))
    d = list(ndiff(a, b)); print(list(restore(d, 1)) == a, list(restore(d, 2)) == b); print(list(SequenceMatcher(None, a, b).get_grouped_opcodes(1)))
tell(lambda: list(restore([], 3))); tell(lambda: list(unified_diff([b"a"], ["b"]))); tell(lambda: list(unified_diff(["a"], ["b"], fromfile=5)))
print("".join(Differ().compare(one, two)), [IS_LINE_JUNK(x) for x in ("\n", "  #   \n", "hello\n", "", " ## ")], [IS_CHARACTER_JUNK(c) for c in " \t\nx"], Match(1, 2, 3), Match._fields)
random.seed(3)
for _ in range(60):
    a = "".join(random.choices("abc ", k=random.randrange(30))); b = "".join(random.choices("abc ", k=random.randrange(30)))
    print(SequenceMatcher(None, a, b).get_opcodes(), SequenceMatcher(str.isspace, a, b).get_matching_blocks())
    a = [random.choice(("alpha\n", "alpine\n", "beta\n", "better\n", "x\n")) for _ in range(random.randrange(8))]; b = [random.choice(("alpha\n", "alphas\n", "beta\n", "betas\n", "x\n")) for _ in range(random.randrange(8))]
    print(list(ndiff(a, b)))

import pathlib, os, sys
from pathlib import PurePath, PurePosixPath, Path, PosixPath
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
texts = ["", ".", "/", "//", "///", "a", "a/b", "/a/b/", "a//b/./c", "./a", "../a", "//a/b", "///a", "a/..", "..", "~/x", "a.tar.gz", ".hidden", "a.", "..a", "a/.b.c", "a..b", "/.", "a b/é", "/a/../b", "x.py/", "...", "a/b/c.txt", ".a.b", "a\\b", "./.", "a/./", "a.b."]
for t in texts:
    p = PurePath(t)
    print(repr(p), str(p), p.parts, p.root, repr(p.drive), p.anchor, p.name, p.suffix, p.suffixes, p.stem, p.parent, list(p.parents), p.is_absolute(), p.as_posix(), os.fspath(p), bytes(p), hash(p) == hash(PurePath(t)))
    for f in ("with_name", "with_stem", "with_suffix"):
        for arg in ("z.q", "", ".x", "a/b", ".", "n."):
            print(f, arg, end=" "); tell(getattr(p, f), arg)
    tell(p.as_uri)
    for o in ("a", "/", "/a", "", ".", "a/b", "..", "x"):
        print(o, p / o, o / p, p.joinpath(o, "k"), p.is_relative_to(o), end=" "); tell(p.relative_to, o)
        if sys.version_info >= (3, 12): tell(p.relative_to, o, walk_up=True)
    for pat in ("*", "*.py", "a/*", "/a/*", "*/b", "**", "**/c.txt", "b/c.txt", "[ab]", "?", "*.TXT", "/*", "/"):
        if pat == "**" and not p.name: continue
        print(pat, p.match(pat), end=" ")
        if sys.version_info >= (3, 13): print(p.full_match(pat), end=" ")
    print()
tell(PurePath("a").match, ""); tell(PurePath("a").match, "."); tell(PurePath, 5); tell(PurePath, b"a"); tell(PurePath, None); tell(lambda: PurePath("a") / 5); tell(lambda: 5 / PurePath("a")); tell(lambda: PurePath("a") + "b")
print(PurePath("a", "b", "/c", "d"), PurePath("a", PurePath("b")), PurePath(), PurePath("a", ""), PurePath("/a", "../b"), Path("x") / "y", Path("x", "y").parent, type(Path("a")), type(PurePath("a")), type(Path("a").parent), type(Path("a") / "b"))
print(PurePath("a") == PurePath("a/"), PurePath("a") == "a", PurePath("a") != Path("a"), Path("a") == PurePath("a"), PurePath("a") < PurePath("b"), sorted([PurePath("b"), PurePath("a/b"), PurePath("a"), PurePath("a.b")]), {PurePath("a"): 1}[Path("a")], PurePath("a") <= PurePath("a"), PurePath("b") > PurePath("a/c"))
tell(lambda: PurePath("a") < "b"); p = PurePath("a/b/c/d"); print(p.parents[0], p.parents[-1], p.parents[1:3], len(p.parents), p.parents, PurePath("a") in p.parents, list(reversed(p.parents)), p.parents[-2]); tell(lambda: p.parents[9])
print(isinstance(Path("a"), os.PathLike), isinstance(Path(), PurePosixPath), issubclass(PosixPath, Path), os.path.join(Path("a"), "b"), os.path.basename(Path("a/b")), f"{Path('a')!s:>5}", f"{Path('q')}", "%s" % Path("z"), Path.__name__, PurePosixPath.__mro__[:2] if False else "")
class My(PurePosixPath):
    def twice(self): return self / self.name
print(My("a/b").twice(), type(My("a").parent).__name__, repr(My("x") / "y"))
if sys.version_info >= (3, 12):
    class W(PurePosixPath):
        def __init__(self, *a, tag=None): super().__init__(*a); self.tag = tag
        def with_segments(self, *s): return type(self)(*s, tag=self.tag)
    print((W("a/b", tag=5) / "c").tag, W("a", tag=7).parent.tag)
import copy; print(copy.copy(p), copy.deepcopy(p) == p, sorted(pathlib.__all__)[-3:])
match Path("a/b").parts:
    case (x, y): print(x, y)

# conformance: except 3.14 machine: Emscripten's own errno, clock, signals and libm
import errno
import os
import os.path
import platform
import posixpath
import sys
from os import environ, getenv, path

print(os.name, os.sep, os.linesep == "\n", os.curdir, os.pardir, os.extsep, os.pathsep, os.devnull, os.altsep)
print(path is os.path is posixpath is sys.modules["os.path"])
print(getenv("VLOOP_NOT_THERE"), getenv("VLOOP_NOT_THERE", "default"), "VLOOP_NOT_THERE" in environ)
os.environ["VLOOP_SET"] = "value"
print(os.getenv("VLOOP_SET"), os.environ.get("VLOOP_SET"), environ.pop("VLOOP_SET"))
for wrong in (lambda: environ.__setitem__("A", 1), lambda: environ["VLOOP_NOT_THERE"],
              lambda: os.fspath(3), lambda: environ.__setitem__(2, "a")):
    try:
        wrong()
    except Exception as error:
        print(repr(error))

PATHS = ["", "/", "//", "///", "a", "/a", "a/", "a/b", "/a/b/", "a//b", "//a/b", "///a", "a.b", ".a", "..a", "a.b.c",
         "a/.b", "a.b/c", "/.", "/..", "a/../b", "./a", "../a", "a/./b/..", "/../a", "a/b.tar.gz", "...", "a.", "~"]
for p in PATHS:
    print(repr(p), path.split(p), path.splitext(p), path.basename(p), path.dirname(p), path.normpath(p), path.isabs(p),
          path.splitdrive(p))
for a in PATHS[:14]:
    print([path.join(a, b) for b in PATHS[:14]], path.join(a, "x", "y"))
for a, b in [("/a/b", "/a"), ("/a", "/a/b"), ("/a/b/c", "/a/d"), ("/", "/"), ("/a", "/b"), ("/a/b", "/a/b")]:
    print(path.relpath(a, b), path.commonpath([a, b]), path.commonprefix([a, b]))
for wrong in (lambda: path.join("a", b"b"), lambda: path.join("a", 1), lambda: path.commonpath([]),
              lambda: path.commonpath(["/a", "b"]), lambda: path.relpath(""), lambda: path.split(3)):
    try:
        print(wrong())
    except Exception as error:
        print(repr(error))
print(path.join(b"a", b"b"), path.splitext(b"a.b"), path.normpath(b"a/../b"))
environ["HOME"] = "/home/x"
environ["V"] = "1"
print(path.expanduser("~/a"), path.expanduser("~"), path.expandvars("$V ${V} $W x$V"))


class Where:
    def __fspath__(self):
        return "/there"


class Nowhere:
    def __fspath__(self):
        return 3


print(os.fspath(Where()), path.join(Where(), "a"), isinstance(Where(), os.PathLike), isinstance("a", os.PathLike))
try:
    os.fspath(Nowhere())
except TypeError as error:
    print(error)
print(errno.ENOENT, errno.errorcode[2], os.strerror(2), os.strerror(errno.ETIMEDOUT), os.strerror(0))
print(errno.EWOULDBLOCK == errno.EAGAIN, os.strerror(9999))
print(platform.system(), platform.python_implementation(), type(platform.uname()).__name__)
print(len(os.urandom(8)), type(os.getpid()), isinstance(os.cpu_count(), int))
print(os.fsencode("a"), os.fsdecode(b"b"), os.F_OK, os.EX_OK)

print(sys.version_info >= (3, 11), sys.version_info.major, sys.version_info[0], sys.version_info.releaselevel)
print(sys.version_info[:1] == (3,), sys.version_info.minor == sys.version_info[1])
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info)
print(sys.int_info.bits_per_digit, sys.hash_info.modulus, sys.hash_info.inf)
print(sys.implementation.name, sys.byteorder, sys.platform, sys.getfilesystemencoding())
print(hex(sys.hexversion)[:5], sys.getswitchinterval(), sys.float_repr_style, sys.is_finalizing())
sys.displayhook(3)
sys.displayhook(None)
sys.stdout.write("written\n")

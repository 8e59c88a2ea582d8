# The platform that programs are told of: Linux on x86-64, of no machine in particular.
import sys
from collections import namedtuple

uname_result = namedtuple("uname_result", "system node release version machine")
uname_result.processor = ""


def uname():
    return uname_result("Linux", "vloop", "6.1.0", "#1 SMP", "x86_64")


def system():
    return "Linux"


def node():
    return "vloop"


def release():
    return "6.1.0"


def version():
    return "#1 SMP"


def machine():
    return "x86_64"


def processor():
    return ""


def platform(aliased=False, terse=False):
    return "Linux-6.1.0-x86_64-with-glibc2.36"


def architecture(executable="", bits="", linkage=""):
    return "64bit", "ELF"


def python_version():
    return ".".join(map(str, sys.version_info[:3]))


def python_version_tuple():
    return tuple(python_version().split("."))


def python_implementation():
    return "CPython"


def python_branch():
    return ""


def python_revision():
    return ""


def python_build():
    return "main", "Jan 01 2025 00:00:00"


def python_compiler():
    return "GCC 12.2.0"


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    return "glibc", "2.36"

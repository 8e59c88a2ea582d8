"""Writes sim/python/names.def: what CPython has, by name. Run by hand with the newest python3 that vloop
simulates: python3.13 tools/names.py > sim/python/names.def
"""
import importlib
import sys
import types
import warnings

TYPES = (object, type, int, bool, float, complex, str, bytes, bytearray, memoryview, tuple, list, dict, set,
         frozenset, range, slice, property, classmethod, staticmethod, super, enumerate, zip, map, filter,
         reversed, BaseException, OSError, ImportError, StopIteration, UnicodeDecodeError, SyntaxError,
         type(lambda: 0), type(len), type((lambda: (yield))()), type(None), type({}.keys()), type({}.values()),
         type({}.items()), type((lambda: 0).__code__), type(object().__init__), BaseExceptionGroup,
         NameError, AttributeError, SystemExit, KeyError, UnicodeEncodeError, types.MappingProxyType,
         types.MethodType, types.ModuleType, types.CellType, types.CoroutineType,
         types.AsyncGeneratorType, types.TracebackType, types.GetSetDescriptorType,
         types.MemberDescriptorType, types.MethodDescriptorType, types.MethodWrapperType,
         types.ClassMethodDescriptorType, type(iter([])), type(iter(())), type(iter("é")), type(iter(b"")),
         type(iter({})), type(iter({}.values())), type(iter({}.items())), type(iter(set())),
         type(iter(range(0))), type(reversed([])), type(iter(int, 0)), type(NotImplemented), type(...))
SKIPPED = ("antigravity", "this", "idlelib", "turtledemo", "__main__")
SUBMODULES = ("collections.abc", "concurrent.futures", "os.path", "importlib.util", "importlib.metadata",
              "logging.handlers", "logging.config", "unittest.mock", "urllib.request", "urllib.parse",
              "urllib.error", "http.client", "http.server", "email.message", "json.decoder",
              "xml.etree.ElementTree", "multiprocessing.pool", "asyncio.subprocess", "asyncio.exceptions",
              "asyncio.queues", "asyncio.tasks", "asyncio.events", "asyncio.locks", "asyncio.futures")
LISTED = ("asyncio", "random", "time", "sys", "math", "builtins", "datetime", "collections", "functools",
          "itertools", "contextlib", "typing", "dataclasses", "enum", "string", "operator", "heapq", "json",
          "logging", "statistics", "os", "threading", "queue", "concurrent.futures", "contextvars",
          "inspect", "copy", "abc", "re", "traceback", "warnings", "uuid", "hashlib", "textwrap", "bisect",
          "decimal", "fractions", "signal", "argparse", "pprint", "types", "collections.abc",
          "calendar", "graphlib", "numbers", "reprlib", "sched", "timeit", "io", "urllib.parse", "shlex",
          "fnmatch", "html", "struct", "array", "csv", "pathlib", "difflib", "zoneinfo", "locale", "gettext",
          "codecs", "unicodedata", "ipaddress", "colorsys", "getopt", "html.parser",
          "html.entities", "base64", "secrets", "hmac", "zlib", "platform", "errno", "gc", "weakref", "keyword",
          "http", "binascii", "cmath", "atexit")


def row(macro, name, members):
    text = " ".join(sorted(members))
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 88:
            lines.append(line)
            line = ""
        line += " " + word
    lines.append(line)
    quoted = "\n    ".join(f'"{part}"' for part in lines) if text else '""'
    print(f'{macro}("{name}",\n    {quoted} " ")')


def main():
    warnings.simplefilter("ignore")
    print("// What CPython %d.%d has, made by tools/names.py. Each list begins and ends with a space." %
          sys.version_info[:2])
    for kind in TYPES:
        row("TYPE", kind.__name__, vars(kind))
    names = sorted(set(sys.stdlib_module_names) | set(SUBMODULES))
    for name in names:
        if name in SKIPPED or name.startswith("_") and name != "__future__":
            continue
        members = []
        if name in LISTED:
            members = [n for n in dir(importlib.import_module(name)) if not n.startswith("_")]
        row("MODULE", name, members)


if __name__ == "__main__":
    main()

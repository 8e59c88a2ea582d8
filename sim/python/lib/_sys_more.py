# What of sys is rarely asked for.
import sys
from _vloop_lib import python_minor as _minor, unsupported as _unsupported


def _record(name, fields, values):
    from operator import itemgetter
    fields = fields.split()

    def show(self):
        return f"sys.{name}({', '.join(f'{field}={value!r}' for field, value in zip(fields, self))})"
    namespace = {field: property(itemgetter(i)) for i, field in enumerate(fields)}
    namespace.update(__slots__=(), __repr__=show, __module__="sys", n_fields=len(fields),
                     n_sequence_fields=len(fields), n_unnamed_fields=0)
    return type(name, (tuple,), namespace)(values)


def __getattr__(name):
    make = _LATER.get(name)
    if make is None:
        raise AttributeError(name)
    value = globals()[name] = make()
    return value


def _implementation():
    from types import SimpleNamespace
    return SimpleNamespace(name="cpython", cache_tag=f"cpython-3{_minor}", version=sys.version_info,
                           hexversion=hexversion, _multiarch="x86_64-linux-gnu")


def _flags():
    fields = ("debug inspect interactive optimize dont_write_bytecode no_user_site no_site "
              "ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode utf8_mode "
              "warn_default_encoding safe_path int_max_str_digits")
    values = [0] * 11 + [1, 0, False, 0, 0, False, 4300]
    return _record("flags", fields, values)


hexversion = 0x030000f0 | _minor << 16
api_version = 1013
float_repr_style = "short"
warnoptions = []
dont_write_bytecode = True
prefix = exec_prefix = base_prefix = base_exec_prefix = "/usr"
platlibdir = "lib"
abiflags = ""
pycache_prefix = None
meta_path = []
path_hooks = []
path_importer_cache = {}
copyright = "vloop: MIT License"

_LATER = {
    "version_info": lambda: _record("version_info", "major minor micro releaselevel serial",
                                    (3, _minor, 0, "final", 0)),
    "float_info": lambda: _record(
        "float_info", "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds",
        (1.7976931348623157e+308, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53,
         2.220446049250313e-16, 2, 1)),
    "int_info": lambda: _record("int_info", "bits_per_digit sizeof_digit default_max_str_digits "
                                "str_digits_check_threshold", (30, 4, 4300, 640)),
    "hash_info": lambda: _record("hash_info", "width modulus inf nan imag algorithm hash_bits seed_bits cutoff",
                                 (64, 2305843009213693951, 314159, 0, 1000003, "siphash13", 64, 128, 0)),
    "thread_info": lambda: _record("thread_info", "name lock version", ("pthread", "semaphore", "NPTL 2.36")),
    "implementation": _implementation,
    "flags": _flags,
    "orig_argv": lambda: [*sys.argv],
}


def getswitchinterval():
    return 0.005


def setswitchinterval(interval, /):
    if not interval > 0:
        raise ValueError("switch interval must be strictly positive")


def getfilesystemencoding():
    return "utf-8"


def getfilesystemencodeerrors():
    return "surrogateescape"


def is_finalizing():
    return False


def get_int_max_str_digits():
    return 4300


def set_int_max_str_digits(maxdigits):
    if maxdigits != 4300:
        _unsupported("sys.set_int_max_str_digits: the limit of 4300 digits cannot be changed")


def getprofile():
    return None


gettrace = getprofile


def displayhook(object, /):
    if object is not None:
        import builtins
        builtins._ = None
        print(repr(object))
        builtins._ = object


def excepthook(exctype, value, traceback, /):
    from traceback import print_exception
    print_exception(exctype, value, traceback)


__excepthook__, __displayhook__ = excepthook, displayhook

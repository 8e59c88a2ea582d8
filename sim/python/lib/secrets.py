# Random numbers for secrets in CPython; here from a stream of the run's own: a run can be repeated, so
# nothing that is drawn is secret.
import binascii as _binascii
from random import SystemRandom

__all__ = ["choice", "randbelow", "randbits", "SystemRandom", "token_bytes", "token_hex", "token_urlsafe",
           "compare_digest"]

DEFAULT_ENTROPY = 32
_system = SystemRandom()
randbits = _system.getrandbits
choice = _system.choice


def __getattr__(name):
    if name == "compare_digest":
        from hmac import compare_digest
        return compare_digest
    raise AttributeError(f"module 'secrets' has no attribute {name!r}")


def randbelow(exclusive_upper_bound):
    if exclusive_upper_bound <= 0:
        raise ValueError("Upper bound must be positive.")
    return _system.randrange(exclusive_upper_bound)


def token_bytes(nbytes=None):
    return _system.randbytes(DEFAULT_ENTROPY if nbytes is None else nbytes)


def token_hex(nbytes=None):
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=None):
    text = _binascii.b2a_base64(token_bytes(nbytes), newline=False).decode()
    return text.rstrip("=").replace("+", "-").replace("/", "_")

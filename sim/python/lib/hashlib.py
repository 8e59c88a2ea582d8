# Message digests. nettle has them all but blake2 and shake.
import _hashlib

algorithms_guaranteed = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256",
                         "sha3_384", "sha3_512", "blake2b", "blake2s", "shake_128", "shake_256"}
algorithms_available = set(_hashlib.names)


def _new(name, data):
    made = _hashlib.new(name, data)
    if made is None:
        if name in algorithms_guaranteed:
            from _vloop_lib import unsupported
            unsupported(f"hashlib: {name} is not supported")
        raise ValueError(f"unsupported hash type {name}")
    return made


def new(name, data=b"", *, usedforsecurity=True, string=b""):
    if not isinstance(name, str):
        raise TypeError("name must be a string")
    lower = name.lower().replace("-", "_")
    alias = {"sha512/256": "sha512_256", "sha512/224": "sha512_224", "sha_1": "sha1"}.get(lower)
    known = alias or (lower if lower in algorithms_available else lower.replace("_", "")
                      if lower.replace("_", "") in algorithms_available else name)
    return _new(known, data or string)


def _function(name):
    def make(data=b"", /, *, usedforsecurity=True, string=b""):
        return _new(name, data or string)
    make.__name__ = make.__qualname__ = f"openssl_{name}"
    make.__module__ = "_hashlib"
    return make


md5, sha1, sha224, sha256, sha384, sha512, sha3_224, sha3_256, sha3_384, sha3_512 = map(
    _function, ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384",
                "sha3_512"))


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    size = new(hash_name).digest_size if dklen is None else dklen
    key = _hashlib.pbkdf2(hash_name.lower(), password, salt, iterations, size)
    if key is None:
        from _vloop_lib import unsupported
        unsupported(f"hashlib: pbkdf2_hmac with {hash_name} is not supported")
    return key

# conformance: except 3.14 machine: Emscripten's own errno, clock, signals and libm
import base64
import binascii
import hashlib
import hmac
import secrets
import uuid
import zlib


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512"):
    h = getattr(hashlib, name)(b"first ")
    print(name, h.hexdigest(), h.name, h.digest_size, h.block_size)
    copy = h.copy()
    h.update(b"second")
    h.update(b"")
    print(h.hexdigest() == hashlib.new(name, b"first second").hexdigest(), copy.hexdigest() != h.hexdigest())
    print(len(h.digest()), h.digest() == h.digest(), getattr(hashlib, name).__name__)
    print(getattr(hashlib, name)(b"x" * 1000).hexdigest())
attempt(lambda: hashlib.sha256("text"))
attempt(lambda: hashlib.sha256(3))
attempt(lambda: hashlib.new("nothing"))
attempt(lambda: hashlib.new(3))
attempt(lambda: hashlib.new("SHA256").name)
attempt(lambda: hashlib.md5().update("x"))
print("md5" in hashlib.algorithms_available, "sha256" in hashlib.algorithms_guaranteed)
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex())
print(hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 3, 10).hex())
attempt(lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", 0))

for key in (b"", b"key", b"k" * 64, b"k" * 65, b"k" * 200):
    for digest in ("md5", "sha256", hashlib.sha512):
        h = hmac.new(key, b"message", digest)
        print(h.hexdigest(), h.name, h.digest_size, h.block_size)
print(hmac.digest(b"key", b"message", "sha256").hex(), hmac.new(b"k", digestmod="sha1").copy().hexdigest())
print(hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"))
attempt(lambda: hmac.new("key", b"", "md5"))
attempt(lambda: hmac.new(b"key", b""))
attempt(lambda: hmac.compare_digest("a", b"a"))
attempt(lambda: hmac.compare_digest("é", "é"))

for size in range(8):
    data = bytes(range(250, 250 + size)) if size < 6 else bytes(range(size))
    print(base64.b64encode(data), base64.urlsafe_b64encode(data), base64.b32encode(data), base64.b16encode(data),
          base64.b64decode(base64.b64encode(data)) == data, base64.b32decode(base64.b32encode(data)) == data,
          base64.b16decode(base64.b16encode(data)) == data)
print(base64.encodebytes(bytes(100)), base64.decodebytes(b"YWJj\nZGVm\n"))
print(base64.b64decode("YWJj"), base64.b64decode(b"YW Jj!"), base64.urlsafe_b64decode("-_8="))
for text in ("YWJ", "Y", "YW=J", "=", "YWJj=", "YWI=YWI=", "YQ==YQ==", "", "YW==", "Y===", "YQ=", "!!!!", "YWJjZ"):
    attempt(lambda: base64.b64decode(text))
    attempt(lambda: base64.b64decode(text, validate=True))
attempt(lambda: base64.b64encode("text"))
attempt(lambda: base64.b64decode(3))
attempt(lambda: base64.b64decode("é"))
attempt(lambda: base64.b16decode("0g"))
attempt(lambda: base64.b16decode("0a", casefold=True))
attempt(lambda: base64.b32decode("AAAAA"))
attempt(lambda: base64.b32decode("mfrgg===", casefold=True))

print(binascii.hexlify(b"\x00\xff\x10"), binascii.hexlify(b"abcdef", "-"), binascii.hexlify(b"abcdef", ":", 2))
print(binascii.unhexlify("00fF10"), binascii.b2a_base64(b"abc"), binascii.a2b_base64("YWJj"))
attempt(lambda: binascii.unhexlify("0"))
attempt(lambda: binascii.unhexlify("0x"))
attempt(lambda: binascii.hexlify("a"))
print(binascii.Error.__mro__[:3], binascii.Error.__module__)
print(binascii.crc32(b"hello"), binascii.crc32(b"lo", binascii.crc32(b"hel")), zlib.crc32(b"hello"), zlib.adler32(b"hello"))
print(zlib.adler32(b"x" * 100000), zlib.adler32(b""), zlib.crc32(b""))

print(len(secrets.token_hex(4)), len(secrets.token_bytes()), len(secrets.token_urlsafe(9)), secrets.randbelow(1))
print(secrets.choice([7]), secrets.compare_digest("a", "b"), secrets.randbits(8) < 256)
attempt(lambda: secrets.randbelow(0))

u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.urn, u.bytes, u.bytes_le, u.fields, u.version, u.variant)
print(uuid.UUID("{12345678123456781234567812345678}") == u, uuid.UUID(bytes=u.bytes) == u, uuid.UUID(int=u.int) == u,
      uuid.UUID(bytes_le=u.bytes_le) == u, uuid.UUID(fields=u.fields) == u, uuid.UUID(u.urn) == u)
print(u.time_low, u.time_mid, u.time_hi_version, u.clock_seq_hi_variant, u.clock_seq_low, u.node, u.time, u.clock_seq)
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "http://python.org"))
v = uuid.uuid4()
print(v.version, v.variant, len(str(v)), v == uuid.UUID(str(v)), v != uuid.uuid4(), hash(v) == hash(uuid.UUID(v.hex)))
print(uuid.uuid1().version, uuid.uuid1() != uuid.uuid1(), uuid.uuid1(node=1, clock_seq=2).node)
print(sorted([uuid.UUID(int=3), uuid.UUID(int=1)]), uuid.UUID(int=1) < uuid.UUID(int=2), int(uuid.UUID(int=9)))
attempt(lambda: uuid.UUID("123"))
attempt(lambda: uuid.UUID())
attempt(lambda: uuid.UUID(int=-1))
attempt(lambda: uuid.UUID(bytes=b"a"))
attempt(lambda: uuid.UUID(int=1, version=9))
attempt(lambda: setattr(u, "int", 3))
attempt(lambda: u < 3)
print(u == 3, uuid.UUID(int=5, version=4), uuid.UUID(int=0).is_safe)

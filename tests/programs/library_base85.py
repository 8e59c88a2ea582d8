import base64, random, sys
from base64 import b85encode, b85decode, a85encode, a85decode
random.seed(1)
def tell(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
for n in range(60):
    b = bytes(random.choice((0, 32, 255, 65, random.randrange(256))) for _ in range(random.randrange(14)))
    tell(b85encode, b); tell(b85encode, b, pad=True); tell(a85encode, b); tell(a85encode, b, foldspaces=True, wrapcol=5, pad=n % 2 == 0, adobe=n % 3 == 0); tell(base64.b32hexencode, b)
    print(b85decode(b85encode(b)) == b, a85decode(a85encode(b)) == b, a85decode(a85encode(b, foldspaces=True, adobe=True, wrapcol=4), foldspaces=True, adobe=True) == b, base64.b32hexdecode(base64.b32hexencode(b)) == b)
    s = "".join(random.choices("09Az!u~z y{<>=V", k=random.randrange(9)))
    for f in (b85decode, a85decode, base64.b32hexdecode): tell(f, s)
    tell(a85decode, s, foldspaces=True); tell(a85decode, s, adobe=True)
    if sys.version_info >= (3, 13): tell(base64.z85encode, b); tell(base64.z85decode, s)
tell(b85encode, "x"); tell(a85encode, b"\0" * 6); tell(a85encode, b"    ab", foldspaces=True)

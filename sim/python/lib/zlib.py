# Checksums. What compresses is not there.
from binascii import crc32

MAX_WBITS, DEFLATED, DEF_BUF_SIZE, DEF_MEM_LEVEL = 15, 8, 16384, 8


class error(Exception):
    pass


error.__module__ = "zlib"


def adler32(data, value=1, /):
    low, high = value & 0xffff, value >> 16 & 0xffff
    for byte in bytes(data):
        low = (low + byte) % 65521
        high = (high + low) % 65521
    return high << 16 | low

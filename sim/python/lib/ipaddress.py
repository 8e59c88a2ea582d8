# Addresses and networks of IP, both versions: numbers with a width and a way to be written.
from functools import total_ordering as _total_ordering
from _ipaddress_text import AddressValueError, NetmaskValueError, _read4, _read6, _write4, _write6
from _vloop_lib import python_minor as _minor

IPV4LENGTH, IPV6LENGTH = 32, 128


def _either(kinds, what, address, *more):
    for kind in kinds:
        try:
            return kind(address, *more)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 {what}")


def ip_address(address):
    return _either((IPv4Address, IPv6Address), "address", address)


def ip_network(address, strict=True):
    return _either((IPv4Network, IPv6Network), "network", address, strict)


def ip_interface(address):
    return _either((IPv4Interface, IPv6Interface), "interface", address)


def _packed(address, version):
    try:
        return address.to_bytes(4 if version == 4 else 16, "big")
    except OverflowError:
        raise ValueError(f"Address negative or too large for IPv{version}") from None


def v4_int_to_packed(address):
    return _packed(address, 4)


def v6_int_to_packed(address):
    return _packed(address, 6)


# ---- what all have

class _IPAddressBase:
    __slots__ = ()

    version = property(lambda self: self._version)
    max_prefixlen = property(lambda self: self._max_prefixlen)
    compressed = property(lambda self: str(self))

    @property
    def exploded(self):
        if self._version == 4:
            return str(self)
        text = ":".join("%04x" % (self._number() >> shift & 0xffff) for shift in range(112, -1, -16))
        if type(self) is IPv6Address and self.ipv4_mapped and _minor >= 13:
            text = text[:30] + str(self.ipv4_mapped)
        return text if isinstance(self, _BaseAddress) and not hasattr(self, "network") else f"{text}/{self._prefixlen}"

    @property
    def reverse_pointer(self):
        if self._version == 4:
            return ".".join(str(self).split(".")[::-1]) + ".in-addr.arpa"
        if isinstance(self, IPv6Address) and not hasattr(self, "network"):
            return ".".join("%032x" % self._ip)[::-1] + ".ip6.arpa"
        return ".".join(self.exploded[::-1].replace(":", "")) + ".ip6.arpa"

    @classmethod
    def _mask_bits(cls, mask):
        # How many bits a netmask has: a number, its text, or an address with the ones first (or last).
        wrong = NetmaskValueError("%r is not a valid netmask" % (mask,))
        if isinstance(mask, int):
            bits = mask
        elif mask.isascii() and mask.isdigit():
            bits = int(mask)
        else:
            try:
                number = cls._read(mask) if cls._version == 4 else None
            except AddressValueError:
                number = None
            if number is None:
                raise wrong
            for number in (number, number ^ cls._ALL_ONES):
                text = f"{number:0{cls._max_prefixlen}b}"
                if "01" not in text:
                    return text.count("1")
            raise wrong
        if not 0 <= bits <= cls._max_prefixlen:
            raise wrong
        return bits

    @classmethod
    def _split(cls, address):
        if isinstance(address, (bytes, int)):
            return address, cls._max_prefixlen
        if isinstance(address, tuple):
            return address if len(address) > 1 else (address[0], cls._max_prefixlen)
        parts = str(address).split("/")
        if len(parts) > 2:
            raise AddressValueError(f"Only one '/' permitted in {address!r}")
        return parts[0], parts[1] if len(parts) > 1 else cls._max_prefixlen

    def __reduce__(self):
        return type(self), (str(self),)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"


class _V4:
    __slots__ = ()
    _version, _max_prefixlen, _ALL_ONES = 4, 32, (1 << 32) - 1
    _read = staticmethod(_read4)
    _write = staticmethod(_write4)


class _V6:
    __slots__ = ()
    _version, _max_prefixlen, _ALL_ONES = 6, 128, (1 << 128) - 1
    _read = staticmethod(_read6)
    _write = staticmethod(_write6)


def _same_version(a, b):
    if a._version != b._version:
        raise TypeError("%s and %s are not of the same version" % (a, b))


# ---- addresses

@_total_ordering
class _BaseAddress(_IPAddressBase):
    __slots__ = ()

    def _take(self, address):
        # The number that the address is
        size = self._max_prefixlen // 8
        if isinstance(address, int):
            if address < 0:
                raise AddressValueError("%d (< 0) is not permitted as an IPv%d address" % (address, self._version))
            if address > self._ALL_ONES:
                raise AddressValueError("%d (>= 2**%d) is not permitted as an IPv%d address"
                                        % (address, self._max_prefixlen, self._version))
            return address
        if isinstance(address, bytes):
            if len(address) != size:
                raise AddressValueError("%r (len %d != %d) is not permitted as an IPv%d address"
                                        % (address, len(address), size, self._version))
            return int.from_bytes(address, "big")
        text = str(address)
        if "/" in text:
            raise AddressValueError(f"Unexpected '/' in {address!r}")
        return self._read(text)

    def _number(self):
        return self._ip

    def __int__(self):
        return self._ip

    packed = property(lambda self: _packed(self._ip, self._version))

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self._version == other._version
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _BaseAddress):
            return NotImplemented
        _same_version(self, other)
        return self._ip < other._ip

    def __add__(self, other):
        return type(self)(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return type(self)(self._ip - other) if isinstance(other, int) else NotImplemented

    def __hash__(self):
        return hash(hex(self._ip))

    def __str__(self):
        return self._write(self._ip)

    def __format__(self, fmt):
        if not fmt or fmt[-1] == "s":
            return format(str(self), fmt)
        plain = fmt.lstrip("#")
        grouped = plain[:1] == "_"
        kind = plain[grouped:]
        if kind not in ("x", "b", "n", "X") or len(fmt) - len(plain) > 1:
            return super().__format__(fmt)
        kind = ("b" if self._version == 4 else "x") if kind == "n" else kind
        width = self._max_prefixlen // (1 if kind == "b" else 4)
        width += (width // 4 - 1 if grouped else 0) + (2 if fmt[0] == "#" else 0)
        return format(self._ip, f"{'#' if fmt[0] == '#' else ''}0{width}{'_' if grouped else ''}{kind}")

    def _is_in(self, names):
        mapped = getattr(self, "ipv4_mapped", None) if _minor >= 14 else None
        if mapped is not None and names in ("multicast", "reserved", "link_local"):
            return mapped._is_in(names)
        return any(self in net for net in _special(self._version, names))

    is_multicast = property(lambda self: self._is_in("multicast"))
    is_reserved = property(lambda self: self._is_in("reserved"))
    is_link_local = property(lambda self: self._is_in("link_local"))

    @property
    def is_private(self):
        mapped = getattr(self, "ipv4_mapped", None)
        if mapped is not None:
            return mapped.is_private
        return self._is_in("private") and not self._is_in("not_private")

    @property
    def is_global(self):
        mapped = getattr(self, "ipv4_mapped", None)
        if mapped is not None and _minor >= 13:
            return mapped.is_global
        return not self.is_private and not self._is_in("shared")

    is_unspecified = property(lambda self: (self._ip & 0xffffffff if _minor >= 14 and self._ip >> 32 == 0xffff
                                            else self._ip) == 0)

    @property
    def is_loopback(self):
        mapped = getattr(self, "ipv4_mapped", None)
        return mapped.is_loopback if mapped is not None and _minor >= 13 else self._is_in("loopback")


class IPv4Address(_V4, _BaseAddress):
    __slots__ = ("_ip", "__weakref__")

    def __init__(self, address):
        self._ip = self._take(address)

    @property
    def ipv6_mapped(self):
        if _minor < 13:
            raise AttributeError("'IPv4Address' object has no attribute 'ipv6_mapped'")
        return IPv6Address(f"::ffff:{self}")


class IPv6Address(_V6, _BaseAddress):
    __slots__ = ("_ip", "_scope_id", "__weakref__")

    def __init__(self, address):
        self._scope_id = None
        if not isinstance(address, (int, bytes)):
            if "/" in str(address):
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            text, percent, scope = str(address).partition("%")
            if percent and (not scope or "%" in scope):
                raise AddressValueError('Invalid IPv6 address: "%r"' % (str(address),))
            address, self._scope_id = text, scope or None
        self._ip = self._take(address)

    scope_id = property(lambda self: self._scope_id)

    def __str__(self):
        mapped = self.ipv4_mapped if _minor >= 13 else None
        text = self._write(self._ip) if mapped is None else f"::ffff:{mapped}"
        return f"{text}%{self._scope_id}" if self._scope_id else text

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        equal = super().__eq__(other)
        return equal if equal is NotImplemented or not equal else \
            self._scope_id == getattr(other, "_scope_id", None)

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xffffffff) if self._ip >> 32 == 0xffff else None

    @property
    def teredo(self):
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xffffffff), IPv4Address(~self._ip & 0xffffffff)

    @property
    def sixtofour(self):
        return IPv4Address(self._ip >> 80 & 0xffffffff) if self._ip >> 112 == 0x2002 else None

    is_site_local = property(lambda self: self._is_in("site_local"))


# ---- networks

@_total_ordering
class _BaseNetwork(_IPAddressBase):
    def __init__(self, address, strict=True):
        address, mask = self._split(address)
        cls = self._address_class
        self.network_address = cls(address)
        self._prefixlen = self._mask_bits(mask)
        ones = self._ALL_ONES ^ (self._ALL_ONES >> self._prefixlen)
        self.netmask = cls(ones)
        if self.network_address._ip & ones != self.network_address._ip:
            if strict:
                raise ValueError("%s has host bits set" % self)
            self.network_address = cls(self.network_address._ip & ones)

    def _number(self):
        return self.network_address._ip

    prefixlen = property(lambda self: self._prefixlen)
    hostmask = property(lambda self: self._address_class(self.netmask._ip ^ self._ALL_ONES))
    broadcast_address = property(lambda self: self._address_class(self.network_address._ip | self.hostmask._ip))
    num_addresses = property(lambda self: 1 << (self._max_prefixlen - self._prefixlen))
    with_prefixlen = property(lambda self: f"{self.network_address}/{self._prefixlen}")
    with_netmask = property(lambda self: f"{self.network_address}/{self.netmask}")
    with_hostmask = property(lambda self: f"{self.network_address}/{self.hostmask}")

    def __str__(self):
        return f"{self.network_address}/{self._prefixlen}"

    def _between(self, first, last):
        while first <= last:
            yield self._address_class(first)
            first += 1

    def __iter__(self):
        return self._between(self.network_address._ip, self.broadcast_address._ip)

    def hosts(self):
        left = self._max_prefixlen - self._prefixlen
        if left == 0:
            return [self.network_address]
        if left == 1:
            return iter(self)
        return self._between(self.network_address._ip + 1, self.broadcast_address._ip - (self._version == 4))

    def __getitem__(self, n):
        if not -self.num_addresses <= n < self.num_addresses:
            raise IndexError("address out of range")
        return self._address_class((self.network_address if n >= 0 else self.broadcast_address)._ip + n + (n < 0))

    def __lt__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        _same_version(self, other)
        return (self.network_address._ip, self.netmask._ip) < (other.network_address._ip, other.netmask._ip)

    def __eq__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        return self._version == other._version and self._prefixlen == other._prefixlen and \
            self.network_address == other.network_address

    def __hash__(self):
        return hash(self.network_address._ip ^ self.netmask._ip)

    def __contains__(self, other):
        return self._version == other._version and not isinstance(other, _BaseNetwork) and \
            other._ip & self.netmask._ip == self.network_address._ip

    def overlaps(self, other):
        return other.network_address in self or other.broadcast_address in self or \
            self.network_address in other or self.broadcast_address in other

    @staticmethod
    def _within(a, b):
        try:
            _same_version(a, b)
            return b.network_address <= a.network_address and b.broadcast_address >= a.broadcast_address
        except AttributeError:
            raise TypeError(f"Unable to test subnet containment between {a} and {b}") from None

    def subnet_of(self, other):
        return self._within(self, other)

    def supernet_of(self, other):
        return self._within(other, self)

    def compare_networks(self, other):
        if self._version != other._version:
            raise TypeError("%s and %s are not of the same type" % (self, other))
        mine, others = ((net.network_address._ip, net.netmask._ip) for net in (self, other))
        return (mine > others) - (mine < others)

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        if self._prefixlen == self._max_prefixlen:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError("new prefix must be longer")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError("prefix length diff must be > 0")
        bits = self._prefixlen + prefixlen_diff
        if bits > self._max_prefixlen:
            raise ValueError("prefix length diff %d is invalid for netblock %s" % (bits, self))
        number, last = self.network_address._ip, self.broadcast_address._ip
        while number <= last:
            yield type(self)((number, bits))
            number += self.num_addresses >> prefixlen_diff

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError("new prefix must be shorter")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = self._prefixlen - new_prefix
        bits = self._prefixlen - prefixlen_diff
        if bits < 0:
            raise ValueError("current prefixlen is %d, cannot have a prefixlen_diff of %d"
                             % (self._prefixlen, prefixlen_diff))
        return type(self)((self.network_address._ip & self.netmask._ip << prefixlen_diff, bits))

    def address_exclude(self, other):
        _same_version(self, other)
        if not isinstance(other, _BaseNetwork):
            raise TypeError("%s is not a network object" % other)
        if not other.subnet_of(self):
            raise ValueError("%s not contained in %s" % (other, self))
        part = self
        while part != other:
            first, second = part.subnets()
            part, rest = (first, second) if other.subnet_of(first) else (second, first)
            yield rest

    def _both(self, name):
        return getattr(self.network_address, name) and getattr(self.broadcast_address, name)

    is_multicast = property(lambda self: self._both("is_multicast"))
    is_reserved = property(lambda self: self._both("is_reserved"))
    is_link_local = property(lambda self: self._both("is_link_local"))
    is_unspecified = property(lambda self: self._both("is_unspecified"))
    is_loopback = property(lambda self: self._both("is_loopback"))

    @property
    def is_private(self):
        first, last = self.network_address, self.broadcast_address
        return any(first in net and last in net for net in _special(self._version, "private")) and \
            not any(first in net or last in net for net in _special(self._version, "not_private"))

    @property
    def is_global(self):
        return not self.is_private and not any(self.subnet_of(net) for net in _special(self._version, "shared"))


class IPv4Network(_V4, _BaseNetwork):
    _address_class = IPv4Address


class IPv6Network(_V6, _BaseNetwork):
    _address_class = IPv6Address
    is_site_local = property(lambda self: self._both("is_site_local"))


# ---- interfaces: addresses that know their network

class _Interface:
    def __init__(self, address):
        address, mask = self._split(address)
        super().__init__(address)
        self.network = self._network_class((address, mask), strict=False)
        self.netmask = self.network.netmask
        self._prefixlen = self.network._prefixlen

    hostmask = property(lambda self: self.network.hostmask)
    ip = property(lambda self: self._address_class(self._ip))
    with_prefixlen = property(lambda self: f"{self._write(self._ip)}/{self._prefixlen}")
    with_netmask = property(lambda self: f"{self._write(self._ip)}/{self.netmask}")
    with_hostmask = property(lambda self: f"{self._write(self._ip)}/{self.hostmask}")

    def __str__(self):
        return f"{super().__str__()}/{self._prefixlen}"

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is NotImplemented or not equal:
            return equal
        return hasattr(other, "network") and self.network == other.network

    def __lt__(self, other):
        less = super().__lt__(other)
        if less is NotImplemented:
            return less
        if not hasattr(other, "network"):
            return False
        return self.network < other.network or self.network == other.network and less

    def __hash__(self):
        return hash((self._ip, self._prefixlen, self.network.network_address._ip))


class IPv4Interface(_Interface, IPv4Address):
    _address_class, _network_class = IPv4Address, IPv4Network


class IPv6Interface(_Interface, IPv6Address):
    _address_class, _network_class = IPv6Address, IPv6Network
    is_unspecified = property(lambda self: self._ip == 0 and self.network.is_unspecified)
    is_loopback = property(lambda self: IPv6Address.is_loopback.fget(self) and self.network.is_loopback)


# ---- what stands for something (IANA's registries), made when it is first asked for

_NETWORKS = {
    (4, "link_local"): "169.254.0.0/16", (4, "loopback"): "127.0.0.0/8", (4, "multicast"): "224.0.0.0/4",
    (4, "shared"): "100.64.0.0/10", (4, "reserved"): "240.0.0.0/4",
    (4, "private"): "0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 "
                    + ("192.0.0.0/24 " if _minor >= 13 else "192.0.0.0/29 ")
                    + "192.0.0.170/31 192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 "
                      "240.0.0.0/4 255.255.255.255/32",
    (4, "not_private"): "192.0.0.9/32 192.0.0.10/32" if _minor >= 13 else "",
    (6, "link_local"): "fe80::/10", (6, "loopback"): "::1/128", (6, "multicast"): "ff00::/8", (6, "shared"): "",
    (6, "site_local"): "fec0::/10",
    (6, "private"): "::1/128 ::/128 ::ffff:0:0/96 100::/64 2001::/23 2001:db8::/32 fc00::/7 fe80::/10"
                    + (" 64:ff9b:1::/48 2002::/16" if _minor >= 13 else "") + (" 3fff::/20" if _minor >= 14 else ""),
    (6, "not_private"): "2001:1::1/128 2001:1::2/128 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28"
                        if _minor >= 13 else "",
    (6, "reserved"): "::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 a000::/3 c000::/3 "
                     "e000::/4 f000::/5 f800::/6 fe00::/9",
}


def _special(version, name):
    found = _NETWORKS[version, name]
    if isinstance(found, str):
        kind = IPv4Network if version == 4 else IPv6Network
        found = _NETWORKS[version, name] = [kind(text) for text in found.split()]
    return found


# ---- ranges

def summarize_address_range(first, last):
    if not (isinstance(first, _BaseAddress) and isinstance(last, _BaseAddress)):
        raise TypeError("first and last must be IP addresses, not networks")
    _same_version(first, last)
    if first > last:
        raise ValueError("last IP address must be greater than first")
    kind = IPv4Network if first._version == 4 else IPv6Network
    low, high = first._ip, last._ip
    while low <= high:
        bits = min((low & -low).bit_length() - 1 if low else first._max_prefixlen,
                   (high - low + 1).bit_length() - 1)
        yield kind((low, first._max_prefixlen - bits))
        low += 1 << bits
        if low - 1 == first._ALL_ONES:
            break


def _merge(networks):
    todo, kept = list(networks), {}
    while todo:
        net = todo.pop()
        above = net.supernet()
        other = kept.get(above)
        if other is None:
            kept[above] = net
        elif other != net:
            del kept[above]
            todo.append(above)
    last = None
    for net in sorted(kept.values()):
        if last is None or last.broadcast_address < net.broadcast_address:
            yield net
            last = net


def collapse_addresses(addresses):
    singles, networks = [], []
    for address in addresses:
        kind = singles if isinstance(address, _BaseAddress) else networks
        if kind and kind[-1]._version != address._version:
            raise TypeError("%s and %s are not of the same version" % (address, kind[-1]))
        if kind is networks and address._prefixlen == address._max_prefixlen:
            kind, address = singles, address.network_address
        kind.append(address.ip if hasattr(address, "ip") else address)
    numbers = sorted(set(singles))
    start = 0
    for i in range(1, len(numbers) + 1):
        if i == len(numbers) or numbers[i]._ip != numbers[i - 1]._ip + 1:
            networks.extend(summarize_address_range(numbers[start], numbers[i - 1]))
            start = i
    return _merge(networks)


def get_mixed_type_key(obj):
    if isinstance(obj, _BaseNetwork):
        return obj._version, obj.network_address, obj.netmask
    if isinstance(obj, _BaseAddress):
        return obj._version, obj
    return NotImplemented

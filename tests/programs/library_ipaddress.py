import ipaddress
from ipaddress import *
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
texts = ["1.2.3.4", "0.0.0.0", "255.255.255.255", "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.1.1", "224.0.0.1", "240.0.0.1", "100.64.0.1", "8.8.8.8", "::1", "::", "2001:db8::1", "fe80::1", "ff02::1", "::ffff:1.2.3.4", "2002:102:304::", "2001:0:1::", "1:2:3:4:5:6:7:8", "1::8", "1:0:0:2:0:0:0:3", "fc00::1", "fec0::1", "2606:4700::1111",
  "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "a.b.c.d", "1.2.3.4/24", "", "1..2.3", "1234.1.1.1", ":1", "1:", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "g::", "12345::", "::1.2.3", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1::2:3:4:5:6:7:8", "fe80::1%", "+1.2.3.4", "1.2.3.٤"]
for t in texts:
    tell(ip_address, t); tell(IPv4Address, t); tell(IPv6Address, t)
    try: a = ip_address(t)
    except ValueError: continue
    print(str(a), int(a), a.version, a.packed, a.exploded, a.compressed, a.reverse_pointer, a.max_prefixlen, hash(a) == hash(ip_address(t)), a.is_private, a.is_global, a.is_multicast, a.is_reserved, a.is_loopback, a.is_link_local, a.is_unspecified, f"{a:s}", f"{a:b}", f"{a:#x}", f"{a:_x}", f"{a:n}", f"{a:>20s}")
    if a.version == 6: print(a.ipv4_mapped, a.teredo, a.sixtofour, a.scope_id, a.is_site_local)
    tell(lambda: a + 1); tell(lambda: a - 1)
for n in ("192.168.0.0/24", "10.0.0.0/8", "192.168.1.5/24", "1.2.3.4", "1.2.3.4/255.255.255.0", "1.2.3.0/0.0.0.255", "0.0.0.0/0", "192.0.2.0/31", "192.0.2.1/32", "10.0.0.0/33", "10.0.0.0/a", "10.0.0.0/255.0.255.0", "10.0.0.0/8/8", "2001:db8::/32", "::/0", "2001:db8::1/128", "fe80::/10", "2001:db8::/129", "::1/64", "127.0.0.0/8", "100.64.0.0/10", "10.0.0.0/-1"):
    tell(ip_network, n); tell(ip_network, n, strict=False); tell(IPv4Network, n); tell(ip_interface, n)
    try: w = ip_network(n, False)
    except ValueError: continue
    print(w.network_address, w.broadcast_address, w.netmask, w.hostmask, w.prefixlen, w.num_addresses, w.with_netmask, w.with_hostmask, w.with_prefixlen, w.exploded, w[0], w[-1], w.is_private, w.is_global, w.is_loopback, w.is_multicast, w.supernet(), hash(w) == hash(ip_network(n, False)))
    if w.num_addresses < 300: print(len(list(w.hosts())), [str(h) for h in list(w.hosts())[:3]], len(list(w)), [str(s) for s in w.subnets()])
    tell(lambda: w[10**40])
n = ip_network("10.0.0.0/24"); print(ip_address("10.0.0.5") in n, ip_address("::1") in n, n.subnet_of(ip_network("10.0.0.0/16")), n.supernet_of(ip_network("10.0.0.128/25")), n.overlaps(ip_network("10.0.0.0/30")), list(n.subnets(new_prefix=26)), n.supernet(new_prefix=20), list(n.address_exclude(ip_network("10.0.0.64/26"))), n.compare_networks(ip_network("10.0.1.0/24")), n == ip_network("10.0.0.0/255.255.255.0"), n < ip_network("10.0.1.0/24"), sorted([ip_network("10.0.1.0/24"), n]))
tell(lambda: n < ip_network("::/0")); tell(lambda: list(n.subnets(new_prefix=20))); tell(lambda: list(n.subnets(20))); tell(lambda: n.supernet(30)); tell(n.subnet_of, ip_network("::/0")); tell(lambda: ip_address("1.1.1.1") < ip_address("::1")); tell(lambda: ip_address("1.1.1.1") < 5); tell(lambda: list(n.address_exclude(ip_network("11.0.0.0/24")))); tell(ip_address, 5); tell(ip_address, -1); tell(ip_address, 2**130); tell(IPv4Address, 2**40); tell(IPv4Address, b"abc"); tell(ip_address, b"\1\2\3\4"); tell(ip_address, 2**40); tell(ip_address, None); tell(IPv4Network, (167772160, 8)); tell(IPv4Network, ("10.0.0.0", "255.0.0.0"))
i = ip_interface("192.168.1.5/24"); print(i, i.ip, i.network, i.netmask, i.with_netmask, i.with_prefixlen, i.hostmask, i == ip_interface("192.168.1.5/24"), i == ip_address("192.168.1.5"), i < ip_interface("192.168.1.6/24"), repr(ip_interface("::1/64")), ip_interface("::1/64").network, i.is_private)
print(list(summarize_address_range(ip_address("192.0.2.0"), ip_address("192.0.2.130"))), list(collapse_addresses([ip_network("192.0.2.0/25"), ip_network("192.0.2.128/25"), ip_address("1.1.1.1"), ip_address("1.1.1.0"), ip_network("192.0.2.0/26")])), v4_int_to_packed(5), sorted([ip_address("1.1.1.1"), n], key=get_mixed_type_key)); tell(lambda: list(summarize_address_range(ip_address("2.2.2.2"), ip_address("1.1.1.1")))); tell(lambda: list(collapse_addresses([ip_address("1.1.1.1"), ip_address("::1")]))); tell(v4_int_to_packed, -1)
import copy; print(copy.copy(n), copy.deepcopy(i), {ip_address("1.1.1.1"): 1}[IPv4Address("1.1.1.1")], [str(h) for h in ip_network("10.0.0.0/29").hosts()], list(summarize_address_range(ip_address("0.0.0.0"), ip_address("255.255.255.255"))), issubclass(AddressValueError, ValueError), max(ip_address("1.1.1.1"), ip_address("1.1.1.2")))
from urllib.parse import urlsplit
print(urlsplit("http://[::1]:80/x").hostname); tell(urlsplit, "http://[1.2.3.4]/"); tell(urlsplit, "http://[zz]/")

# URLs as text: taken apart, put together, joined, quoted. bytes are treated as the ASCII text they hold.
from collections import namedtuple
from types import GenericAlias

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs",
           "parse_qsl", "quote", "quote_plus", "quote_from_bytes", "unquote", "unquote_plus",
           "unquote_to_bytes", "DefragResult", "ParseResult", "SplitResult", "DefragResultBytes",
           "ParseResultBytes", "SplitResultBytes"]

uses_relative = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms",
                 "prospero", "rtsp", "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]
uses_netloc = ["", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp",
               "snews", "prospero", "rtsp", "rtsps", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git",
               "git+ssh", "ws", "wss", "itms-services"]
uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip",
               "sips", "mms", "sftp", "tel"]
scheme_chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
_BLANK = "".join(map(chr, range(33)))
_SAFE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"


# ---- results

class _Text:
    __slots__ = ()

    def encode(self, encoding="ascii", errors="strict"):
        return _BYTES[type(self)](*(part.encode(encoding, errors) for part in self))


class _Bytes:
    __slots__ = ()

    def decode(self, encoding="ascii", errors="strict"):
        return _TEXTS[type(self)](*(part.decode(encoding, errors) for part in self))


class _Netloc:
    __slots__ = ()

    def _marks(self, text):
        return text if isinstance(self.netloc, str) else text.encode()

    @property
    def _userinfo(self):
        user, found, _ = self.netloc.rpartition(self._marks("@"))
        if not found:
            return None, None
        name, found, password = user.partition(self._marks(":"))
        return name, password if found else None

    @property
    def _hostinfo(self):
        host = self.netloc.rpartition(self._marks("@"))[2]
        _, bracket, inside = host.partition(self._marks("["))
        if bracket:
            name, _, rest = inside.partition(self._marks("]"))
            port = rest.partition(self._marks(":"))[2]
        else:
            name, _, port = host.partition(self._marks(":"))
        return name, port or None

    @property
    def username(self):
        return self._userinfo[0]

    @property
    def password(self):
        return self._userinfo[1]

    @property
    def hostname(self):
        name = self._hostinfo[0]
        if not name:
            return None
        name, percent, zone = name.partition(self._marks("%"))
        return name.lower() + percent + zone

    @property
    def port(self):
        port = self._hostinfo[1]
        if port is not None:
            if not (port.isdigit() and port.isascii()):
                raise ValueError(f"Port could not be cast to integer value as {port!r}")
            port = int(port)
            if not 0 <= port <= 65535:
                raise ValueError("Port out of range 0-65535")
        return port

    __class_getitem__ = classmethod(GenericAlias)


_Defrag = namedtuple("DefragResult", "url fragment")
_Split = namedtuple("SplitResult", "scheme netloc path query fragment")
_Parse = namedtuple("ParseResult", "scheme netloc path params query fragment")


def _defrag_url(self):
    return self.url + (b"#" if isinstance(self.url, bytes) else "#") + self.fragment if self.fragment else self.url


class DefragResult(_Defrag, _Text):
    __slots__ = ()
    geturl = _defrag_url


class SplitResult(_Split, _Netloc, _Text):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_Parse, _Netloc, _Text):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


class DefragResultBytes(_Defrag, _Bytes):
    __slots__ = ()
    geturl = _defrag_url


class SplitResultBytes(_Split, _Netloc, _Bytes):
    __slots__ = ()
    geturl = SplitResult.geturl


class ParseResultBytes(_Parse, _Netloc, _Bytes):
    __slots__ = ()
    geturl = ParseResult.geturl


_BYTES = {DefragResult: DefragResultBytes, SplitResult: SplitResultBytes, ParseResult: ParseResultBytes}
_TEXTS = {value: key for key, value in _BYTES.items()}


def _texts(*args):
    # The arguments as str, and what to do with the result
    text = isinstance(args[0], str)
    for arg in args[1:]:
        if arg and isinstance(arg, str) != text:
            raise TypeError("Cannot mix str and non-str arguments")
    if text:
        return args + (lambda result: result,)
    return tuple(arg.decode("ascii", "strict") if arg else "" for arg in args) + \
        (lambda result: result.encode("ascii", "strict"),)


# ---- taking apart

def _check_netloc(netloc):
    if not netloc or netloc.isascii():
        return
    from unicodedata import normalize
    plain = "".join(c for c in netloc if c not in "@:#?")
    normal = normalize("NFKC", plain)
    if plain != normal and any(c in normal for c in "/?#@:"):
        raise ValueError(f"netloc '{netloc}' contains invalid characters under NFKC normalization")


def _check_bracketed(host):
    if host.startswith("v"):
        import re
        if not re.match(r"\Av[a-fA-F0-9]+\..+\Z", host):
            raise ValueError("IPvFuture address is invalid")
        return
    from ipaddress import ip_address
    if ip_address(host).version == 4:
        raise ValueError("An IPv4 address cannot be in brackets")


def urlsplit(url, scheme="", allow_fragments=True):
    url, scheme, finish = _texts(url, scheme)
    url = url.lstrip(_BLANK)
    scheme = scheme.strip(_BLANK)
    for blank in "\t\r\n":
        url = url.replace(blank, "")
        scheme = scheme.replace(blank, "")
    netloc = query = fragment = ""
    colon = url.find(":")
    if colon > 0 and url[0].isascii() and url[0].isalpha() and all(c in scheme_chars for c in url[:colon]):
        scheme, url = url[:colon].lower(), url[colon + 1:]
    if url[:2] == "//":
        end = min((at for at in (url.find(c, 2) for c in "/?#") if at >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc:
            _check_bracketed(netloc.partition("[")[2].partition("]")[0])
    if allow_fragments and "#" in url:
        url, fragment = url.split("#", 1)
    if "?" in url:
        url, query = url.split("?", 1)
    _check_netloc(netloc)
    return finish(SplitResult(scheme, netloc, url, query, fragment))


def urlparse(url, scheme="", allow_fragments=True):
    url, scheme, finish = _texts(url, scheme)
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params and ";" in path:
        mark = path.find(";", max(path.rfind("/"), 0))
        if mark >= 0:
            path, params = path[:mark], path[mark + 1:]
    return finish(ParseResult(scheme, netloc, path, params, query, fragment))


def urldefrag(url):
    url, finish = _texts(url)
    fragment = ""
    if "#" in url:
        *parts, fragment = urlparse(url)
        url = urlunparse((*parts, ""))
    return finish(DefragResult(url, fragment))


# ---- putting together

def urlunsplit(components):
    from _vloop_lib import python_minor
    scheme, netloc, url, query, fragment, finish = _texts(*components)
    if netloc:
        url = "//" + netloc + ("/" if url and url[:1] != "/" else "") + url
    elif python_minor < 13:
        if scheme and scheme in uses_netloc and url[:2] != "//":
            url = "//" + ("/" if url and url[:1] != "/" else "") + url
    elif url[:2] == "//" or scheme and scheme in uses_netloc and (not url or url[:1] == "/"):
        url = "//" + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url += "?" + query
    if fragment:
        url += "#" + fragment
    return finish(url)


def urlunparse(components):
    scheme, netloc, url, params, query, fragment, finish = _texts(*components)
    return finish(urlunsplit((scheme, netloc, f"{url};{params}" if params else url, query, fragment)))


def urljoin(base, url, allow_fragments=True):
    if not base:
        return url
    if not url:
        return base
    base, url, finish = _texts(base, url)
    bscheme, bnetloc, bpath, bparams, bquery, _ = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in uses_relative:
        return finish(url)
    if scheme in uses_netloc:
        if netloc:
            return finish(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = bnetloc
    if not path and not params:
        return finish(urlunparse((scheme, netloc, bpath, bparams, query or bquery, fragment)))
    segments = path.split("/")
    if path[:1] != "/":
        above = bpath.split("/")
        if above[-1]:
            del above[-1]
        segments = above + segments
        segments[1:-1] = filter(None, segments[1:-1])
    resolved = []
    for segment in segments:
        if segment == "..":
            if resolved:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    if segments[-1] in (".", ".."):
        resolved.append("")
    return finish(urlunparse((scheme, netloc, "/".join(resolved) or "/", params, query, fragment)))


def unwrap(url):
    url = str(url).strip()
    if url[:1] == "<" and url[-1:] == ">":
        url = url[1:-1].strip()
    return url[4:].strip() if url[:4] == "URL:" else url


# ---- quoting

def unquote_to_bytes(string):
    if not string:
        string.split  # AttributeError where it is no text
        return b""
    if isinstance(string, str):
        string = string.encode("utf-8")
    first, *rest = string.split(b"%")
    parts = [bytes(first)]
    for item in rest:
        code = item[:2]
        if len(code) == 2 and code.isalnum() and not code.strip(b"0123456789abcdefABCDEF"):
            parts.append(bytes([int(code, 16)]))
            parts.append(item[2:])
        else:
            parts.append(b"%")
            parts.append(item)
    return b"".join(parts)


def unquote(string, encoding="utf-8", errors="replace"):
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding, errors)
    if "%" not in string:
        string.split
        return string
    encoding = "utf-8" if encoding is None else encoding
    errors = "replace" if errors is None else errors
    if string.isascii():
        return unquote_to_bytes(string).decode(encoding, errors)
    import re
    return "".join(unquote_to_bytes(part).decode(encoding, errors) if part.isascii() else part
                   for part in re.split("([\0-\x7f]+)", string) if part)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, bytes) and type(bs).__name__ != "bytearray":
        raise TypeError("quote_from_bytes() expected bytes")
    if not bs:
        return ""
    kept = _SAFE + (safe.encode("ascii", "ignore") if isinstance(safe, str) else bytes(c for c in safe if c < 128))
    if not bs.strip(kept):
        return bs.decode()
    return "".join([chr(c) if c in kept else f"%{c:02X}" for c in bs])


def quote(string, safe="/", encoding=None, errors=None):
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode("utf-8" if encoding is None else encoding, "strict" if errors is None else errors)
    elif encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    elif errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    if isinstance(string, str) and " " not in string or isinstance(string, bytes) and b" " not in string:
        return quote(string, safe, encoding, errors)
    return quote(string, safe + (" " if isinstance(safe, str) else b" "), encoding, errors).replace(" ", "+")


# ---- queries

def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as error:
            raise TypeError("not a valid non-string sequence or mapping object") from error
    pairs = []
    for key, value in query:
        key = quoted(key)
        if not doseq or isinstance(value, (str, bytes)):
            values = value,
        else:
            try:
                len(value)
                values = value
            except TypeError:
                values = value,
        pairs.extend(key + "=" + quoted(item) for item in values)
    return "&".join(pairs)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
              max_num_fields=None, separator="&"):
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if not qs:
        return []
    text = isinstance(qs, str)
    if not text and isinstance(separator, str):
        separator = separator.encode("ascii")
    elif text and not isinstance(separator, str):
        separator = str(separator, "ascii")
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    pairs = []
    for field in qs.split(separator):
        if not field and not strict_parsing:
            continue
        name, found, value = field.partition("=" if text else b"=")
        if not found and strict_parsing:
            raise ValueError(f"bad query field: {field!r}")
        if not value and not keep_blank_values:
            continue
        if text:
            pairs.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
        else:
            pairs.append((unquote_to_bytes(name.replace(b"+", b" ")), unquote_to_bytes(value.replace(b"+", b" "))))
    return pairs


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
             max_num_fields=None, separator="&"):
    found = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        found.setdefault(name, []).append(value)
    return found

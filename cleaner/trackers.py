"""Trackers: whose pixel an image is, and where a link leads without those who count clicks.

Addresses are only read, never fetched. What is known about vendors, parameters and redirectors is data, in
`rules/trackers/`; the comments there say how it is written. It is loaded once, when first needed.

Any string is taken, and every function is linear in it: patterns run in RE2, and an address is unwrapped at most
`MAX_REDIRECTS` times. When in doubt a link stays as it is.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, unquote

import re2

from cleaner.packs import builtin_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_REDIRECTS = 5
# Code points; longer ones are no host names (RFC 1035), and their labels would take quadratic time.
MAX_HOST = 253
# Objects, lists and JSON in strings, each counted: Mandrill's needs 4.
MAX_JSON_DEPTH = 6
# How much of the names that were taken out stands in `why`: code points of one, and how many.
MAX_NAME, MAX_NAMES = 40, 8

# Groups: what stands before the path (its host is cut out in code), and path with query. ASCII: else ſ is an s.
ADDRESS = re.compile(r"(?:https?:)?//([^/?#\\]*)([^#]*)", re.I | re.A)
PORT = re.compile(r":[0-9]*$")
# What a redirect may lead to: nothing that a reader of the result would have to guess at.
TARGET = re.compile(
    r"[Hh][Tt][Tt][Pp][Ss]?://[\w-]+(?:\.[\w-]+)+\.?(?::[0-9]+)?(?:[/?#][^\s<>\"\x00-\x20\x7f\ud800-\udfff]*)?"
)
IN_PATH = re.compile(r"https?(?::|%3a)(?:/|%2f){1,2}", re.I | re.A)
SCHEME = re.compile(r"(https?):/{1,2}(?!/)", re.I | re.A)
# The number that Amazon gives a message.
AMAZON = re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f-]+")
PARAMETER = re.compile(r"(?:^|&(?:amp;)?)([^=&]*)=([^&]*)")
SEPARATOR = re.compile(r"(&(?:amp;)?)")
BASE64 = re.compile(r"[0-9A-Za-z_+/-]+={0,2}")
# How base64 of `http`, and of an object in JSON, starts.
BASE64_HTTP, BASE64_JSON = "aHR0c", "ey"
# Without one of these a query holds no target.
HINT = re.compile(f"(?i:http)|{BASE64_HTTP}|{BASE64_JSON}")
# Escapes of printable ASCII; those of blank space and of what no address may hold stay.
ESCAPE = re.compile(r"%(2[1345-9a-f]|3[0-9abdf]|4[0-9a-f]|6[1-9a-f]|5[0-9abdf]|7[0-9ae])", re.I)
WILDCARD = re.compile(r"(\*|#|<code>)")
WILDCARDS = {"*": ".*", "#": "[0-9]+", "<code>": r"(?:[^?]*/)?[^/.?]*(?:\?.*)?"}


@dataclass(frozen=True, slots=True)
class Untracked:
    """A link without its trackers.

    Attributes:
        url: where it leads.
        how: `kept` (nothing to do), `stripped` (parameters taken out), `unwrapped` (read out of a redirect),
            `opaque` (only a redirector knows the target; its link is kept, without redirects around it).
        why: one sentence.
        vendor: for an opaque link whose it is.

    """

    url: str
    how: Literal["kept", "stripped", "unwrapped", "opaque"]
    why: str
    vendor: str = ""


@lru_cache(maxsize=4096)
def vendor_of(url: str) -> str | None:
    """Name the vendor whose tracking pixel stands at this address of an image, or None.

    `//host/...` is read as well, and what Gmail's image proxy puts behind `#`.
    """
    found = _address(url.strip())
    if found and found[0].endswith(".googleusercontent.com") and "#http" in url:
        found = _address(f"http{url.rpartition('#http')[2]}")
    service = _vendors().find(*found) if found else None
    return service.name if service else None


def untrack(url: str) -> Untracked:
    """Take the trackers off a link: unwrap its redirects, then take tracking parameters out.

    Only http and https links change. The result of untracking a result is the same link again.
    """
    if not SCHEME.match(url) or _address(url) is None:
        return Untracked(url, "kept", "is no web address")
    current = url
    redirects: list[str] = []
    removed: list[str] = []
    while True:
        target, service = _unwrap(current)
        if target:
            if len(redirects) == MAX_REDIRECTS:
                return Untracked(url, "kept", f"redirects more than {MAX_REDIRECTS} times")
            redirects.append(service)
            current = target
        elif service:
            how = [_through(redirects)] if redirects else []
            return Untracked(current, "opaque", "; ".join([*how, f"only {service} knows where it leads"]), service)
        else:
            stripped, names = _strip(current)
            if not names:
                return _result(current, redirects, removed)
            current = stripped
            removed += names


def _result(url: str, redirects: list[str], removed: list[str]) -> Untracked:
    notes = []
    if redirects:
        notes.append(_through(redirects))
    if removed:
        names = list(dict.fromkeys(removed))
        more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
        notes.append(f"without {', '.join(names[:MAX_NAMES])}{more}")
    how: Literal["kept", "stripped", "unwrapped"] = "unwrapped" if redirects else "stripped" if removed else "kept"
    return Untracked(url, how, "; ".join(notes) or "tracks in no known way")


def _through(redirects: list[str]) -> str:
    return f"read out of the redirect of {', then '.join(redirects)}"


def _address(url: str) -> tuple[str, str] | None:
    """Split an address into its host, in lower case without port, and path with query, which starts with a slash."""
    found = ADDRESS.match(url)
    if found is None:
        return None
    host = PORT.sub("", found[1].rpartition("@")[2]).lower().rstrip(".")
    rest = found[2]
    if not host or len(host) > MAX_HOST:
        return None
    return host, rest if rest.startswith("/") else f"/{rest}"


# -- patterns


@dataclass(frozen=True, slots=True)
class _Service:
    """A vendor or redirector, and where the target of its redirects stands."""

    name: str
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern or regex, a text without which it can't hold, and whose addresses it finds."""

    text: str
    is_regex: bool
    literal: bytes
    service: _Service


class _Index:
    """Patterns by their hosts, so that an address meets only those that may hold."""

    def __init__(self, tables: Iterable[dict[str, Any]]) -> None:
        self._by_host: dict[str, list[_Pattern]] = {}
        self._anywhere: list[_Pattern] = []
        for table in tables:
            service = _Service(table["name"], tuple(table.get("target", ())))
            for pattern in table.get("urls", ()):
                host = pattern.partition("/")[0]
                literal = max(WILDCARD.split(pattern)[::2], key=len).encode()
                home = self._anywhere if WILDCARD.search(host) else self._by_host.setdefault(host, [])
                home.append(_Pattern(pattern, False, literal, service))
            self._anywhere += [_Pattern(regex, True, b"", service) for regex in table.get("regexes", ())]

    def find(self, host: str, rest: str) -> _Service | None:
        """Find whose address it is: patterns with the longest host first, then those for any, in their order."""
        raw = f"{host}{rest}".encode("utf-8", "replace")
        near = (pattern for home in _homes(host) for pattern in self._by_host.get(home, ()))
        for pattern in chain(near, self._anywhere):
            if pattern.literal in raw and _compiled(pattern.text, pattern.is_regex).fullmatch(raw):
                return pattern.service
        return None


def _homes(host: str) -> Iterator[str]:
    """Yield a host and what it is below: `mail.example.com`, `example.com`, `com`."""
    while host:
        yield host
        host = host.partition(".")[2]


@cache
def _compiled(text: str, is_regex: bool) -> Any:
    options = re2.Options()
    options.dot_nl = True
    options.log_errors = False
    return re2.compile((text if is_regex else _regex(text)).encode(), options)


def _regex(pattern: str) -> str:
    """Turn a pattern into a regex."""
    host, slash, rest = pattern.partition("/")
    if host == "**":
        front = "[^?]*"
    elif host == "*":
        front = "[^/]*"
    else:
        front = r"(?:[^/]*\.)?" + _filled(host, {**WILDCARDS, "*": "[^/]*"})
    return front + _filled(slash + rest, WILDCARDS)


def _filled(text: str, wildcards: dict[str, str]) -> str:
    return "".join(wildcards.get(part) or re.escape(part) for part in WILDCARD.split(text))


# -- data


def _data(name: str) -> dict[str, Any]:
    with (builtin_folder() / "trackers" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def recipient_data() -> dict[str, list[str]]:
    """Say by which headers, greetings and parameters of links a recipient is known; see `recipient.toml`."""
    return _data("recipient")


@cache
def _vendors() -> _Index:
    return _Index(_data("vendors")["vendor"])


@dataclass(frozen=True, slots=True)
class _Generic:
    """What a redirect of no known vendor looks like."""

    words: frozenset[str]
    never: frozenset[str]
    params: tuple[str, ...]
    json: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Redirectors:
    """Redirectors whose targets can be read, and those whose can't."""

    readable: _Index
    opaque: _Index
    generic: _Generic


@cache
def _redirectors() -> _Redirectors:
    data = _data("redirectors")
    tables, of = data["redirector"], data["generic"]
    generic = _Generic(frozenset(of["words"]), frozenset(of["never"]), tuple(of["params"]), tuple(of["json"]))
    return _Redirectors(
        _Index(t for t in tables if "target" in t), _Index(t for t in tables if "target" not in t), generic
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of tracking parameters with their vendors: whole ones, and how some begin."""

    whole: dict[str, str]
    beginnings: tuple[tuple[str, str], ...]


@cache
def _parameters() -> dict[str, _Names]:
    """Return the names by the host that they are bound to, "" for those of any host."""
    by_host: dict[str, dict[str, str]] = {}
    for table in _data("params")["param"]:
        for host in table.get("hosts", ("",)):
            by_host.setdefault(host, {}).update(dict.fromkeys(table["names"], table["vendor"]))
    return {
        host: _Names(
            {name: vendor for name, vendor in names.items() if not name.endswith("*")},
            tuple((name[:-1], vendor) for name, vendor in names.items() if name.endswith("*")),
        )
        for host, names in by_host.items()
    }


# -- parameters


def _strip(url: str) -> tuple[str, list[str]]:
    """Take tracking parameters out of the query, and a fragment that is nothing else; name them with their vendors."""
    address, hash_mark, fragment = url.partition("#")
    base, mark, query = address.partition("?")
    host = (_address(url) or ("", ""))[0]
    kept, removed = _sift(query, host) if query else ("", [])
    if removed:
        address = f"{base}{mark}{kept}" if kept else base
    left, in_fragment = _sift(fragment, host) if "=" in fragment else (fragment, [])
    if in_fragment and not left:
        return address, removed + in_fragment
    return f"{address}{hash_mark}{fragment}", removed


def _sift(query: str, host: str) -> tuple[str, list[str]]:
    """Split a query into what stays, byte for byte, and the names of what goes."""
    known = [names for home in ("", *_homes(host)) if (names := _parameters().get(home))]
    parts = SEPARATOR.split(query)
    kept: list[str] = []
    removed: list[str] = []
    for i in range(0, len(parts), 2):
        if note := _tracks(parts[i].partition("=")[0], known):
            removed.append(note)
        else:
            kept += [parts[i - 1] if kept else "", parts[i]]
    return "".join(kept), removed


def _tracks(name: str, known: list[_Names]) -> str:
    """Return a parameter with its vendor if it tracks, else ""."""
    name = (unquote(name) if "%" in name else name).lower()
    for names in known:
        begun = (vendor for beginning, vendor in names.beginnings if name.startswith(beginning))
        if vendor := names.whole.get(name) or next(begun, ""):
            return f"{name[:MAX_NAME]} ({vendor})"
    return ""


# -- redirects


def _unwrap(url: str) -> tuple[str, str]:
    """Return the target of a redirect and who redirects; ("", name) if only they know it, ("", "") if it is none."""
    address, _, fragment = url.partition("#")
    found = _address(address)
    if found is None:
        return "", ""
    host, rest = found
    path, _, query = rest.partition("?")
    known = _redirectors()
    service = known.readable.find(host, rest)
    readings = (_read(where, rest) for where in (service.targets if service else ()))
    target = next((t for t in readings if t), None) or _coded_in_path(path)
    service = service or known.opaque.find(host, rest)
    if target is None and service is None and HINT.search(query) and _redirects(host, path, known.generic):
        target = next((t for param in known.generic.params if (t := _in_query(query, param))), None)
    if target is None:
        return "", service.name if service else ""
    name = service.name if service else host[:MAX_NAME]
    return f"{target}#{fragment}" if fragment and "#" not in target else target, name


def _redirects(host: str, path: str, generic: _Generic) -> bool:
    """Whether a link looks like a redirect, by the pieces of its path and the labels of its host."""
    words = {piece.partition(".")[0] for piece in path.lower().split("/")}
    words.update(host.split(".")[:-2])
    return not words.isdisjoint(generic.words) and words.isdisjoint(generic.never)


def _read(where: str, rest: str) -> str | None:
    """Read a target where a redirector puts it."""
    if where.startswith("?"):
        return _in_query(rest.partition("?")[2], where[1:])
    return READERS[where](rest)


def _in_query(query: str, name: str) -> str | None:
    """Read the first parameter of a name. An address that stands there as it is takes its own query along."""
    found = next((found for found in PARAMETER.finditer(query) if found[1].lower() == name), None)
    if found is None:
        return None
    if "?" in found[2] and SCHEME.match(found[2]):
        return _as_it_is(query[found.start(2) :])
    return _coded(found[2])


def _in_path(rest: str) -> str | None:
    found = IN_PATH.search(rest)
    if found is None:
        return None
    text = rest[found.start() :]
    if found[0].endswith("//"):
        # A program on the way decoded the slashes; Amazon puts a digit, the message and a signature behind.
        pieces = text.rsplit("/", 3)
        return _as_it_is(pieces[0] if len(pieces) == 4 and AMAZON.fullmatch(pieces[2]) else text)
    return _coded(text.partition("/")[0])


def _govdelivery(rest: str) -> str | None:
    return _as_it_is(rest.rpartition("&&&")[2])


def _postmark(rest: str) -> str | None:
    pieces = rest.split("/", 3)
    return _as_it_is(f"https://{_decoded(pieces[2])}") if len(pieces) > 3 else None


def _urldefense_2(rest: str) -> str | None:
    value = next((found[2] for found in PARAMETER.finditer(rest.partition("?")[2]) if found[1] == "u"), "")
    return _as_it_is(_decoded(value.replace("-", "%").replace("_", "/")))


def _urldefense_3(rest: str) -> str | None:
    text, mark, behind = rest.partition("/v3/__")[2].partition("__;")
    if not mark:
        return None
    characters = iter(_from_base64(behind.partition("!")[0]) or "")

    def given(token: re.Match[str]) -> str:
        run = URLDEFENSE_RUNS.find(token[1]) + 2 if token[1] else 1
        taken = [c for _, c in zip(range(run), characters, strict=False)]
        return "".join(c if c.isprintable() and not c.isspace() else quote(c) for c in taken)

    return _as_it_is(re.sub(r"\*(?:\*(.))?", given, text, flags=re.S))


URLDEFENSE_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
READERS: dict[str, Callable[[str], str | None]] = {
    "/": _in_path,
    "govdelivery": _govdelivery,
    "postmark": _postmark,
    "urldefense-2": _urldefense_2,
    "urldefense-3": _urldefense_3,
}


def _coded_in_path(path: str) -> str | None:
    """Find a piece of a path that is an address, or JSON with one, in base64."""
    if BASE64_HTTP not in path and BASE64_JSON not in path:
        return None
    pieces = path.split("/")
    return next((t for piece in pieces if piece.startswith((BASE64_HTTP, BASE64_JSON)) and (t := _coded(piece))), None)


def _coded(text: str) -> str | None:
    """Read an address that is percent-encoded, or in base64, by itself or in JSON."""
    text = _decoded(text)
    if IN_PATH.match(text):
        return _as_it_is(text if SCHEME.match(text) else _decoded(text))
    if text.startswith(BASE64_HTTP):
        found = _from_base64(text) or ""
        return _as_it_is(found if SCHEME.match(found) else _decoded(found))
    parts = (_from_base64(part) for part in text.split(".") if part.startswith(BASE64_JSON))
    return next((t for part in parts if part and (t := _in_json(part))), None)


def _as_it_is(text: str) -> str | None:
    """Return an address that is one; a slash that a program on the way took for a double one is put back."""
    text = SCHEME.sub(r"\1://", text, count=1)
    return text if TARGET.fullmatch(text) and _address(text) else None


def _decoded(text: str) -> str:
    """Undo one round of percent-encoding, except of what can't stand in an address by itself."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "%" in text else text


def _from_base64(text: str) -> str | None:
    if not BASE64.fullmatch(text):
        return None
    text = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def _in_json(text: str) -> str | None:
    """Find the address in JSON: the only one, or the one with the first of the known names."""
    found: list[tuple[str, str]] = []
    _collect(text, "", MAX_JSON_DEPTH, found)
    addresses = [(name.lower(), target) for name, value in found if (target := _as_it_is(value))]
    if len({target for _, target in addresses}) == 1:
        return addresses[0][1]
    known = _redirectors().generic.json
    return next((target for wanted in known for name, target in addresses if name == wanted), None)


def _collect(value: object, name: str, depth: int, found: list[tuple[str, str]]) -> None:
    """Collect the strings in a value of JSON with their names; strings that are JSON are read."""
    if isinstance(value, str) and value.startswith("{") and depth:
        try:
            _collect(json.loads(value), name, depth - 1, found)
        except (ValueError, RecursionError):
            return
    elif isinstance(value, str):
        found.append((name, value))
    elif isinstance(value, dict) and depth:
        for key, item in value.items():
            _collect(item, key, depth - 1, found)
    elif isinstance(value, list) and depth:
        for item in value:
            _collect(item, name, depth - 1, found)

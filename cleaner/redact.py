"""Who got a mail, taken out of it before it is read: `--redact recipient`.

Replaced are the recipient's address (also as links write it), the name (the first name only behind a greeting), and in
links the parameters that name a recipient and what stands behind the host of a redirector or of the unsubscribe link.
`rules/trackers/recipient.toml` says which headers, words and parameters these are.

All other stages see the redacted text only. So it is the source of the record, decoded, in UTF-8, without the mail that
was around it: the record accounts for it, and restoring gives it back.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from email.utils import getaddresses
from functools import cache
from hashlib import md5, sha1, sha256
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from cleaner.decode import decode
from cleaner.model import Redacted
from cleaner.trackers import recipient_data, untrack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.model import Headers
    from cleaner.opening import Opened

ADDRESS, NAME, TOKEN = "address", "name", "token"
# These words match nothing that is looked for, so redacting twice changes nothing.
NOBODY, REDACTED = ("recipient", "example.invalid"), "REDACTED"
# How an address has its @ in text, markup, links, and links in links.
AT = r"@|%40|%2540|&#0*64;|&#x0*40;|&commat;"
# Where an address may start: not inside a longer one, but behind an escape of a link.
START = r"(?:(?<![\w.+-])|(?<=%[0-9a-f]{2})|(?<=%25[0-9a-f]{2}))"
# In the address that bounces go to it has = for its @ and may stand behind anything: b-17-kim=example.net@example.com.
BOUNCE = r"(?<![^\W_])"
SPACE = r"(?:\s|&nbsp;|&#160;)+"
# Addresses and names that are looked for, each in the whole text: with more of them the time would not be linear.
MOST = 20
# Code points of a header that are read, and of an address (RFC 5321) or name; longer ones are nobody's.
MAX_HEADER, MAX_ADDRESS = 4096, 254
# Groups and comments say nothing of who it is, and Python's reader of addresses nests with them until it gives up.
NO_GROUPS = str.maketrans("(:", "  ")
# Letters of a name that is looked for by itself: shorter ones are initials.
MIN_NAME = 2
URL = re.compile(r"https?:(?://|%2f%2f)[^\s\"'<>\\]+", re.I | re.A)
# What base64 of an address would be one of, between the marks of a link.
SEGMENT = re.compile(r"[^/?&=#;:.]{12,}={0,2}")
URL_SAFE = bytes.maketrans(b"-_", b"+/")
DONE = re.compile(rf"{REDACTED}|{NOBODY[0]}(?:{AT}|=){re.escape(NOBODY[1])}", re.I)
HOST = re.compile(r"https?:(?://|%2f%2f)[^/?#%]+", re.I | re.A)


class Recipient(NamedTuple):
    """Who got a mail: addresses in lower case, names, and the links that are theirs alone."""

    addresses: tuple[str, ...]
    names: tuple[str, ...]
    links: tuple[str, ...]


class _Found(NamedTuple):
    """A range of the text that goes, what it is, and what comes instead."""

    start: int
    end: int
    what: str
    instead: str


def redact(opened: Opened) -> Opened:
    """Take the recipient out of a source that was opened; its headers say who that is."""
    recipient = recipient_of(opened.headers)
    text, spans = _replaced(opened.text, recipient)
    text, source = decode(text, name=opened.source.name, media_type=opened.source.media_type)
    warnings = [*opened.warnings, _summary(recipient, spans)]
    if count := sum(len(replaced.raw) for replaced in opened.source.replaced):
        warnings.append(f"{count} bytes are not {opened.source.encoding}; what stands for them is redacted text now")
    headers = _headers(opened.headers, recipient)
    return opened._replace(
        text=text, source=source._replace(redacted=tuple(spans)), headers=headers, warnings=tuple(warnings)
    )


def recipient_of(headers: Headers) -> Recipient:
    """Read from the headers of a mail who got it."""
    data = recipient_data()
    theirs = {text.casefold() for pair in _people(headers, data["senders"]) for text in pair}
    people = [pair for pair in _people(headers, data["headers"]) if max(map(len, pair)) <= MAX_ADDRESS]
    people = [pair for pair in people if pair[1].casefold() not in theirs]
    addresses = dict.fromkeys(address.lower() for _, address in people if "@" in address)
    names = dict.fromkeys(" ".join(name.split()) for name, _ in people if "@" not in name)
    names = {name: None for name in names if len(name) >= MIN_NAME and name.casefold() not in theirs}
    links = (headers.unsubscribe_url,) if headers.unsubscribe_url else ()
    return Recipient(tuple(dict.fromkeys(chain.from_iterable(map(_mailboxes, addresses)))), tuple(names), links)


def _people(headers: Headers, names: list[str]) -> list[tuple[str, str]]:
    """Return names and addresses in the headers of these names, which say it best first."""
    values = [value for wanted in names for name, value in headers.fields if name == wanted]
    return [pair for value in values for pair in getaddresses([value[:MAX_HEADER].translate(NO_GROUPS)])]


def _mailboxes(address: str) -> tuple[str, str]:
    """Return an address, and that of its mailbox: what stands behind a plus is chosen by who gives it away."""
    local, _, host = address.partition("@")
    return address, f"{local.partition('+')[0]}@{host}"


def _replaced(text: str, recipient: Recipient) -> tuple[str, list[Redacted]]:
    """Replace what is found; return the text, and where in it something was replaced."""
    out, spans, at, length = [], [], 0, 0
    for found in _merged(sorted([*_addresses(text, recipient), *_names(text, recipient), *_tokens(text, recipient)])):
        out += [text[at : found.start], found.instead]
        length += found.start - at
        spans.append(Redacted(length, length + len(found.instead), found.what))
        length, at = length + len(found.instead), found.end
    return "".join([*out, text[at:]]), spans


def _merged(founds: Iterable[_Found]) -> Iterator[_Found]:
    """Make one of those that meet, so that nothing of any of them is left."""
    last: _Found | None = None
    for found in founds:
        if last is None:
            last = found
        elif found.start >= last.end:
            yield last
            last = found
        elif found.end > last.end:
            last = last._replace(end=found.end, instead=REDACTED)
    if last is not None:
        yield last


def _addresses(text: str, recipient: Recipient) -> Iterator[_Found]:
    lower = text.lower()
    for address in recipient.addresses[:MOST]:
        local, _, host = address.partition("@")
        if host in lower:  # or there is nothing that takes longer to look for
            start = f"(?:{START}{_in_links(local)}({AT})|{BOUNCE}{_in_links(local)}(=))"
            for m in re.finditer(rf"{start}{_in_links(host)}(?![\w-])", text, re.I):
                yield _Found(*m.span(), ADDRESS, f"{NOBODY[0]}{m[1] or m[2]}{NOBODY[1]}")
        for digest in _digests(address):
            for m in re.finditer(digest, text, re.I):
                yield _Found(*m.span(), TOKEN, REDACTED)


def _in_links(part: str) -> str:
    """Write a pattern for a part of an address, as it is and as links hold it, and links in links."""
    once = quote(part, safe="")
    return f"(?:{'|'.join(map(re.escape, dict.fromkeys((part, once, quote(once)))))})"


def _digests(address: str) -> list[str]:
    raw = address.encode("utf-8", "surrogatepass")
    return [digest(raw, usedforsecurity=False).hexdigest() for digest in (md5, sha1, sha256)]


def _names(text: str, recipient: Recipient) -> Iterator[_Found]:
    greetings = "|".join(map(re.escape, recipient_data()["greetings"]))
    for name in recipient.names[:MOST]:
        words = [re.escape(word) for word in name.split()]
        if len(words) > 1:
            for m in re.finditer(rf"(?<!\w){SPACE.join(words)}(?!\w)", text, re.I):
                yield _Found(*m.span(), NAME, REDACTED)
        for m in re.finditer(rf"(?<!\w)(?:{greetings}){SPACE}({words[0]})(?!\w)", text, re.I):
            yield _Found(*m.span(1), NAME, REDACTED)


def _tokens(text: str, recipient: Recipient) -> Iterator[_Found]:
    for link in URL.finditer(text):
        host = HOST.match(link[0])
        if host is None or host.end() == len(link[0]):
            continue
        address = unescape(link[0])
        if address in recipient.links or untrack(address).how == "opaque":
            spans = [(host.end(), len(link[0]))] if link[0][host.end() :] != f"/{REDACTED}" else []
            yield from (_Found(link.start() + a, link.start() + b, TOKEN, f"/{REDACTED}") for a, b in spans)
        else:
            spans = [*_parameters(link[0]), *_coded(link[0], recipient)]
            yield from (_Found(link.start() + a, link.start() + b, TOKEN, REDACTED) for a, b in spans)


def _parameters(link: str) -> Iterator[tuple[int, int]]:
    """Find the values of parameters that name a recipient."""
    for m in _parameter().finditer(link):
        if not DONE.fullmatch(m[1]):
            yield m.span(1)


@cache
def _parameter() -> re.Pattern[str]:
    names = "|".join(map(re.escape, recipient_data()["params"]))
    return re.compile(rf"(?:[?&;]|%3f|%26)(?:{names})(?:=|%3d)((?:(?!%26|%23)[^&#])+)", re.I)


def _coded(link: str, recipient: Recipient) -> Iterator[tuple[int, int]]:
    """Find what is base64 of something with an address in it."""
    wanted = [address.encode("utf-8", "surrogatepass") for address in recipient.addresses[:MOST]]
    for m in SEGMENT.finditer(link) if wanted else ():
        code = unquote(unquote(m[0])).rstrip("=").encode("ascii", "replace").translate(URL_SAFE)
        try:
            said = b64decode(code + b"=" * (-len(code) % 4)).lower()
        except binascii.Error:
            continue
        if any(address in said for address in wanted):
            yield m.span()


def _headers(headers: Headers, recipient: Recipient) -> Headers:
    """Redact what the record holds of the headers; a message id is one recipient's."""
    return headers._replace(
        title=_replaced(headers.title, recipient)[0],
        sender=_replaced(headers.sender, recipient)[0],
        unsubscribe_url=_replaced(headers.unsubscribe_url, recipient)[0],
        canonical_url=_replaced(headers.canonical_url, recipient)[0],
        message_id="",
    )


def _summary(recipient: Recipient, spans: list[Redacted]) -> str:
    count = f"redacted in {len(spans)} places, and the source that can be rebuilt is the redacted one"
    if not recipient.addresses:
        return f"{count}; no header names a recipient, so no address and no name was looked for"
    if max(len(recipient.addresses), len(recipient.names)) > MOST:
        return f"{count}; the headers name many, and only the first {MOST} addresses and names were looked for"
    return count

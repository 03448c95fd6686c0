"""HTML to tokens with exact places in the decoded source, in linear time.

Tree builders move text, lose places, and some take minutes on hostile pages; this only cuts the text at its tags. To
stay linear it looks for a terminator with `str.find`, and once one was not found it never looks for it again.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Possessive, so that a failing match gives up at once instead of trying shorter ones. A quote only opens a value
# behind `=`; elsewhere it is part of a name, as in browsers.
TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)((?:[^>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|[="'])*+)>""")
LOOSE_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*+)([^>]*+)>")
ATTRIBUTE = re.compile(r"""([^\s/>="'][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>][^\s>]*+)))?""")
# A tag's attributes beyond this many code points are not read.
MAX_ATTRIBUTES = 64 * 1024
# Elements whose content is no markup.
RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
# As in browsers: `<!-->` is a whole comment, so an end may begin at its own dashes, but `<!--!>` is none.
COMMENT_END = re.compile(r"--(?:>|(?<!<!--)!>)")
RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in RAW}


class Token(NamedTuple):
    """A piece of the source, half-open; all pieces together are the source.

    `name` is the lower-case name of a tag, `""` for text, `"!"` for comments and declarations, `"#"` for the content
    of a raw element. `attributes` is the place where a tag's attributes begin.
    """

    start: int
    end: int
    name: str
    closing: bool = False
    attributes: int = 0


def tokenize(source: str) -> Iterator[Token]:
    """Cut HTML at its tags and comments. Any text is HTML; what is no tag is text."""
    at = text_from = 0
    tag = TAG
    missing: set[str] = set()
    while True:
        at = source.find("<", at)
        if at < 0:
            break
        if ">" not in missing and (m := tag.match(source, at)):
            token: Token | None = Token(at, m.end(), m.group(1).lower(), source[at + 1] == "/", m.start(2))
        else:
            token = _declaration_at(source, at, missing)
        if token is None:
            if ">" not in missing and source.find(">", at) < 0:
                missing.add(">")
            follows = source[at + 1 : at + 3].lstrip("/")
            if tag is TAG and follows and follows[0].isalpha() and follows.isascii() and ">" not in missing:
                # A quote that is never closed: from here on a tag ends at the first `>`.
                tag = LOOSE_TAG
                continue
            at += 1
            continue
        if at > text_from:
            yield Token(text_from, at, "")
        yield token
        at = text_from = token.end
        if token.name in RAW and not token.closing:
            end = _raw_end(source, at, token.name, missing)
            if end > at:
                yield Token(at, end, "#")
            at = text_from = end
    if len(source) > text_from:
        yield Token(text_from, len(source), "")


def _declaration_at(source: str, at: int, missing: set[str]) -> Token | None:
    """Read the comment or declaration that begins at a `<`, or return None where there is none."""
    if source.startswith("<!--", at):
        return _comment_at(source, at, missing) or _closed(source, at, ">", at + 4, missing)
    following = source[at + 1 : at + 2]
    if following in ("!", "?") or (following == "/" and not source[at + 2 : at + 3].isalpha()):
        return _closed(source, at, ">", at + 2, missing)
    return None


def _comment_at(source: str, at: int, missing: set[str]) -> Token | None:
    if "-->" in missing:
        return None
    if found := COMMENT_END.search(source, at + 2):
        return Token(at, found.end(), "!")
    missing.add("-->")
    return None


def _closed(source: str, at: int, end: str, after: int, missing: set[str]) -> Token | None:
    if end in missing:
        return None
    found = source.find(end, after)
    if found < 0:
        missing.add(end)
        return None
    return Token(at, found + len(end), "!")


def _raw_end(source: str, at: int, name: str, missing: set[str]) -> int:
    """Find where a raw element's content ends: at its end tag, else at once, so that no text is lost in it."""
    if name in missing:
        return at
    if found := RAW_END[name].search(source, at):
        return found.start()
    missing.add(name)
    return at


class Attribute(NamedTuple):
    """An attribute's value, entities decoded, and where the raw value stands behind the tag's name, half-open."""

    value: str
    start: int
    end: int


def attributes(raw: str) -> dict[str, Attribute]:
    """Read what stands between a tag's name and its end, by lower-case name.

    Of several attributes of one name the first counts, as in browsers.
    """
    found: dict[str, Attribute] = {}
    for m in ATTRIBUTE.finditer(raw, 0, MAX_ATTRIBUTES):
        name, group = m.group(1).lower(), m.lastindex or 1
        if name in found:
            continue
        if group == 1:
            found[name] = Attribute("", m.end(), m.end())
        else:
            value = m.group(group)
            found[name] = Attribute(unescape(value) if "&" in value else value, m.start(group), m.end(group))
    return found

"""What styles hide, and how large images are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# `mso-hide: all` is not among these: it hides from Outlook alone what all others see.
HIDDEN = re.compile(
    r"display\s*:\s*none"
    r"|(?<![-\w])max-(?:height|width)\s*:\s*0(?![.\d]*[1-9])|(?<![-\w])opacity\s*:\s*0(?![.\d]*[1-9])"
)
# What takes `display: none` back.
SHOWN = re.compile(r"(?<![-\w])display\s*+:\s*+(?!none)")
# These an element inside may take back.
VISIBILITY = re.compile(r"(?<![-\w])visibility\s*:\s*(visible|hidden|collapse)")
# Layouts set the size to 0 against gaps, and the cell with the text sets it anew.
FONT_SIZE = re.compile(
    r"(?<![-\w])(?:font-size\s*:\s*([\d.]+)|font\s*:[^;]{0,99}?(?<![\d.])([\d.]{1,9})(?:px|pt|em|rem|%))"
)
ZERO_SIZE = re.compile(r"(?<![-\w])(?:height|width)\s*:\s*0(?![.\d]*[1-9])")
COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]+)")
BACKGROUND = re.compile(r"(?<![-\w])background(?:-color)?\s*:\s*([^;!]+)")
SIZE = re.compile(r"(?<![-\w])(width|height)\s*:\s*(\d+(?:\.\d*)?|\.\d+)\s*(?:px)?\s*(?:;|!|$)")
NUMBER = re.compile(r"\s*(\d{1,6})(?:\.\d+)?\s*(?:px)?\s*$")
# Names that style sheets hide and that are remembered; real pages have a few dozen.
MAX_NAMES = 2000
SELECTOR = re.compile(r"(?:[a-z]+)?([.#])([\w-]+)$")


class Hiding(NamedTuple):
    """Class and id names that a page's style sheets hide, whatever the screen."""

    names: frozenset[str] = frozenset()

    def covers(self, names: Iterable[str], style: str) -> bool:
        """Tell whether one of an element's names is hidden, and its own style, in lower case, does not take it back."""
        return bool(self.names) and not self.names.isdisjoint(names) and not SHOWN.search(style)


def hidden_names(sheet: str, known: Hiding) -> Hiding:
    """Add the names that a style sheet hides outside of `@media`, where it means all screens; a later rule may show."""
    if ("none" not in sheet and not known.names) or len(known.names) > MAX_NAMES:
        return known
    found = set(known.names)
    for rule in _without_at_rules(sheet).split("}"):
        selectors, _, style = rule.rpartition("{")
        style = style.lower()
        if "none" in style and HIDDEN.search(style):
            found.update(_names(selectors))
        elif found and SHOWN.search(style):
            found.difference_update(_names(selectors))
    return Hiding(frozenset(found))


def _names(selectors: str) -> Iterator[str]:
    """Yield the names among the selectors of a rule that are nothing else."""
    for selector in selectors.rpartition("{")[2].split(","):
        if one := SELECTOR.match(selector.strip()):
            yield one.group(2)


def _without_at_rules(sheet: str) -> str:
    """Leave out blocks such as `@media {...}`, by their braces."""
    out: list[str] = []
    at = depth = 0
    skip_from = -1
    for m in re.finditer(r"@[\w-]+|[{};]", sheet):
        sign = m.group()
        if sign[0] == "@" and skip_from < 0 and depth == 0:
            out.append(sheet[at : m.start()])
            skip_from = m.start()
        elif sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(depth - 1, 0)
        if skip_from >= 0 and depth == 0 and sign in "};":
            at, skip_from = m.end(), -1
    if skip_from < 0:
        out.append(sheet[at:])
    return "".join(out)


class Look(NamedTuple):
    """How an element shows its content: what is hidden stays hidden inside, the rest an element inside may change."""

    hidden: bool = False
    shrunk: bool = False
    colour: str = ""
    background: str = ""
    invisible: bool = False

    @property
    def hides_text(self) -> bool:
        """Tell whether text is not to be seen: hidden, of size 0, or in the colour of what it stands on."""
        return self.hides or self.shrunk or (bool(self.colour) and self.colour == self.background)

    @property
    def hides(self) -> bool:
        """Tell whether nothing is to be seen, not even an image."""
        return self.hidden or self.invisible


@lru_cache(maxsize=1024)
def look(style: str, bgcolor: str, outer: Look) -> Look:
    """Read an element's lower-case style and `bgcolor` on top of the look that holds around it.

    Mails write the same styles again and again, so the last ones are remembered.
    """
    background = _colour(bgcolor) or outer.background
    if not style:
        return outer._replace(background=background)
    hidden = outer.hidden or (
        ("none" in style or "hid" in style or ":0" in style or ": 0" in style)
        and (bool(HIDDEN.search(style)) or ("overflow" in style and bool(ZERO_SIZE.search(style))))
    )
    _, shrunk, colour, _, invisible = outer
    if "visibility" in style:
        for value in VISIBILITY.findall(style):
            invisible = value != "visible"
    if "font" in style:
        for size in FONT_SIZE.finditer(style):
            shrunk = not (size.group(1) or size.group(2)).strip("0.")
    if "background" in style and (found := BACKGROUND.search(style)):
        background = "" if "(" in found.group(1) else _colour(found.group(1)) or background
    if "color" in style and (found := COLOUR.search(style)):
        colour = _colour(found.group(1))
    return Look(hidden, shrunk, colour, background, invisible)


def _colour(value: str) -> str:
    value = value.strip().replace("white", "#ffffff").replace("black", "#000000")
    if value in ("transparent", "inherit", "initial", "none"):
        return ""
    if len(value) == 4 and value.startswith("#"):
        return "#" + "".join(2 * c for c in value[1:])
    return value


def pixels(width: str, height: str, style: str) -> tuple[int | None, int | None]:
    """Read an image's size from its attributes and style, in pixels; None where they do not say."""
    sizes = {"width": _number(width), "height": _number(height)}
    if "width" in style or "height" in style:
        for m in SIZE.finditer(style):
            sizes[m.group(1)] = int(float(m.group(2)[:7]))
    return sizes["width"], sizes["height"]


def _number(value: str) -> int | None:
    found = NUMBER.match(value)
    return int(found.group(1)) if found else None

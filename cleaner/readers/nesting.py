"""Which elements of a page are open: what a start and an end tag close, in linear time."""

from __future__ import annotations

from typing import Generic, Protocol, Self, TypeVar

BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre "
    "search section select summary table tbody td tfoot th thead tr ul".split()
)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements that the start of one of these closes.
CLOSED_BY = {
    "p": BLOCK - {"button"},
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "option": {"option", "optgroup"},
    "tr": {"tr", "tbody", "thead", "tfoot"},
    "td": {"td", "th", "tr", "tbody", "thead", "tfoot"},
    "th": {"td", "th", "tr", "tbody", "thead", "tfoot"},
}
# Elements that may be open still where the next list item starts, beside all that are no blocks; as in browsers.
LEFT_OPEN = frozenset({"address", "div", "p"})
# How many of them are looked through; without a bound a page could take quadratic time.
MAX_LEFT_OPEN = 8


class Node(Protocol):
    """An open element; the outermost stands for the page."""

    @property
    def name(self) -> str:
        """Its name, in lower case."""

    @property
    def parent(self) -> Self | None:
        """The element around it."""


N = TypeVar("N", bound=Node)


class Nesting(Generic[N]):
    """Follows which elements are open. `element` is the innermost of them."""

    def __init__(self, page: N) -> None:
        self.element = page
        self._open: dict[str, int] = {}  # open elements by name

    def enter(self, element: N) -> None:
        """Open an element inside the innermost one."""
        self.element = element
        self._open[element.name] = self._open.get(element.name, 0) + 1

    def leave(self) -> None:
        """Close the innermost element."""
        element = self.element
        self._open[element.name] -= 1
        self.element = element.parent or element

    def close_before(self, name: str) -> None:
        """Close what the start of a block element closes."""
        if name == "li":
            self._close_inside_item()
        while name in CLOSED_BY.get(self.element.name, ()):
            self.leave()

    def close(self, name: str) -> None:
        """Close the innermost element of a name, and what is open in it; nothing if there is none."""
        if self._open.get(name):
            while self.element.name != name:
                self.leave()
            self.leave()

    def close_all(self) -> None:
        """Close what is still open."""
        while self.element.parent is not None:
            self.leave()

    def _close_inside_item(self) -> None:
        """Close what was left open in the list item that the start of another one closes."""
        around = self.element
        for _ in range(MAX_LEFT_OPEN):
            if around.name in BLOCK and around.name not in LEFT_OPEN:
                break
            around = around.parent or around
        while around.name == "li" and self.element is not around:
            self.leave()

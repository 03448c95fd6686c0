"""Trackers: whose pixel an image is, and where a link leads without those who count clicks.

Addresses are only read, never fetched. What is known about vendors, parameters and redirectors is data, in
`rules/trackers/`; the comments there say how it is written. It is loaded once, when first needed.

The way through: `addresses` (in pieces), `patterns` (whose address one is), `data` (what is known), `coded` (addresses
inside of others), `targets` (where redirectors put them), `redirects` (who redirects, and where to), `parameters`
(what is taken out).

Any string is taken, and every function is linear in it: patterns run in RE2, and an address is unwrapped at most
`MAX_REDIRECTS` times. When in doubt a link stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from cleaner.trackers.addresses import SCHEME, split
from cleaner.trackers.data import recipient_data, vendors
from cleaner.trackers.parameters import strip
from cleaner.trackers.redirects import find_redirect

if TYPE_CHECKING:
    from cleaner.trackers.parameters import Parameter

__all__ = ["MAX_REDIRECTS", "Untracked", "recipient_data", "untrack", "vendor_of"]

MAX_REDIRECTS = 5
# How much of the names that were taken out stands in `why`: code points of one, and how many.
MAX_NAME, MAX_NAMES = 40, 8


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
    found = split(url.strip())
    if found and found[0].endswith(".googleusercontent.com") and "#http" in url:
        found = split(f"http{url.rpartition('#http')[2]}")
    service = vendors().find(*found) if found else None
    return service.name if service else None


def untrack(url: str) -> Untracked:
    """Take the trackers off a link: unwrap its redirects, then take tracking parameters out.

    Only http and https links change. The result of untracking a result is the same link again.
    """
    if not SCHEME.match(url) or split(url) is None:
        return Untracked(url, "kept", "is no web address")
    current = url
    through: list[str] = []
    removed: list[Parameter] = []
    while True:
        redirect = find_redirect(current)
        if redirect is None:
            current, found = strip(current)
            removed += found
            if not found:
                return _result(current, through, removed)
        elif not redirect.target:
            notes = [*_through(through), f"only {redirect.service} knows where it leads"]
            return Untracked(current, "opaque", "; ".join(notes), redirect.service)
        elif len(through) == MAX_REDIRECTS:
            return Untracked(url, "kept", f"redirects more than {MAX_REDIRECTS} times")
        else:
            current = redirect.target
            through.append(redirect.service)


def _result(url: str, through: list[str], removed: list[Parameter]) -> Untracked:
    notes = [*_through(through), *_without(removed)]
    how: Literal["kept", "stripped", "unwrapped"] = "unwrapped" if through else "stripped" if removed else "kept"
    return Untracked(url, how, "; ".join(notes) or "tracks in no known way")


def _through(services: list[str]) -> list[str]:
    names = ", then ".join(name[:MAX_NAME] for name in services)
    return [f"read out of the redirect of {names}"] if names else []


def _without(parameters: list[Parameter]) -> list[str]:
    names = list(dict.fromkeys(f"{name[:MAX_NAME]} ({vendor})" for name, vendor in parameters))
    more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
    return [f"without {', '.join(names[:MAX_NAMES])}{more}"] if names else []

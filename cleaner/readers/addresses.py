"""Addresses of links and images that are relative to a page's `<base href>`, made whole."""

from __future__ import annotations

import re
from urllib.parse import urljoin

# Scheme, host and path; a query or fragment is left out, as nothing that is made whole here takes it along.
BASE = re.compile(r"""(https?://[^\s/?#<>"'\\]+[^\s?#<>"]*+)(?:[?#].*)?""", re.I | re.S)
# Code points of a base. Every relative address grows by it, so without a bound a page could grow with its square.
MAX_BASE = 200


def base_of(href: str) -> str:
    """Return what relative addresses start from, or nothing where `href` is no whole address of the web."""
    found = BASE.fullmatch(href.strip())
    base = found.group(1) if found else ""
    return base if len(base) <= MAX_BASE and _joined(base, "a") else ""


def whole(address: str, base: str) -> str:
    """Resolve an address against a base. What leads to a place on the page itself stays, as does what can't be read."""
    if not address.strip() or address.lstrip().startswith("#"):
        return address
    return _joined(base, address) or address


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # such as brackets that hold no IPv6 address
        return ""

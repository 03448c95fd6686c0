"""Addresses that stand coded in others: percent-encoded, in base64, in JSON in base64, or one in another."""

from __future__ import annotations

import base64
import binascii
import json
import re

from cleaner.trackers import data
from cleaner.trackers.addresses import SCHEME, as_target

# Objects, lists and JSON in strings, each counted: Mandrill's needs 4.
MAX_JSON_DEPTH = 6

# How an address starts, percent-encoded or as it is.
START = re.compile(r"https?(?::|%3a)(?:/|%2f){1,2}", re.I | re.A)
BASE64 = re.compile(r"[0-9A-Za-z_+/-]+={0,2}")
# How base64 of `http`, and of an object in JSON, starts.
BASE64_HTTP, BASE64_JSON = "aHR0c", "ey"
# Without one of these a text holds no address.
HINT = re.compile(f"(?i:http)|{BASE64_HTTP}|{BASE64_JSON}")
# Escapes of printable ASCII; those of blank space and of what no address may hold stay.
ESCAPE = re.compile(r"%(2[1345-9a-f]|3[0-9abdf]|4[0-9a-f]|6[1-9a-f]|5[0-9abdf]|7[0-9ae])", re.I)


def address_in(text: str) -> str | None:
    """Read an address that is percent-encoded, or in base64, by itself or in JSON."""
    text = from_percent(text)
    if START.match(text):
        return as_target(text if SCHEME.match(text) else from_percent(text))
    if text.startswith(BASE64_HTTP):
        found = from_base64(text) or ""
        return as_target(found if SCHEME.match(found) else from_percent(found))
    parts = (from_base64(part) for part in text.split(".") if part.startswith(BASE64_JSON))
    return next((target for part in parts if part and (target := _address_in_json(part))), None)


def address_in_path(path: str) -> str | None:
    """Find a piece of a path that is an address, or JSON with one, in base64."""
    pieces = (piece for piece in path.split("/") if piece.startswith((BASE64_HTTP, BASE64_JSON)))
    return next((target for piece in pieces if (target := address_in(piece))), None)


def from_percent(text: str) -> str:
    """Undo one round of percent-encoding, except of what can't stand in an address by itself."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "%" in text else text


def from_base64(text: str) -> str | None:
    """Undo base64 of UTF-8, in the alphabet of mails or of links, with or without what fills it up."""
    if not BASE64.fullmatch(text):
        return None
    text = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def _address_in_json(text: str) -> str | None:
    """Find the address in JSON: the only one, or the one with the first of the known names."""
    found: list[tuple[str, str]] = []
    _collect(text, "", MAX_JSON_DEPTH, found)
    addresses = [(name.lower(), target) for name, value in found if (target := as_target(value))]
    if len({target for _, target in addresses}) == 1:
        return addresses[0][1]
    known = data.redirectors().generic.json
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

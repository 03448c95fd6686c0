"""Issues for the tests: texts and pages that are read, and not cleaned."""

from __future__ import annotations

from cleaner.decode import decode
from cleaner.learning.issues import Issue
from cleaner.learning.recurring import Learned, learn
from cleaner.model import Headers
from cleaner.readers import markup, plain

STORIES = (
    "The heron that stood on the weir all winter has moved into the willow behind the forge, and has brought a mate.",
    "There is oak for the footbridge, and it lay all along in the loft of the tithe barn, behind the pageant dragon.",
    "The stone lion is out of the pond and stands, dripping, beside the pump; it has lost its tail and its temper.",
    "Nobody has counted the swallows under the second arch, as nobody can be found who would count them for nothing.",
)
"""Texts that change from issue to issue."""
MORE = (
    "Three feet of water on the first of the month, and two and a half when the carpenters came to look at the beams.",
    "Two otters were at the tail race on four mornings, and looked at the miller as if he were late for something.",
    "The wheel was stopped on the twentieth, so that the buckets could be tarred, and it has not been started since.",
    "A kingfisher has been seen by three people, who agree on nothing else, and by a fourth who was not asked at all.",
)
NO_HEADERS = Headers()
FOOT = "The hours of the sluice are kept by the water board, whose board by the gate is right where ours is wrong."


def issue(text: str, name: str = "issue", headers: Headers = NO_HEADERS) -> Issue:
    """Read a plain text."""
    return Issue(name, headers, plain.read(*decode(text)).blocks)


def page(text: str, name: str = "issue") -> Issue:
    """Read a page."""
    return Issue(name, NO_HEADERS, markup.read(*decode(text, media_type="text/html")).blocks)


def learned(*texts: str) -> Learned:
    """Learn from plain texts, which are called 1, 2, ..."""
    return learn(issue(text, str(number)) for number, text in enumerate(texts, 1))


def filled(template: str, count: int = 3) -> list[str]:
    """Fill `{story}` and `{more}` of a template with what changes, `{n}` with the issue's number."""
    return [template.format(story=STORIES[i], more=MORE[i], n=i + 31) for i in range(count)]

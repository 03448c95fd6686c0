"""What comes back in a sender's issues, as a pack of rules for that sender."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from email.utils import parseaddr
from typing import TYPE_CHECKING

from cleaner.errors import LearningError
from cleaner.learning.recurring import Place
from cleaner.model import Chrome, Examples, Match, Rule, RulePack, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.learning.issues import Issue
    from cleaner.learning.recurring import Learned, Recurring
    from cleaner.model import Headers

# Enough to decide alone, and not a verdict, so that a rule of the user's that argues for keeping can win.
POINTS = 6.0
# A guess: what stands around the text names its makers, what stands in it sells. Either is the user's to change.
CLASSES = {Place.TOP: Chrome.MASTHEAD, Place.MIDDLE: Chrome.PROMO, Place.END: Chrome.MASTHEAD}
# Senders that are named where there are too many.
LISTED = 12
# Words of a rule's id.
ID_WORDS = 5
NOT_ID = re.compile(r"[^a-z0-9]+")


def one_sender(issues: Sequence[Issue]) -> When:
    """Return the condition on a document that holds for the issues' sender.

    It is the mail address that all share, else the list; no condition where they name no sender.

    Raises:
        LearningError: they come from several senders; all are named.

    """
    senders = Counter(map(address, (issue.headers for issue in issues)))
    lists = {issue.headers.list_id for issue in issues}
    if len(senders) == 1:
        return When(sender=tuple(filter(None, senders)))
    if len(lists) == 1 and "" not in lists:
        return When(header=(f"list-id: {lists.pop()}",))
    listed = [f"\n{count:5}  {name or '(none named)'}" for name, count in senders.most_common(LISTED)]
    more = f"\n       and {len(senders) - LISTED} more" if len(senders) > LISTED else ""
    raise LearningError(f"these come from {len(senders)} senders; choose one with --sender{''.join(listed)}{more}")


def address(headers: Headers) -> str:
    """Return the sender's mail address, in lower case; what stands there if it is none."""
    return (parseaddr(headers.sender)[1] or headers.sender).lower()


def propose(learned: Learned, name: str, when: When) -> RulePack:
    """Make a rule of each proposal. `name`: the pack's; `when`: what holds for the sender's issues."""
    sender = sender_of(when)
    title = f"What comes back in {len(learned.issues)} issues of {sender}"
    rules = (
        _rule(line, f"{name}/{rule_id}", sender, learned)._replace(when=when)
        for line, rule_id in zip(learned.proposals, _ids(learned.proposals), strict=True)
    )
    return RulePack(name, title, "", tuple(rules))


def sender_of(when: When) -> str:
    """Return what the sender is called in texts."""
    return " ".join((*when.sender, *when.header)) or "a sender that is not named"


def _rule(line: Recurring, rule_id: str, sender: str, learned: Learned) -> Rule:
    wording = line.wording
    where = f"always {line.places[0]}" if len(line.places) == 1 else " or ".join(line.places)
    return Rule(
        id=rule_id,
        chrome=CLASSES[line.places[0]],
        why=f"stands in {line.issues} of {len(learned.issues)} issues of {sender}, {where}",
        since="1",
        points=POINTS,
        match=Match(phrase=(wording.phrase,), min_words=wording.min_words, max_words=wording.max_words),
        examples=Examples(drop=(line.text,), keep=(f"{learned.sample} … {line.text}",)),
    )


def _ids(lines: Sequence[Recurring]) -> Iterator[str]:
    """Name each line by its first words in Latin letters, with a number where that name is taken."""
    taken: set[str] = set()
    for number, line in enumerate(lines, 1):
        latin = unicodedata.normalize("NFKD", line.wording.phrase).encode("ascii", "ignore").decode()
        words = NOT_ID.sub(" ", latin).split()[:ID_WORDS]
        name = "-".join(words) or "line"
        while name in taken:
            name = f"{name}-{number}"
        taken.add(name)
        yield name

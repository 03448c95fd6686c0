"""What the rules give their detectors."""

from __future__ import annotations

from cleaner.patterns.folding import fold
from tests.examples import builtin_rules


def words_of(rule_id: str) -> dict[str, frozenset[str]]:
    """Return the lists of words that a rule gives its detector, folded, by name."""
    (call,) = [rule.match.detector for rule in builtin_rules() if rule.id == rule_id]
    assert call is not None
    return {key: frozenset(fold(text).strip() for text in texts) for key, texts in call.words}

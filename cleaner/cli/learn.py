"""`clean learn`: from a sender's issues to a pack of rules that the user may take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.excerpts import excerpt
from cleaner.cli.options import Settings, cleaning_options, documents_at
from cleaner.cli.packfile import write_pack
from cleaner.cli.report import reason, say
from cleaner.errors import CleanerError
from cleaner.model import Status, When
from cleaner.patterns.folding import fold, word_count
from cleaner.pipeline import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.batch.inputs import Raw
    from cleaner.learning.issues import Issue
    from cleaner.learning.recurring import Learned
    from cleaner.model import Options, RulePack
    from cleaner.packs import RuleSet

EXIT_SOME_FAILED = 3
SNIPPET = 73
# Share of the words that stay now; chrome is a fifth of a newsletter, and the rules in force know most of it.
MUCH = 0.5


@click.command(short_help="Propose rules for what comes back in a sender's issues.")
@click.argument("paths", metavar="ISSUES...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="PACK.toml",
    type=click.Path(path_type=Path),
    help="Write the proposed rules to this file, which must not be there yet; without it they are only shown.",
)
@click.option(
    "--sender", metavar="ADDRESS|DOMAIN", default="", help="Learn from the issues of this sender and leave the others."
)
@cleaning_options
def learn(paths: tuple[str, ...], output: Path | None, sender: str, **cleaning: Any) -> None:
    """Propose rules for what comes back in ISSUES of one sender, and the rules in force leave.

    ISSUES are files, folders or mailboxes, with three issues or more. What looks like content stays: a title over text
    that changes, a greeting, a signature. The rules are there to be read and changed; they hold only where they are
    asked for: clean --rules PACK.toml.
    """
    from cleaner.learning import proposal, recurring, trial  # imported where used, as a start of the command counts

    rules, options = Settings(**cleaning).of(paths[0])
    _check(output, rules)
    problems: list[str] = []
    read = [
        (document, issue)
        for document in documents_at(paths)
        if (issue := _issue(document, rules, options, problems)) and sender.lower() in issue.headers.sender.lower()
    ]
    if not read:
        whose = f"none of these documents names {sender!r} as its sender"
        raise click.UsageError(whose if sender else f"no issues at {', '.join(paths)}")
    issues = [issue for _, issue in read]
    when = When(sender=(sender,)) if sender else proposal.one_sender(issues)
    name = output.stem if output else "learned"
    learned = _sound(recurring.learn(issues), name, when, rules)

    def leave(pack: RulePack) -> list[Issue]:
        together = rules.plus(pack)
        return [left for document, _ in read if (left := _issue(document, together, options, problems))]

    learned, pack, after = trial.harmless(learned, issues, name, when, leave)
    for line in (*_summary(learned, when, _words(issues), _words(after)), *_findings(learned, issues, after), ""):
        click.echo(line)
    if output and pack.rules:
        from cleaner.writers import pack as pack_writer

        try:
            write_pack(output, pack_writer.write(pack))
        except OSError as error:
            raise click.UsageError(f"{output}: {error.strerror}") from None
    click.echo(_what_next(output, len(pack.rules)))
    if problems:
        raise click.exceptions.Exit(EXIT_SOME_FAILED)


def _check(output: Path | None, rules: RuleSet) -> None:
    """Refuse a file that would not be used as a pack, before all the work."""
    if output is None:
        return
    if output.suffix != ".toml":
        raise click.UsageError(f"{output}: a pack's name ends in .toml")
    if output.exists():
        raise click.UsageError(f"{output}: this file is there already; rules that were changed by hand would be lost")
    if not output.parent.is_dir():
        raise click.UsageError(f"{output}: there is no folder {output.parent}")
    if output.stem in {pack.name for pack in rules.packs}:
        raise click.UsageError(f"{output}: a pack in force is called {output.stem!r}; choose another name")


def _issue(document: Raw, rules: RuleSet, options: Options, problems: list[str]) -> Issue | None:
    """Read what the rules leave of a document; note why it can't be read."""
    from cleaner.learning.issues import Issue

    try:
        cleaned = clean(
            document.read(), name=document.name, media_type=document.media_type, rules=rules, options=options
        )
    except (CleanerError, OSError) as error:
        _note(problems, reason(error))
        return None
    if cleaned.status is Status.LIMIT:
        _note(problems, f"{document.name}: {cleaned.warnings[-1]}")
        return None
    return Issue(document.name, cleaned.document.headers, cleaned.blocks)


def _note(problems: list[str], message: str) -> None:
    say(message)
    problems.append(message)


def _sound(learned: Learned, name: str, when: When, rules: RuleSet) -> Learned:
    """Leave out the lines whose rules fail their examples among all rules, and say so."""
    from cleaner import selfcheck
    from cleaner.learning.proposal import propose

    pack = propose(learned, name, when)
    together = rules.plus(pack)
    unsound = set()
    for line, rule in zip(learned.proposals, pack.rules, strict=True):
        for text, what in selfcheck.failures(rule, together):
            unsound.add(line)
            click.echo(f"clean: {rule.id}: not proposed: {what}: {excerpt(text, SNIPPET)!r}", err=True)
    return learned._replace(recurring=tuple(line for line in learned.recurring if line not in unsound))


def _summary(learned: Learned, when: When, before: int, after: int) -> Iterator[str]:
    """Say what was learned from. `before`, `after`: the words that stay in all issues now, and with the pack."""
    from cleaner.learning.issues import BRINGS_NOTHING
    from cleaner.learning.proposal import sender_of

    share = (before - after) / before if before else 0.0
    yield f"{len(learned.issues)} issues of {sender_of(when)}; {share:.1%} of the words that stay now would go"
    for name in learned.repeats:
        yield f"{name} {BRINGS_NOTHING}"
    if share > MUCH:
        yield "That is much: look whether these are issues, and not one text that was sent again and again."
    if learned.proposals and when == When():
        yield "The issues name no sender, so the rules hold for whatever is cleaned with them."


def _findings(learned: Learned, before: list[Issue], after: list[Issue]) -> Iterator[str]:
    """List what comes back, by what becomes of it, and what other rules take once that is gone."""
    from cleaner.learning.trial import gone

    for stays in sorted({line.stays for line in learned.recurring}, key=lambda stays: stays or ""):
        yield f"\nStays, as {stays}:" if stays else "\nWould go:"
        for line in learned.recurring:
            if line.stays is stays:
                where = line.places[0] if len(line.places) == 1 else "here and there"
                yield f"  {line.issues} of {len(learned.issues)}, {where + ':':15}  {excerpt(line.text, SNIPPET)}"
    if others := gone(before, after) - {text for line in learned.proposals for text in line.texts}:
        yield "\nWould go with it, by other rules:"
        yield from (f"  {excerpt(text, SNIPPET)}" for text in sorted(others))


def _what_next(output: Path | None, count: int) -> str:
    if not count:
        return "There is nothing to propose" + (f", so {output} is not written" if output else "")
    what = f"{count} rule{'s' * (count > 1)}"
    if output is None:
        return f"-o PACK.toml writes {what}"
    return (
        f"{output}: {what}. Read them; then: clean rules check {output}; clean rules try {output} ISSUES; "
        f"clean --rules {output}"
    )


def _words(issues: Iterable[Issue]) -> int:
    return sum(word_count(fold(block.text)) for issue in issues for block in issue.blocks)

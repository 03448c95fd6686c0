"""`clean rules list` and `clean rules show`: which rules there are, what each says, and what it does on documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner import packs
from cleaner.cli.excerpts import effect, excerpt, line_numbers
from cleaner.cli.options import Settings, documents_at, in_force_options
from cleaner.cli.report import reason, say
from cleaner.errors import CleanerError, UnknownRuleError
from cleaner.model import Chrome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.model import Rule, RulePack
    from cleaner.pipeline import Cleaned

EXIT_SOME_FAILED = 3
CLASSES = tuple(chrome.value for chrome in Chrome)
WIDTH = 76


@click.command("list", short_help="List all rules.")
@in_force_options
@click.option("--class", "chrome", type=click.Choice(CLASSES), help="Only rules of this class of chrome.")
@click.option("--pack", metavar="NAME", help="Only the rules of this pack.")
@click.option("--language", metavar="CODE", help="Only rules for this language, such as de.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, an object a rule.")
def list_rules(chrome: str | None, pack: str | None, language: str | None, as_json: bool, **in_force: Any) -> None:
    """List the rules in force: id, class, points, and what each says."""
    every = Settings(**in_force).of()[0].rules
    _check_choice("pack", pack, {_pack(rule) for rule in every})
    _check_choice("language", language, {code for rule in every for code in rule.when.language})
    found = [
        rule
        for rule in every
        if (chrome is None or rule.chrome == chrome)
        and (pack is None or _pack(rule) == pack)
        and (language is None or language in rule.when.language)
    ]
    if as_json:
        click.echo(json.dumps([*map(_row, found)], indent=1, ensure_ascii=False))
        return
    width = max((len(rule.id) for rule in found), default=0)
    lines = (f"{rule.id:{width}}  {rule.chrome:10} {effect(rule):>6}  it {rule.why}" for rule in found)
    click.echo("\n".join(lines))


@click.command(short_help="Show one rule, with its examples.")
@click.argument("rule_id", metavar="ID")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@in_force_options
def show(rule_id: str, files: tuple[str, ...], **in_force: Any) -> None:
    """Show the rule ID as it stands in its pack, and where in FILES it hits."""
    settings = Settings(**in_force)
    known = settings.of()[0]
    pack = next((p for p in known.packs for rule in p.rules if rule.id == rule_id), None)
    if pack is None:
        from cleaner.toml import suggest  # the TOML parser comes with it

        hint = suggest(rule_id, [rule.id for rule in known.rules])
        raise UnknownRuleError(f"no rule is called {rule_id!r}{hint}")
    click.echo(f"# {pack.path}")
    click.echo(_text_of(pack, rule_id))
    if files:
        _show_record(rule_id, files, settings)


def _show_record(rule_id: str, files: tuple[str, ...], settings: Settings) -> None:
    """Show what a rule hits in documents, and what goes by it."""
    total = count = where = edits = failed = 0
    for document in documents_at(files):
        try:
            cleaned = settings.clean(document)
        except (CleanerError, OSError) as error:
            failed += 1
            say(reason(error))
            continue
        hits = list(_hits(rule_id, cleaned))
        for line in hits:
            click.echo(line)
        total, count, where = total + 1, count + len(hits), where + bool(hits)
        edits += sum(edit.rule == rule_id for edit in cleaned.edits)
    click.echo(f"{count} hits in {where} of {total} documents; {edits} pieces of text go by it")
    if failed:
        raise click.exceptions.Exit(EXIT_SOME_FAILED)


def _hits(rule_id: str, cleaned: Cleaned) -> Iterator[str]:
    """Say which blocks of a document a rule hits, and what becomes of each."""
    document = cleaned.document
    line_of = line_numbers(document.text)
    for block, verdict in zip(document.blocks, cleaned.verdicts, strict=True):
        if any(hit.rule.id == rule_id for hit in verdict.hits):
            where = f"{document.source.name}:{line_of(block.span.start)}"
            yield f"{where}: {verdict.decision} {verdict.points:+g}: {excerpt(block.text, WIDTH)!r}"


def _check_choice(what: str, given: str | None, known: set[str]) -> None:
    """Refuse a pack or language of which there are no rules."""
    if given is not None and given not in known:
        raise click.UsageError(f"there are no rules of the {what} {given!r}; there are {', '.join(sorted(known))}")


def _row(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "pack": _pack(rule),
        "class": rule.chrome,
        "effect": effect(rule),
        "scope": rule.scope,
        "languages": rule.when.language,
        "platforms": rule.when.platform,
        "since": rule.since,
        "why": rule.why,
    }


def _pack(rule: Rule) -> str:
    return rule.id.partition("/")[0]


def _text_of(pack: RulePack, rule_id: str) -> str:
    """Return the lines of a rule in its pack."""
    path = Path(pack.path)
    lines = path.read_text("utf-8").split("\n")
    start = packs.line_of(path, rule_id.partition("/")[2]) - 1
    while start > 0 and not lines[start].startswith("[[rule]]"):
        start -= 1
    end = start + 1
    while end < len(lines) and not lines[end].startswith("[[rule]]"):
        end += 1
    return "\n".join(lines[start:end]).rstrip()

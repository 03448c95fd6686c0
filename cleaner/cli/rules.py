"""`clean rules`: look at rules, check them, try them, begin a pack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner import packs, selfcheck
from cleaner.batch.files import write_atomically
from cleaner.batch.inputs import documents, find_inputs
from cleaner.errors import UnknownRuleError
from cleaner.grammar import suggest
from cleaner.pipeline import Cleaned, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.model import Rule, RulePack
    from cleaner.packs import RuleSet

EXIT_FOUND = 1
SNIPPET = 90
FOLDERS = click.option(
    "--rules", "folders", metavar="DIR", multiple=True, type=click.Path(path_type=Path),
    help="Use the packs of this folder, or this one pack, as well.",
)  # fmt: skip
SKELETON = """[pack]
title = "What only {name} writes"
class = "legal"

[[rule]]
id = "unsubscribe-line"
why = "offers to end the subscription"
points = 6
since = "1"
match.phrase = ["leave the {name} list"]
match.max_words = 30
examples.drop = ["Leave the {name} list with one click."]
examples.keep = ["Why do readers leave a list? A study of forty newsletters has some answers."]
"""


@click.group(short_help="List, show, check and try rules; begin a pack.")
def rules() -> None:
    """Look at rules, check them, try them, begin a pack of your own. rules/README.md is their grammar."""


@rules.command("list", short_help="List all rules.")
@FOLDERS
@click.option("--class", "chrome", metavar="CLASS", help="Only rules of this class of chrome.")
@click.option("--pack", metavar="NAME", help="Only the rules of this pack.")
@click.option("--language", metavar="CODE", help="Only rules for this language, such as de.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, an object a rule.")
def list_rules(
    folders: tuple[Path, ...], chrome: str | None, pack: str | None, language: str | None, as_json: bool
) -> None:
    """List the rules in force: id, class, points, and what each says."""
    found = [
        rule
        for rule in packs.load(*folders).rules
        if (chrome is None or rule.chrome == chrome)
        and (pack is None or rule.id.startswith(f"{pack}/"))
        and (language is None or language in rule.when.language)
    ]
    if as_json:
        rows = [{"id": r.id, "class": r.chrome, "effect": _effect(r), "scope": r.scope, "why": r.why} for r in found]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    width = max((len(rule.id) for rule in found), default=0)
    for rule in found:
        click.echo(f"{rule.id:{width}}  {rule.chrome:10} {_effect(rule):>6}  it {rule.why}")


@rules.command(short_help="Show one rule, with its examples.")
@click.argument("rule_id", metavar="ID")
@FOLDERS
def show(rule_id: str, folders: tuple[Path, ...]) -> None:
    """Show the rule ID as it stands in its pack."""
    known = packs.load(*folders)
    pack = next((p for p in known.packs for rule in p.rules if rule.id == rule_id), None)
    if pack is None:
        hint = suggest(rule_id, [rule.id for rule in known.rules])
        raise UnknownRuleError(f"no rule is called {rule_id!r}{hint}")
    click.echo(f"# {pack.path}")
    click.echo(_text_of(pack, rule_id))


@rules.command(short_help="Check the grammar and the examples of packs.")
@click.argument("paths", metavar="[PACK]...", nargs=-1, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Check packs, by default those that come with the program: their grammar, and that their examples hold.

    All mistakes are listed, with file and line. Exits with 1 if an example fails, with 2 if a pack can't be read.
    """
    known = packs.load(*paths)
    chosen = [pack for pack in known.packs if not paths or _is_below(Path(pack.path), paths)]
    count, failed = 0, 0
    for pack in packs.read_packs((Path(pack.path), Path(pack.path).read_bytes()) for pack in chosen):
        for rule in pack.rules:
            count += 1
            for text, what in selfcheck.failures(rule, known):
                failed += 1
                line = packs.line_of(Path(pack.path), rule.id.partition("/")[2])
                click.echo(f"{pack.path}:{line}: {rule.id}: {what}: {_snippet(text)!r}", err=True)
    click.echo(f"{count} rules checked, {failed} of their examples fail")
    if failed:
        raise click.exceptions.Exit(EXIT_FOUND)


@rules.command("try", short_help="Show what a pack would change, before it is used.")
@click.argument("pack", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True)
def try_pack(pack: Path, files: tuple[str, ...]) -> None:
    """Clean FILES with and without PACK, and show what would go and what would stay that did not before."""
    before, after = packs.load(), packs.load(pack)
    changed = total = 0
    for document in documents(find_inputs(files, "-")):
        total += 1
        lines = list(
            _differences(*(_clean(document.read(), document.name, document.media_type, r) for r in (before, after)))
        )
        changed += bool(lines)
        for line in lines:
            click.echo(f"{document.name}: {line}")
    click.echo(f"{changed} of {total} documents would change")


@rules.command(short_help="Begin a pack of your own.")
@click.argument("path", metavar="NAME.toml", type=click.Path(path_type=Path))
def new(path: Path) -> None:
    """Write a pack with one rule, to be changed, to NAME.toml."""
    if path.suffix != ".toml":
        raise click.UsageError(f"{path}: a pack's name ends in .toml")
    if path.exists():
        raise click.UsageError(f"{path}: this file is there already")
    write_atomically(path, SKELETON.format(name=path.stem).encode())
    click.echo(
        f"{path}: change the rule, then: clean rules check {path}; clean rules try {path} FILES; clean --rules {path}"
    )


def _effect(rule: Rule) -> str:
    if rule.points is not None:
        return f"{rule.points:+g}"
    return rule.verdict.value if rule.verdict else "repair"


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


def _is_below(path: Path, roots: tuple[Path, ...]) -> bool:
    return any(path.is_relative_to(root.resolve()) for root in roots)


def _clean(data: bytes | str, name: str, media_type: str | None, rules: RuleSet) -> Cleaned:
    return clean(data, name=name, media_type=media_type, rules=rules)


def _differences(before: Cleaned, after: Cleaned) -> Iterator[str]:
    """Say which edits one cleaning makes and the other does not."""
    old, new = ({(e.span, e.rule): e for e in cleaned.edits} for cleaned in (before, after))
    for key, edit in new.items():
        if key not in old and edit.removed.strip():
            yield f"goes: {_snippet(edit.removed)!r} ({edit.rule}: it {edit.why})"
    for key, edit in old.items():
        if key not in new and edit.removed.strip() and edit.span not in {span for span, _ in new}:
            yield f"stays: {_snippet(edit.removed)!r} (went by {edit.rule})"


def _snippet(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SNIPPET else text[: SNIPPET - 3] + "..."

"""`clean rules`: look at rules, check them, try them, begin a pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner import packs, selfcheck
from cleaner.batch.inputs import STDIN
from cleaner.cli.catalogue import list_rules, show
from cleaner.cli.comparison import compare
from cleaner.cli.excerpts import excerpt
from cleaner.cli.options import Settings, config_options, documents_at
from cleaner.cli.packfile import write_pack
from cleaner.cli.report import reason, say, write_stdout
from cleaner.errors import CleanerError
from cleaner.model import Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.packs import RuleSet

EXIT_FOUND, EXIT_SOME_FAILED = 1, 3
WIDTH = 90
BUILTIN = "builtin"
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


rules.add_command(list_rules)
rules.add_command(show)


@rules.command(short_help="Check the grammar and the examples of packs.")
@click.argument("paths", metavar="[PACK]...", nargs=-1, type=click.Path(path_type=Path))
@config_options
def check(paths: tuple[Path, ...], **config: Any) -> None:
    """Check packs, by default all that are in force: their grammar, and that their examples hold.

    All mistakes are listed, with file and line. Exits with 1 if an example fails, with 2 if a pack can't be read.
    """
    (found,) = Settings(**config).configs([STDIN])
    known = packs.load(*found.rules, *paths)
    chosen = [pack for pack in known.packs if not paths or _is_below(Path(pack.path), paths)]
    count, failed = 0, 0
    for pack in packs.read_packs((Path(pack.path), Path(pack.path).read_bytes()) for pack in chosen):
        for rule in pack.rules:
            count += 1
            for text, what in selfcheck.failures(rule, known):
                failed += 1
                line = packs.line_of(Path(pack.path), rule.id.partition("/")[2])
                click.echo(f"{pack.path}:{line}: {rule.id}: {what}: {excerpt(text, WIDTH)!r}", err=True)
    click.echo(f"{count} rules checked, {failed} of their examples fail")
    if failed:
        raise click.exceptions.Exit(EXIT_FOUND)


@rules.command("try", short_help="Show what a pack would change, before it is used.")
@click.argument("pack", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True)
@config_options
def try_pack(pack: Path, files: tuple[str, ...], **config: Any) -> None:
    """Clean FILES with and without PACK, and show what would go and what would stay that did not before."""
    before, after = Settings(**config), Settings(folders=(pack,), **config)
    _compare(files, before.of, after.of)


@rules.command(short_help="Show what differs between two packs, or two folders of them.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True)
def diff(old: Path, new: Path, files: tuple[str, ...]) -> None:
    """Clean FILES with OLD and with NEW, and show what would go and what would stay that did not before.

    OLD and NEW are packs or folders of packs. They are used beside those that come with the program, and in place of
    those that have the same name. `builtin` stands for none. No configuration counts.
    """
    before, after = (packs.load(*([] if str(path) == BUILTIN else [path]), replace=True) for path in (old, new))
    _compare(files, lambda name: (before, Options()), lambda name: (after, Options()))


def _compare(
    files: tuple[str, ...],
    before: Callable[[str], tuple[RuleSet, Options]],
    after: Callable[[str], tuple[RuleSet, Options]],
) -> None:
    """Show what differs between two ways to clean documents, given by their names."""
    changed = total = failed = 0
    for document in documents_at(files):
        old, new = before(document.name), after(document.name)
        try:
            lines = compare(document, old, new)
        except (CleanerError, OSError) as error:
            failed += 1
            say(reason(error))
            continue
        total += 1
        changed += bool(lines)
        for line in lines:
            click.echo(line)
    click.echo(f"{changed} of {total} documents would change")
    if failed:
        raise click.exceptions.Exit(EXIT_SOME_FAILED)


@rules.command(short_help="Begin a pack of your own.")
@click.argument("path", metavar="NAME.toml", type=click.Path(path_type=Path))
def new(path: Path) -> None:
    """Write a pack with one rule, to be changed, to NAME.toml.

    The JSON Schema of packs is put beside it, so that an editor that knows TOML completes and checks what you write.
    """
    if path.suffix != ".toml":
        raise click.UsageError(f"{path}: a pack's name ends in .toml")
    if path.exists():
        raise click.UsageError(f"{path}: this file is there already")
    try:
        beside = write_pack(path, SKELETON.format(name=path.stem))
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror}") from None
    click.echo(
        f"{path}: change the rule, then: clean rules check {path}; clean rules try {path} FILES; clean --rules {path}\n"
        f"{beside}: lets editors that know taplo check it as you write"
    )


@rules.command(short_help="Write the JSON Schema of packs.")
def schema() -> None:
    """Write the JSON Schema of packs, for editors: `clean rules schema > pack.schema.json`."""
    write_stdout(packs.schema())


def _is_below(path: Path, roots: tuple[Path, ...]) -> bool:
    return any(path.is_relative_to(root.resolve()) for root in roots)

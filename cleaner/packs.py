"""Packs to one rule set: the one file that knows where `rules/` is."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import rulecache
from cleaner.errors import PackError, Problem, UnknownRuleError
from cleaner.model import Chrome, Document, Match, Rule, RulePack, Signs
from cleaner.patterns import Patterns
from cleaner.platforms import Platforms
from cleaner.readers import is_markup
from cleaner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# `rules/`, and a copy of it, holds other data too: what `TRACKERS` lies beside.
BUILTIN_PACKS = ("*.toml", "languages/*.toml", "platforms/*.toml")
SCHEMA = "pack.schema.json"
TRACKERS = Path("trackers") / "vendors.toml"


@dataclass(frozen=True)
class RuleGroup:
    """Rules that are for the same documents, compiled once such a document comes.

    Attributes:
        languages: for documents in which one of these occurs; none named means all.
        platforms: for documents that one of these sent; none named means all.
        markup: whether they look at what only markup has.
        rules: the rules.

    """

    languages: tuple[str, ...]
    platforms: tuple[str, ...]
    markup: bool
    rules: tuple[Rule, ...]

    @cached_property
    def patterns(self) -> Patterns:
        """The phrases and regexes of these rules."""
        return Patterns(self.rules)


@dataclass(frozen=True)
class RuleSet:
    """Rules in force. Immutable, so threads may share it.

    Attributes:
        packs: all packs that were read.
        rules: the rules of those that are not switched off.
        disabled: the full ids that are switched off, sorted.
        hash: hex digest of all packs' bytes.

    """

    packs: tuple[RulePack, ...]
    rules: tuple[Rule, ...]
    disabled: tuple[str, ...]
    hash: str

    @cached_property
    def platforms(self) -> Platforms:
        """The platforms whose rules are here."""
        return Platforms([pack for pack in self.packs if pack.signs != Signs()])

    @cached_property
    def private(self) -> tuple[str, ...]:
        """The names of the packs that do not come with the program."""
        ours = builtin_folder()
        return tuple(pack.name for pack in self.packs if not Path(pack.path).is_relative_to(ours))

    @cached_property
    def groups(self) -> tuple[RuleGroup, ...]:
        """The rules by the documents that they are for."""
        groups: dict[tuple[tuple[str, ...], tuple[str, ...], bool], list[Rule]] = {}
        for rule in self.rules:
            groups.setdefault((rule.when.language, rule.when.platform, _needs_markup(rule.match)), []).append(rule)
        return tuple(RuleGroup(*key, tuple(rules)) for key, rules in groups.items())

    def patterns_for(self, document: Document, languages: Callable[[], frozenset[str]]) -> tuple[Patterns, ...]:
        """Return the patterns of the groups that may hold for a document with these languages."""
        markup = is_markup(document.source.media_type)
        return tuple(
            group.patterns
            for group in self.groups
            if (markup or not group.markup)
            and (not group.platforms or document.platform in group.platforms)
            and (not group.languages or not languages().isdisjoint(group.languages))
        )

    def plus(self, pack: RulePack) -> RuleSet:
        """Add a pack, to try it; the hash stays that of the packs that were read."""
        return replace(self, packs=(*self.packs, pack), rules=(*self.rules, *pack.rules))

    def without(self, *names: str) -> RuleSet:
        """Switch rules off, by full id, pack or class.

        Raises:
            UnknownRuleError: no rule goes by one of the names.

        """
        if not names:
            return self  # with what it has compiled
        everything = [rule for pack in self.packs for rule in pack.rules]
        off = set(self.disabled)
        for name in names:
            off |= _named(name, everything)
        rules = tuple(rule for rule in everything if rule.id not in off)
        return RuleSet(self.packs, rules, tuple(sorted(off)), self.hash)


def load(*folders: Path | str, disable: Iterable[str] = (), replace: bool = False) -> RuleSet:
    """Read the packs that come with the program, and those in `folders` (or single files).

    Rules come without their examples; `read_packs` has those.

    Args:
        folders: where private packs are.
        disable: what to switch off, by full id, pack or class.
        replace: whether a private pack stands in for the one of its name that comes with the program.

    Raises:
        PackError: mistakes in the packs, all of them.
        UnknownRuleError: `disable` names nothing.

    """
    rules = _load(tuple(Path(f).resolve() for f in folders), replace) if folders else default()
    return rules.without(*disable)


@cache
def default() -> RuleSet:
    """Read the packs that come with the program, once."""
    return _load((), False)


def _needs_markup(match: Match) -> bool:
    return bool(match.alt or match.mark or match.css or match.hidden or match.max_image_px is not None)


def builtin_folder() -> Path:
    """Find `rules/`: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    shipped = here / "_rules"
    return shipped if shipped.is_dir() else here.parent / "rules"


def schema() -> bytes:
    """Return the JSON Schema of packs, which editors read."""
    return (builtin_folder() / SCHEMA).read_bytes()


def _load(extra: tuple[Path, ...], replace: bool) -> RuleSet:
    problems: list[Problem] = []
    private = [path for root in extra for path in _pack_files(root, problems)]
    replaced = {path.stem for path in private} if replace else set()
    builtin = [path for path in _pack_files(builtin_folder(), problems) if path.stem not in replaced]
    paths = dict.fromkeys((*builtin, *private))
    files = [(path, path.read_bytes()) for path in paths]
    if problems:
        raise PackError(problems)
    content = _hash_of(data for _, data in files)
    key = hashlib.sha256(f"{__version__} {content} {[str(path) for path, _ in files]}".encode()).hexdigest()
    packs = rulecache.recall(key)
    if packs is None:
        packs = read_packs(files)
        rulecache.keep(key, packs)
    rules = tuple(rule for pack in packs for rule in pack.rules)
    return RuleSet(tuple(packs), rules, (), content)


def _hash_of(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def read_packs(files: Iterable[tuple[Path, bytes]]) -> list[RulePack]:
    """Read packs from their files' bytes, with all examples.

    Raises:
        PackError: mistakes in the packs, all of them.

    """
    from cleaner.grammar import read_pack  # the TOML parser is not needed when the packs are recalled

    problems: list[Problem] = []
    packs = [read_pack(path, data, problems) for path, data in files]
    _check_duplicates(packs, problems)
    if problems:
        raise PackError(problems)
    return packs


def _pack_files(root: Path, problems: list[Problem]) -> list[Path]:
    if root.is_file():
        return [root]
    patterns = BUILTIN_PACKS if (root / TRACKERS).is_file() else ("**/*.toml",)
    found = [path for pattern in patterns for path in sorted(root.glob(pattern)) if not _is_hidden(path, root)]
    if not found:
        what = "no *.toml pack in this folder" if root.is_dir() else "no such file or folder"
        problems.append(Problem(str(root), 1, "", what))
    return found


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _check_duplicates(packs: list[RulePack], problems: list[Problem]) -> None:
    seen: dict[str, str] = {}
    for pack in packs:
        for rule in pack.rules:
            if rule.id in seen:
                line = line_of(Path(pack.path), rule.id.partition("/")[2])
                problems.append(Problem(pack.path, line, rule.id, f"this id is taken, by {seen[rule.id]}"))
            seen.setdefault(rule.id, pack.path)


def line_of(path: Path, rule_id: str) -> int:
    """Find the line of a pack where a rule's id (without the pack) stands, from 1."""
    wanted = re.compile(rf'\s*id\s*=\s*["\']{re.escape(rule_id)}["\']')
    lines = path.read_text("utf-8").split("\n")
    return max((i for i, line in enumerate(lines, 1) if wanted.match(line)), default=1)


def _named(name: str, rules: list[Rule]) -> set[str]:
    found = {r.id for r in rules if name in (r.id, r.id.partition("/")[0], r.chrome.value)}
    if not found:
        from cleaner.toml import suggest  # the TOML parser comes with it

        known = sorted({r.id for r in rules} | {r.id.partition("/")[0] for r in rules} | set(Chrome))
        raise UnknownRuleError(f"no rule, pack or class is called {name!r}{suggest(name, known)}")
    return found

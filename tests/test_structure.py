"""Who may import whom: the table that keeps the house in order."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import cleaner

PACKAGE = Path(cleaner.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
# A room may import itself and the rooms named here. A room is a module of the package or a folder in it.
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "version": set(),
    "language": set(),
    "patterns": {"model"},
    "trackers": {"packs"},
    "platforms": {"model", "patterns", "readers"},
    "items": {"model"},
    "kinds": {"items", "model", "readers"},
    "articles": {"items", "model"},
    "detectors": {"model", "labels", "patterns", "trackers"},
    "css": {"model", "readers"},
    "judge": {"model", "patterns", "css", "detectors", "kinds", "labels", "platforms", "trackers"},
    "repair": {"model", "trackers"},
    "toml": {"errors"},
    "grammar": {"model", "errors", "patterns", "css", "detectors", "repair", "toml"},
    "rulecache": {"model"},
    "packs": {"platforms", "model", "errors", "grammar", "patterns", "readers", "rulecache", "toml", "version"},
    "decode": {"model", "errors"},
    "readers": {"model", "errors", "decode"},
    "opening": {"model", "decode", "readers"},
    "places": {"model", "patterns", "readers"},
    "edits": {"model", "errors"},
    "cut": {"model", "patterns", "judge", "repair", "places", "readers"},
    "doubts": {"model", "patterns", "judge", "pipeline"},
    "lineage": {"model", "errors", "edits", "decode", "readers"},
    "writers": {"model", "lineage"},
    "labels": {"model", "patterns"},
    "learning": {"model", "errors", "labels", "patterns"},
    "batch": {
        "model",
        "errors",
        "decode",
        "opening",
        "places",
        "readers",
        "writers",
        "lineage",
        "packs",
        "pipeline",
        "version",
    },
    "arrow": {"model", "errors", "lineage", "packs", "pipeline"},
    "adapters": {"arrow", "packs"},
    "exports": {"version"},
    "redact": {"model", "decode", "opening", "trackers"},
    "selfcheck": {"model", "decode", "judge", "language", "packs", "readers"},
}
SEE_MORE = {"pipeline", "cli", "__init__", "__main__"}
# No network (a pixel is never fetched), no clock, no chance, no locale.
FORBIDDEN = {
    "asyncio", "datetime", "ftplib", "http", "httpx", "imaplib", "locale", "random", "requests", "secrets", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "time", "urllib3", "uuid", "webbrowser", "xmlrpc",
}  # fmt: skip

# These read no clock and throw no dice: a time that was given is written down, an id is made of hashes.
ALLOWED = {"cleaner.cli.lineage": {"datetime"}, "cleaner.exports": {"uuid"}}
CLOCK_OR_CHANCE = {"now", "today", "utcnow", "uuid1", "uuid4", "uuid6", "uuid7"}


def room_of(module: str) -> str:
    """Return the room of a dotted module name of the package."""
    return module.split(".")[1] if "." in module else "__init__"


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> set[str]:
    """Name all modules that a file imports, those for type checking and inside functions included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            module = node.module or ""
            is_package = (PACKAGE.parent / module.replace(".", "/")).is_dir()
            found.update(f"{module}.{alias.name}" if is_package else module for alias in node.names)
    return found


def ours(path: Path) -> set[str]:
    return {room_of(name) for name in imports(path) if name.split(".")[0] == "cleaner"}


@pytest.mark.parametrize("room", [pytest.param(room, id=room) for room in MAY_IMPORT])
def test_room_imports_only_what_it_may(room: str) -> None:
    files = [path for path in MODULES if room_of(name_of(path)) == room]
    wrong = {name_of(path): ours(path) - MAY_IMPORT[room] - {room} for path in files}
    assert files != []
    assert {name: rooms for name, rooms in wrong.items() if rooms} == {}


def test_every_room_is_in_the_table() -> None:
    assert {room_of(name_of(path)) for path in MODULES} == {*MAY_IMPORT, *SEE_MORE}


def test_only_the_pipeline_sees_the_whole_way() -> None:
    stages = {"judge", "readers", "writers"}
    sees: dict[str, set[str]] = {}
    for path in MODULES:
        sees.setdefault(room_of(name_of(path)), set()).update(ours(path))
    assert {room for room, rooms in sees.items() if stages <= rooms} == {"pipeline"}


def test_model_and_errors_use_the_standard_library_only() -> None:
    names = {name.split(".")[0] for stem in ("model", "errors") for name in imports(PACKAGE / f"{stem}.py")}
    assert names <= sys.stdlib_module_names


def test_only_the_command_knows_click() -> None:
    assert {room_of(name_of(path)) for path in MODULES if "click" in {i.split(".")[0] for i in imports(path)}} == {
        "cli"
    }


def test_only_the_command_prints_reads_arguments_or_exits() -> None:
    calls = {
        (room_of(name_of(path)), ast.unparse(node.func))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    }
    names = {"print", "input", "exit", "quit", "sys.exit", "sys.stdout.write", "sys.stderr.write"}
    assert [call for call in calls if call[1] in names and call[0] != "cli"] == []


def test_nobody_imports_the_command() -> None:
    others = [path for path in MODULES if room_of(name_of(path)) not in ("cli", "__main__")]
    assert [name_of(path) for path in others if "cli" in ours(path)] == []


def test_only_packs_knows_where_the_rules_are() -> None:
    texts = {room_of(name_of(path)): path.read_text("utf-8") for path in MODULES}
    assert [room for room, text in texts.items() if '"_rules"' in text or '/ "rules"' in text] == ["packs"]


@pytest.mark.parametrize("path", [pytest.param(path, id=name_of(path)) for path in MODULES])
def test_module_has_no_network_clock_or_chance(path: Path) -> None:
    top = {name.split(".")[0] for name in imports(path)} | {n for n in imports(path) if n == "urllib.request"}
    assert top & (FORBIDDEN | {"urllib.request"}) == ALLOWED.get(name_of(path), set())


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in ALLOWED])
def test_module_that_may_know_times_and_ids_makes_none_up(name: str) -> None:
    (path,) = (path for path in MODULES if name_of(path) == name)
    tree = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    used = {node.attr for node in tree if isinstance(node, ast.Attribute)} | {
        alias.name for node in tree if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert used & CLOCK_OR_CHANCE == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [
        path.stem for path in MODULES if path.stem in ("utils", "util", "helpers", "manager", "process", "misc")
    ] == []

from __future__ import annotations

import hashlib
import marshal
import shutil
from pathlib import Path

import pytest

from cleaner import packs, rulecache
from cleaner.errors import PackError, UnknownRuleError
from cleaner.model import Examples, Kind
from tests.examples import builtin_packs, builtin_rules
from tests.test_grammar import PACK, SECOND


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_every_pack_of_the_project_is_in_force() -> None:
    written = {str(path) for path in packs.builtin_folder().rglob("*.toml") if "[[rule]]" in path.read_text("utf-8")}
    assert {pack.path for pack in packs.load().packs} == written


def test_private_packs_of_a_folder_and_below_are_added(tmp_path: Path) -> None:
    write(tmp_path / "otters.toml", PACK)
    write(tmp_path / "deep" / "ferries.toml", PACK)
    ids = [rule.id for rule in packs.load(tmp_path).rules]
    assert ids[-2:] == ["ferries/otter", "otters/otter"]
    assert len(ids) == len(packs.default().rules) + 2


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "otters.toml", PACK)
    write(tmp_path / ".cleaner.toml", 'rules = ["."]')
    write(tmp_path / ".venv" / "x.toml", "x = 1")
    assert packs.load(tmp_path).private == ("otters",)


def test_single_pack_is_added(tmp_path: Path) -> None:
    assert packs.load(write(tmp_path / "otters.txt", PACK)).rules[-1].id == "otters/otter"


def test_missing_folders_and_folders_without_packs_are_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(PackError) as raised:
        packs.load(tmp_path / "nowhere", tmp_path)
    assert [problem.message for problem in raised.value.problems] == [
        "no such file or folder",
        "no *.toml pack in this folder",
    ]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        pytest.param("otters/otter", ["otters/ferry", "boats/otter"], id="rule"),
        pytest.param("otters", ["boats/otter"], id="pack"),
        pytest.param("legal", [], id="class"),
    ],
)
def test_rules_are_switched_off_by_id_pack_and_class(tmp_path: Path, name: str, left: list[str]) -> None:
    one = write(tmp_path / "otters.toml", PACK + SECOND)
    two = write(tmp_path / "boats.toml", PACK)
    rules = packs.load(one, two).without(name)
    mine = ("otters/otter", "otters/ferry", "boats/otter")
    assert [rule.id for rule in rules.rules if rule.id in mine] == left
    assert [rule_id for rule_id in rules.disabled if rule_id in mine] == sorted(set(mine) - set(left))


def test_switching_off_adds_up_and_leaves_the_first_set_as_it_was(tmp_path: Path) -> None:
    whole = packs.load(write(tmp_path / "otters.toml", PACK + SECOND))
    assert whole.without("otters/otter").without("otters/ferry").disabled == ("otters/ferry", "otters/otter")
    assert whole.disabled == ()


def test_rules_can_be_switched_off_on_loading() -> None:
    loaded = packs.load(disable=["tracking", "artifact/drawn-line"])
    off = ("artifact/drawn-line", *(r.id for r in builtin_rules() if "tracking" in (r.chrome, r.id.split("/")[0])))
    assert [rule.id for rule in loaded.rules] == [rule.id for rule in builtin_rules() if rule.id not in off]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("leagl", "no rule, pack or class is called 'leagl'; did you mean 'legal'?", id="like a class"),
        pytest.param(
            "artifact/drawn-lin",
            "no rule, pack or class is called 'artifact/drawn-lin'; did you mean 'artifact/drawn-line'?",
            id="like a rule",
        ),
        pytest.param("zzzzzz", "no rule, pack or class is called 'zzzzzz'", id="like nothing"),
    ],
)
def test_unknown_name_suggests(name: str, message: str) -> None:
    with pytest.raises(UnknownRuleError) as raised:
        packs.default().without(name)
    assert str(raised.value) == message


def test_hash_is_that_of_all_packs_in_order(tmp_path: Path) -> None:
    path = write(tmp_path / "otters.toml", PACK)
    ours = b"".join(Path(pack.path).read_bytes() for pack in packs.default().packs)
    assert packs.default().hash == hashlib.sha256(ours).hexdigest()
    assert packs.load(path).hash == hashlib.sha256(ours + PACK.encode()).hexdigest()


def test_changed_pack_is_read_anew(tmp_path: Path) -> None:
    path = write(tmp_path / "otters.toml", PACK)
    before = packs.load(path).rules[-1]
    write(path, PACK.replace("points = 6", "points = 4"))
    assert (before.points, packs.load(path).rules[-1].points) == (6.0, 4.0)


def test_kept_packs_are_the_same_without_their_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rulecache.keep("key", list(builtin_packs()))
    recalled = rulecache.recall("key")
    assert recalled is not None
    assert [(p.name, p.title, p.path) for p in recalled] == [(p.name, p.title, p.path) for p in builtin_packs()]
    without_examples = [rule._replace(examples=Examples()) for rule in builtin_rules()]
    assert [rule for p in recalled for rule in p.rules] == without_examples
    assert {type(kind) for p in recalled for rule in p.rules for kind in rule.match.kind} == {Kind}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(marshal.dumps(["otters", "Otters"])[:-3], id="cut off"),
        pytest.param(marshal.dumps({"a": 1}), id="another shape"),
        pytest.param(marshal.dumps([("otters", "Otters", "x", ((), ()), [()])]), id="rule without parts"),
        pytest.param(b"{}", id="something else"),
    ],
)
def test_broken_cache_is_as_good_as_none(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rulecache.keep("key", list(builtin_packs()))
    (file,) = tmp_path.rglob("rules-*")
    file.write_bytes(content)
    assert rulecache.recall("key") is None


def test_cache_that_can_not_be_written_is_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(write(tmp_path / "file", "")))
    rulecache.keep("key", list(builtin_packs()))
    assert rulecache.recall("key") is None


def test_pack_can_stand_in_for_the_one_of_its_name(tmp_path: Path) -> None:
    rules = packs.load(write(tmp_path / "legal.toml", PACK), replace=True)
    assert [rule.id for rule in rules.rules if rule.id.startswith("legal/")] == ["legal/otter"]
    assert len(rules.packs) == len(packs.default().packs)
    assert rules.private == ("legal",)


def test_copy_of_the_rules_folder_can_stand_in_for_it(tmp_path: Path) -> None:
    copy = shutil.copytree(packs.builtin_folder(), tmp_path / "rules")
    rules = packs.load(copy, replace=True)
    assert [rule.id for rule in rules.rules] == [rule.id for rule in packs.default().rules]
    assert rules.hash == packs.default().hash


def test_no_pack_of_the_project_is_private() -> None:
    assert packs.default().private == ()

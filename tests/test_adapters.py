"""The engines: each runs for real, in a process of its own, as they start more processes and speak to them."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import cleaner
from cleaner.batch.inputs import STDIN, find_inputs
from tests import golden
from tests.test_grammar import PACK

FOLDER = Path(cleaner.__file__).parent / "adapters"
README = FOLDER.parent.parent / "README.md"
HAS_SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
READ = {
    "daft": """
import daft
from cleaner.adapters.daft import clean
frame = daft.read_parquet("in.parquet")
write = daft.DataFrame.write_parquet
""",
    "spark": """
from pyspark.sql import SparkSession
from cleaner.adapters.spark import clean
frame = SparkSession.builder.getOrCreate().read.parquet("in.parquet")
write = lambda frame, folder: frame.write.parquet(folder)
""",
}
"""What reads a frame of documents, and the way to write one."""

engines = pytest.mark.parametrize(
    "engine",
    [
        pytest.param("daft", id="Daft"),
        pytest.param(
            "spark", id="Spark", marks=pytest.mark.skipif(not HAS_SPARK, reason="Spark needs pyspark[sql] and Java")
        ),
    ],
)


def manual(engine: str) -> str:
    """Return the program in the docstring of an adapter."""
    text = ast.get_docstring(ast.parse((FOLDER / f"{engine}.py").read_text("utf-8"))) or ""
    return textwrap.dedent("\n".join(line for line in text.split("\n") if line.startswith("    ") or not line))


def execute(program: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "DO_NOT_TRACK": "1", "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    script = folder / "program.py"
    script.write_text(program)
    return subprocess.run([sys.executable, script], cwd=folder, env=environment, capture_output=True, check=False)


def run(program: str, folder: Path) -> dict[str, str]:
    """Run a program that writes clean documents to `clean/`; return the body of each, by its id.

    What is written counts: Daft 0.7 now and then crashes while the interpreter ends, its work done, and so it does in
    programs without this project.
    """
    done = execute(program, folder)
    assert (folder / "clean").is_dir(), done.stderr.decode()
    rows = pq.read_table(folder / "clean", columns=["id", "body"]).to_pylist()
    return {row["id"]: row["body"] for row in rows}


def command(folder: Path, *arguments: str) -> dict[str, str]:
    """Clean with the command; return the body of each document, by its name."""
    clean = [sys.executable, "-m", "cleaner", "--format", "jsonl", "--quiet", *arguments]
    done = subprocess.run(clean, cwd=folder, capture_output=True, check=True)
    return {line["id"]: line["body"] for line in map(json.loads, done.stdout.decode().splitlines())}


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    """Put the mails among the samples into `issues/`, and return the folder above."""
    (tmp_path / "issues").mkdir()
    for mail in golden.SAMPLES.glob("*/issue.eml"):
        shutil.copy(mail, tmp_path / "issues" / f"{mail.parent.name}.eml")
    return tmp_path


def by_file(bodies: dict[str, str]) -> dict[str, str]:
    """Name bodies by their files alone: engines write paths as addresses."""
    return {Path(name).name: body for name, body in bodies.items()}


@engines
def test_program_of_the_manual_runs(engine: str, mails: Path) -> None:
    assert by_file(run(manual(engine), mails)) == by_file(command(mails, "issues"))


def test_readme_has_the_program_of_the_manual() -> None:
    assert manual("daft").strip() in README.read_text("utf-8")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write a table of all documents among the samples, and return its folder."""
    files = find_inputs((str(golden.SAMPLES),), STDIN)
    columns = {
        "id": [file.name for file in files],
        "text": [Path(file.name).read_bytes() for file in files],
        "media_type": [file.media_type for file in files],
    }
    pq.write_table(pa.table(columns), tmp_path / "in.parquet")
    return tmp_path


@engines
def test_bodies_are_those_of_the_command(engine: str, table: Path) -> None:
    bodies = run(f"{READ[engine]}\nwrite(clean(frame, media_type_column='media_type'), 'clean')", table)
    assert bodies == command(table, str(golden.SAMPLES))
    assert len(bodies) > 40


@engines
def test_rules_and_options_reach_the_workers(engine: str, table: Path) -> None:
    (table / "own.toml").write_text(PACK)
    how = (
        "rules=['own.toml'], disable=['caption'], options=cleaner.Options(threshold=8), media_type_column='media_type'"
    )
    bodies = run(f"import cleaner\n{READ[engine]}\nwrite(clean(frame, {how}), 'clean')", table)
    options = ["--rules", "own.toml", "--disable", "caption", "--threshold", "8"]
    assert bodies == command(table, *options, str(golden.SAMPLES))
    assert bodies != command(table, str(golden.SAMPLES))


@engines
def test_mistake_in_the_rules_shows_before_anything_is_computed(engine: str, table: Path) -> None:
    done = execute(f"{READ[engine]}\nclean(frame, disable=['captoin'])", table)
    assert b"UnknownRuleError: no rule, pack or class is called 'captoin'" in done.stderr

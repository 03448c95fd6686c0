"""The samples: what each must come out as. `python -m tests.golden` writes their lineage records anew.

It never writes `expected.txt`, which is made by hand, and no record for a sample that does not come out like that.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cleaner
from cleaner import lineage

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SERIES = SAMPLES / "series"


def cases() -> list[Path]:
    """List the folders of the samples."""
    return sorted(path.parent for path in SAMPLES.glob("*/expected.txt"))


def issue(case: Path) -> Path:
    """Return the input of a sample."""
    (path,) = case.glob("issue.*")
    return path


def cleaned(case: Path) -> cleaner.Cleaned:
    """Clean the input of a sample."""
    path = issue(case)
    return cleaner.clean(path.read_bytes(), name=path.name)


def record(case: Path) -> dict[str, Any]:
    """Return the lineage record of a sample, without what changes with every version and every new rule."""
    found = lineage.loads(lineage.dumps(cleaned(case).record()), case.name)
    del found["tool"], found["rules"]
    return found


def golden(case: Path) -> Path:
    """Return where the record of a sample stands."""
    return case / "lineage.json"


def expected(case: Path) -> str:
    """Return what the clean text of a sample must be."""
    return (case / "expected.txt").read_bytes().decode()


def main() -> None:
    """Write the records of the samples, and name those that have to be put right first."""
    for case in cases():
        if cleaned(case).body == expected(case):
            golden(case).write_bytes((lineage.dumps(record(case), indent=2) + "\n").encode())
        else:
            print(f"{case.name}: not as expected, so its record was not written")


if __name__ == "__main__":
    main()

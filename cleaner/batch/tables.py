"""Parquet files: a document a row, read some rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 64
PLAIN = (str, int, float, bool, list, dict, type(None))


def rows(path: Path, text_field: str) -> Iterator[tuple[str | bytes | None, dict[str, Any]]]:
    """Yield for each row of a Parquet file its text, or bytes, or None, and all of its columns as JSON can hold them.

    Raises:
        CleanerError: there is no such column, the file can't be read, or pyarrow is not installed.

    """
    try:
        import pyarrow.parquet
    except ImportError:
        raise CleanerError(f"{path}: Parquet needs pyarrow: pip install 'newsletter-cleaner[arrow]'") from None
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            if text_field not in file.schema_arrow.names:
                there = ", ".join(file.schema_arrow.names) or "none"
                raise CleanerError(f"{path}: no column {text_field!r}; --text-field NAME, of: {there}")
            for batch in file.iter_batches(ROWS):
                for row in batch.to_pylist():
                    yield row[text_field], {name: _plain(value) for name, value in row.items()}
    except pyarrow.ArrowException as error:
        raise CleanerError(f"{path}: this is no Parquet file that can be read: {error}") from None


def _plain(value: Any) -> Any:
    return value if isinstance(value, PLAIN) else str(value)

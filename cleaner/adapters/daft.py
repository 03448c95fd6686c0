"""Cleaning in Daft: on this machine as it is, on a Ray cluster after `daft.set_runner_ray()`.

Install it with `pip install 'newsletter-cleaner[daft]'`, on every machine of a cluster. A program that cleans a folder
of mails:

    import daft
    from cleaner.adapters.daft import clean

    if __name__ == "__main__":
        files = daft.from_glob_path("issues/*.eml")
        text = daft.functions.download(files["path"])
        clean(files.select(files["path"].alias("id"), text.alias("text")), jobs=2).write_parquet("clean/")

Daft 0.7 now and then crashes while Python ends, when everything is written: judge a run by its output, not by its exit
code. It reports to its makers that it was imported, unless the environment says `DO_NOT_TRACK=1`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import daft
import pyarrow as pa
from daft.functions import to_struct

from cleaner.adapters import DOCUMENTS, rules_of_worker
from cleaner.arrow import SCHEMA, clean_batch

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = daft.DataType.from_arrow_type(pa.struct(list(SCHEMA)))


def clean(
    frame: daft.DataFrame,
    *,
    id_column: str = "id",
    text_column: str = "text",
    media_type_column: str | None = None,
    rules: Sequence[str] = (),
    disable: Sequence[str] = (),
    jobs: int | None = None,
    **how: Any,
) -> daft.DataFrame:
    """Clean the documents of a frame; return a frame with the columns of `cleaner.arrow.SCHEMA`, not yet computed.

    Args:
        frame: the documents.
        id_column: as for `clean_batch`, and so the other two columns.
        text_column: of text or bytes.
        media_type_column: of media types.
        rules: folders with more packs, or single packs, which each worker must find there.
        disable: ids, packs or classes of rules to switch off.
        jobs: the number of processes that clean; by default Daft decides.
        how: `options` and `lineage_text`, as for `clean_batch`.

    Raises what `load` raises for `rules` and `disable`; when it is computed, what `clean_batch` raises.

    """
    rules_of_worker(tuple(rules), tuple(disable))  # a mistake shows here, and not on every worker
    columns = {"id_column": id_column, "text_column": text_column, "media_type_column": media_type_column}
    worker = daft.cls(_Worker, use_process=None if jobs is None else True, max_concurrency=jobs)
    documents = to_struct(*(frame[name] for name in columns.values() if name))
    return frame.select(worker(tuple(rules), tuple(disable), {**columns, **how}).clean(documents))


class _Worker:
    """What Daft makes once in each process that cleans."""

    def __init__(self, rules: tuple[str, ...], disable: tuple[str, ...], how: dict[str, Any]) -> None:
        self.rules = rules_of_worker(rules, disable)
        self.how = how

    @daft.method.batch(return_dtype=ROW, unnest=True, batch_size=DOCUMENTS)
    def clean(self, documents: daft.Series) -> pa.Array:
        batch = pa.RecordBatch.from_struct_array(documents.to_arrow())
        return clean_batch(batch, rules=self.rules, **self.how).to_struct_array()

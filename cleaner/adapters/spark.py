"""Cleaning in Spark, with `mapInArrow`.

Install it with `pip install 'newsletter-cleaner[spark]'`, on every machine of a cluster; it needs Java 17 or newer.
Spark starts its workers with the `python3` that it finds, so name the one that this is installed in:
`PYSPARK_PYTHON=/path/to/bin/python`. A program that cleans a folder of mails:

    from pyspark.sql import SparkSession
    from cleaner.adapters.spark import clean

    spark = SparkSession.builder.getOrCreate()
    files = spark.read.format("binaryFile").load("issues/*.eml")
    clean(files, id_column="path", text_column="content").write.parquet("clean/")
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from cleaner.adapters import DOCUMENTS, rules_of_worker
from cleaner.arrow import SCHEMA, clean_batch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa
    from pyspark.sql import DataFrame


def clean(
    frame: DataFrame,
    *,
    id_column: str = "id",
    text_column: str = "text",
    media_type_column: str | None = None,
    rules: Sequence[str] = (),
    disable: Sequence[str] = (),
    **how: Any,
) -> DataFrame:
    """Clean the documents of a frame; return a frame with the columns of `cleaner.arrow.SCHEMA`, not yet computed.

    Args:
        frame: the documents.
        id_column: as for `clean_batch`, and so the other two columns.
        text_column: of text or bytes.
        media_type_column: of media types.
        rules: folders with more packs, or single packs, which each worker must find there.
        disable: ids, packs or classes of rules to switch off.
        how: `options` and `lineage_text`, as for `clean_batch`.

    Raises what `load` raises for `rules` and `disable`; when it is computed, what `clean_batch` raises.

    """
    rules_of_worker(tuple(rules), tuple(disable))  # a mistake shows here, and not on every worker
    columns = {"id_column": id_column, "text_column": text_column, "media_type_column": media_type_column}
    documents = frame.select(*(name for name in columns.values() if name))
    work = partial(_clean_batches, rules=tuple(rules), disable=tuple(disable), how={**columns, **how})
    schema = frame.sparkSession.createDataFrame(SCHEMA.empty_table()).schema
    return documents.mapInArrow(work, schema)


def _clean_batches(
    batches: Iterator[pa.RecordBatch], rules: tuple[str, ...], disable: tuple[str, ...], how: dict[str, Any]
) -> Iterator[pa.RecordBatch]:
    in_force = rules_of_worker(rules, disable)
    for batch in batches:
        for start in range(0, batch.num_rows, DOCUMENTS):
            yield clean_batch(batch.slice(start, DOCUMENTS), rules=in_force, **how)

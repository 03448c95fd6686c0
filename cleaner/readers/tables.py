"""Tables that hold data, told from those that only place things."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.model import Block, Kind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# Rows and columns of short cells, none empty, no links. Layout tables have one column, or long or nested content.
MIN_ROWS, MIN_COLUMNS, MAX_CELL = 2, 2, 80


@dataclass(slots=True)
class Table:
    """What an open table holds so far: its first block, and for each row the indexes of each cell's blocks."""

    first: int
    outer: Table | None
    nested: bool = False
    rows: list[list[list[int]]] = field(default_factory=list)

    def start_row(self) -> None:
        """Begin a row."""
        self.rows.append([])

    def start_cell(self) -> None:
        """Begin a cell."""
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append([])

    def add(self, index: int) -> None:
        """Add a block to the cell that is open."""
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(index)


def data_block(table: Table, blocks: Sequence[Block], anchor: str) -> Block | None:
    """Make one block of a table's blocks if it holds data, else None. `blocks`: all blocks so far."""
    if table.nested:
        return None
    rows = [row for row in table.rows if row]
    inside = blocks[table.first :]
    cells = [cell for row in rows for cell in row]
    if (
        len(rows) < MIN_ROWS
        or len({len(row) for row in rows}) != 1
        or len(rows[0]) < MIN_COLUMNS
        or any(len(cell) != 1 for cell in cells)
        or len(cells) != len(inside)
        or any(not _is_value(block) for block in inside)
    ):
        return None
    texts = tuple(tuple(blocks[cell[0]].text for cell in row) for row in rows)
    span = Span(inside[0].span.start, inside[-1].span.end)
    return Block(
        table.first, Kind.TABLE, span, span, "\n".join(" | ".join(row) for row in texts), anchor, rows=texts,
        runs=tuple(run for block in inside for run in block.runs), marks=inside[0].marks,
    )  # fmt: skip


def _is_value(block: Block) -> bool:
    return (
        block.kind in (Kind.PARAGRAPH, Kind.HEADING)
        and not block.links
        and not block.hidden
        and len(block.text) <= MAX_CELL
    )

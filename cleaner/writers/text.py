"""Clean blocks as text: paragraphs apart, list items and table rows on lines of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.model import Block


def write(blocks: Sequence[Block]) -> str:
    """Write blocks as text, a blank line between paragraphs."""
    return "".join(part for part, _ in pieces(blocks))


def pieces(blocks: Sequence[Block]) -> list[tuple[str, Block | None]]:
    """Return the text in pieces: what each block comes to, and None beside the space between them."""
    out: list[tuple[str, Block | None]] = []
    last: Block | None = None
    for block in blocks:
        if not block.text:
            continue
        if last is not None:
            items = last.kind is block.kind is Kind.LIST_ITEM
            out.append(("\n" if items or block.tight else "\n\n", None))
        out.append((_write(block), block))
        last = block
    return [*out, ("\n", None)] if out else out


def _write(block: Block) -> str:
    if block.kind is Kind.LIST_ITEM and block.label:
        return f"{'  ' * (block.level - 1)}{block.label} {block.text}"
    return block.text

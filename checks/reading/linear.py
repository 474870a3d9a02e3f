"""A document as one line of reading: its paragraphs joined, each table a single sign, every offset traceable."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from checks.documents.model import Block, Paragraph, Picture, Table
from checks.reading.keys import Squeezed, squeeze

TABLE_SIGN = "\ufffc"
"""Stands for a table or a picture."""


_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页(?:[\s，,/]*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*"
)


def _shown(text: str) -> str:
    """A line that is the number of a page says nothing: it falls between the rows of a table."""
    return "" if _PAGE_NUMBER.fullmatch(text) else text.replace(TABLE_SIGN, "")


@dataclass(frozen=True)
class Linear:
    """The running text of some blocks; `starts` holds the offset at which each block begins."""

    text: str
    blocks: tuple[Block, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> "Linear":
        """Join the blocks with new lines."""
        parts: list[str] = []
        starts: list[int] = []
        offset = 0
        for block in blocks:
            text = _shown(block.text) if isinstance(block, Paragraph) else TABLE_SIGN
            starts.append(offset)
            parts.append(text)
            offset += len(text) + 1
        return cls("\n".join(parts), tuple(blocks), tuple(starts))

    def part(self, first: int, last: int) -> "Linear":
        """Return the running text of the blocks from `first` to before `last`."""
        start = self.starts[first]
        end = self.starts[last] - 1 if last < len(self.starts) else len(self.text)
        starts = tuple(at - start for at in self.starts[first:last])
        return Linear(self.text[start:end], self.blocks[first:last], starts)

    @cached_property
    def squeezed(self) -> Squeezed:
        """The text as its key, with the way back."""
        return squeeze(self.text)

    def block_at(self, offset: int) -> int:
        """Return the index of the block that an offset falls in."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def place(self, offset: int) -> str:
        """Return where an offset stands, in words: the line or paragraph and the character in it."""
        if not self.blocks:
            return ""
        at = self.block_at(offset)
        block = self.blocks[at]
        if isinstance(block, Table):
            return f"table {block.number}"
        if isinstance(block, Picture):
            return block.place
        return f"{block.place}, character {offset - self.starts[at] + 1}"

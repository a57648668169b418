"""What every reader asks a pack for before it can show any page, gathered in one place near the end of the file.

A reader on screen fetches the pack in pieces. Where the pages' tree and the upper storeys of the structure tree are
is left to the program that writes the file, which puts each branch before its own leaves: to learn that a pack has
31 parts, a reader would fetch a piece at each of 31 places. Here the branches are written once more, together, and
the file's table of places is pointed at them; the bytes before the table stay as they are.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import accumulate

from pikepdf import Pdf

from packs.normalise import save

TABLE_AT = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
WIDTHS = re.compile(rb"/W \[ (\d+) (\d+) (\d+) \]")
DATA = re.compile(rb"stream\r?\n")
LENGTH = re.compile(rb"/Length (\d+)")
FIRST = re.compile(rb"/First (\d+)")
REFERENCE = re.compile(rb"(\d+) 0 R")
IN_STREAM = 2
UP = b"\x02"
# The table has one byte to say the how manieth object of a stream it is.
SHELF = 200


def write(pdf: Pdf) -> bytes:
    """The pack as a file. The same pack is always the same bytes."""
    return gathered(save(pdf))


def gathered(data: bytes) -> bytes:
    """The same PDF, which `save` wrote, with its branches together."""
    table = Table.of(data)
    if table is None:
        return data
    branches = list(dict.fromkeys(_branches(table)))
    try:
        return table.moved(branches) if branches else data
    except OverflowError:
        # The table has no room for the places in a file that grows past 16 MB or 4 GB just now.
        return data


def _branches(table: Table) -> Iterator[int]:
    """The numbers of the objects to gather."""
    root = table.root
    pages, structure = table.named(root, b"Pages"), table.named(root, b"StructTreeRoot")
    yield root
    for node in pages[:1]:
        yield node
        yield from (kid for kid in table.named(node, b"Kids") if b"/Type /Pages" in table.text(kid))
    for tree in structure[:1]:
        yield tree
        yield from table.named(tree, b"ParentTree")
        for document in table.named(tree, b"K"):
            yield document
            yield from table.named(document, b"K")


class Table:
    """The cross-reference stream at the end of a file of ours, and what it leads to."""

    def __init__(self, data: bytes, at: int, head: bytes, plain: bytes, widths: tuple[int, int, int]) -> None:
        self.data = data
        self.at = at
        self.head = head
        self.widths = widths
        self.step = sum(widths) + 1
        # Each row is written as its differences from the row before, after a byte that says so.
        self.written = bytearray(plain)
        self.size = len(plain) // self.step
        self.columns = [
            bytearray(map((255).__and__, accumulate(plain[column :: self.step])))
            for column in range(1, self.step)
        ]
        self.opened: dict[int, tuple[bytes, list[int], int]] = {}
        named = re.search(rb"/Root (\d+) 0 R", head)
        self.root = int(named[1]) if named else 0

    @classmethod
    def of(cls, data: bytes) -> Table | None:
        """None for a file with a table of another kind."""
        found = TABLE_AT.search(data, max(len(data) - 64, 0))
        begin = DATA.search(data, int(found[1])) if found else None
        if found is None or begin is None:
            return None
        at = int(found[1])
        head = data[at : begin.start()]
        widths, length = WIDTHS.search(head), LENGTH.search(head)
        if widths is None or length is None or b"/Predictor 12" not in head or b"/Index" in head:
            return None
        kind, second, third = map(int, widths.groups())
        plain = zlib.decompress(data[begin.end() : begin.end() + int(length[1])])
        return cls(data, at, head, plain, (kind, second, third))

    def row(self, number: int) -> bytes:
        return bytes(column[number] for column in self.columns)

    def place(self, number: int) -> tuple[int, int, int]:
        kind, second, _third = self.widths
        row = self.row(number)
        return (
            row[0],
            int.from_bytes(row[kind : kind + second], "big"),
            int.from_bytes(row[kind + second :], "big"),
        )

    def text(self, number: int) -> bytes:
        """The object as it is written in the stream of objects that holds it; nothing for one outside of any."""
        kind, stream, index = self.place(number)
        if kind != IN_STREAM:
            return b""
        if stream not in self.opened:
            self.opened[stream] = self._open(self.place(stream)[1])
        plain, offsets, first = self.opened[stream]
        end = first + offsets[index + 1] if index + 1 < len(offsets) else len(plain)
        return plain[first + offsets[index] : end].strip()

    def _open(self, at: int) -> tuple[bytes, list[int], int]:
        begin = DATA.search(self.data, at)
        assert begin is not None
        head = self.data[at : begin.start()]
        length, first = LENGTH.search(head), FIRST.search(head)
        assert length is not None
        assert first is not None
        plain = zlib.decompress(self.data[begin.end() : begin.end() + int(length[1])])
        return plain, [int(each) for each in plain[: int(first[1])].split()[1::2]], int(first[1])

    def named(self, number: int, key: bytes) -> list[int]:
        """The objects that one key of an object refers to, one or an array of them."""
        found = re.search(rb"/%s (\[[^\]]*\]|\d+ 0 R)" % key, self.text(number))
        return [int(each) for each in REFERENCE.findall(found[1])] if found else []

    def moved(self, numbers: list[int]) -> bytes:
        """The file with these objects in streams of their own before the table."""
        numbers = [number for number in numbers if self.text(number)]
        groups = [numbers[first : first + SHELF] for first in range(0, len(numbers), SHELF)]
        shelves = [self._shelf(group, self.size + turn) for turn, group in enumerate(groups)]
        places = list(accumulate(map(len, shelves), initial=self.at))
        # What takes the table's old place is the first of them; the table lists itself.
        own, at = int(self.data[self.at : self.data.index(b" ", self.at)]), places.pop()
        self._point(own, 1, at, 0)
        row = self.row(self.size - 1)
        for place in places:
            row = self._append(row, place)
        end = b"startxref\n%d\n%%%%EOF\n" % at
        return b"".join([self.data[: self.at], *shelves, self._table(own, self.size + len(shelves)), end])

    def _shelf(self, numbers: list[int], holder: int) -> bytes:
        texts = [self.text(number) for number in numbers]
        starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
        header = b" ".join(b"%d %d" % pair for pair in zip(numbers, starts, strict=True)) + b"\n"
        packed = zlib.compress(header + b"\n".join(texts))
        says = b"<< /Type /ObjStm /N %d /First %d /Length %d /Filter /FlateDecode >>"
        for index, number in enumerate(numbers):
            self._point(number, IN_STREAM, holder, index)
        return _stream(holder, says % (len(numbers), len(header), len(packed)), packed)

    def _point(self, number: int, *place: int) -> None:
        """Change one row: its difference from the row before, and that of the row after from it."""
        for column, (old, new) in enumerate(zip(self.row(number), self._bytes(*place), strict=True), start=1):
            at = number * self.step + column
            self.written[at] = (self.written[at] + new - old) & 255
            if number + 1 < self.size:
                self.written[at + self.step] = (self.written[at + self.step] + old - new) & 255
            self.columns[column - 1][number] = new

    def _append(self, before: bytes, at: int) -> bytes:
        row = self._bytes(1, at, 0)
        self.written += UP + bytes((new - old) & 255 for old, new in zip(before, row, strict=True))
        return row

    def _bytes(self, *values: int) -> bytes:
        return b"".join(
            value.to_bytes(width, "big") for value, width in zip(values, self.widths, strict=True)
        )

    def _table(self, number: int, size: int) -> bytes:
        packed = zlib.compress(self.written)
        says = self.head[self.head.index(b"<<") :].strip()
        says = LENGTH.sub(b"/Length %d" % len(packed), says, count=1)
        says = says.replace(b"/Size %d" % self.size, b"/Size %d" % size, 1)
        return _stream(number, says, packed)


def _stream(number: int, says: bytes, packed: bytes) -> bytes:
    return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, says, packed)

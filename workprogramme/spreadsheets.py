"""Tables that leave and come as CSV or XLSX. No cell that leaves is a formula, and none that comes is worked out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.reader.excel import load_workbook
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What makes a spreadsheet program take a cell for a formula.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTED = "'"
MOST_ROWS, MOST_CELL, MOST_BYTES, MOST_UNPACKED = 1000, 20_000, 2_000_000, 40_000_000
Rows = list[dict[str, str]]


class NotATable(ValueError):
    """The file cannot be read; the message says why, in words for an officer."""


def safe(text: str) -> str:
    return f"{QUOTED}{text}" if text.startswith(BEGINS_A_FORMULA) else text


def plain(text: str) -> str:
    """What `safe` put in front is taken away again when the file comes back."""
    quoted = text.startswith(QUOTED) and text[1:].startswith(BEGINS_A_FORMULA)
    return text[1:] if quoted else text


def write(kind: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str) -> bytes:
    return _write_csv(columns, rows) if kind == CSV else _write_xlsx(columns, rows, title)


def _write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    # With its mark at the front, Excel takes it for UTF-8.
    return out.getvalue().encode("utf-8-sig")


def _write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    sheet.append(list(columns))
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", safe(cell)) for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            # Text, whatever it looks like: nobody's words are worked out.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number in range(1, len(columns) + 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = 28
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, name: str) -> Rows:
    """The rows below the heading, by column. Raises NotATable."""
    if len(data) > MOST_BYTES:
        raise NotATable("The file is too large. Leave out what is not a table of topics.")
    is_book = data.startswith(b"PK")
    if not is_book and not name.lower().endswith((".csv", ".txt")):
        raise NotATable("Choose a file that ends in .csv or .xlsx.")
    table = _read_xlsx(data) if is_book else _read_csv(data)
    filled = [row for row in table if any(row)]
    if len(filled) < 2:
        raise NotATable("The file has no rows below the headings.")
    if len(filled) > MOST_ROWS:
        raise NotATable(f"The file has more than {MOST_ROWS} rows.")
    columns = filled[0]
    return [dict(zip(columns, row, strict=False)) for row in filled[1:]]


def _read_csv(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    try:
        return [[_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error:
        raise NotATable("The file could not be read as a table.") from None


def _read_xlsx(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
                raise NotATable("The file is too large once it is unpacked.")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=40, values_only=True)
        return [[_cell(cell) for cell in row] for row in rows]
    except NotATable:
        raise
    except Exception:
        # openpyxl raises whatever it stumbles over; none of it is for an officer.
        raise NotATable("The file could not be read as a spreadsheet.") from None


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return plain("" if value is None else str(value)).replace("\0", "").strip()[:MOST_CELL]

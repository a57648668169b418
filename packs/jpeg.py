"""A JPEG with its picture and nothing else: no place, camera or owner, no note, no small or second picture."""

from __future__ import annotations

from collections.abc import Iterator

END, SCAN = 0xD9, 0xDA
RESTARTS = range(0xD0, 0xD8)
ADOBE, JFIF = 0xEE, 0xE0
DESCRIPTIONS = {*range(0xE0, 0xF0), 0xFE}


def bare(data: bytes) -> bytes | None:
    """The same picture, bit for bit; nothing where it is no JPEG that can be followed to its end."""
    if data[:2] != b"\xff\xd8":
        return None
    try:
        return b"\xff\xd8" + b"".join(_kept(data)) + b"\xff\xd9"
    except (IndexError, ValueError):
        return None


def _kept(data: bytes) -> Iterator[bytes]:
    place = 2
    while True:
        while data[place] == 0xFF and data[place + 1] == 0xFF:  # Padding.
            place += 1
        if data[place] != 0xFF:
            raise ValueError("not a marker")
        kind = data[place + 1]
        if kind == END:
            return
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        end = place + 2 + length
        if length < 2 or end > len(data):
            raise ValueError("cut off")
        if kind not in DESCRIPTIONS or _is_needed(kind, data[place + 4 : end]):
            yield data[place:end]
        place = end
        if kind == SCAN:
            end = _end_of_scan(data, place)
            yield data[place:end]
            place = end


def _is_needed(kind: int, words: bytes) -> bool:
    """How its colours are written, and its shape where no small picture comes with it."""
    adobe = kind == ADOBE and words[:5] == b"Adobe" and len(words) == 12
    plain = kind == JFIF and words[:5] == b"JFIF\0" and len(words) == 14
    return adobe or plain


def _end_of_scan(data: bytes, place: int) -> int:
    while True:
        place = data.index(b"\xff", place)
        following = data[place + 1]
        if following != 0 and following not in RESTARTS and following != 0xFF:
            return place
        place += 1 if following == 0xFF else 2

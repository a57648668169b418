"""Several files in one upload: what can be taken is kept, and every other one is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from packs.intake import Refused

from .models import Paper
from .papers import clean_name


@dataclass
class RefusedFile:
    name: str
    reason: str


@dataclass
class Received:
    accepted: list[str] = field(default_factory=list)
    converting: int = 0
    refused: list[RefusedFile] = field(default_factory=list)

    @property
    def in_words(self) -> str:
        if len(self.accepted) == 1:
            said = f"{self.accepted[0]} is added."
        else:
            said = f"{len(self.accepted)} papers are added: {', '.join(self.accepted)}."
        if not self.converting:
            return said
        which = "It is" if len(self.accepted) == 1 else f"{self.converting} of them are"
        return f"{said} {which} being made into pages, which takes up to a minute."


def read(file: UploadedFile[bytes]) -> bytes:
    """The bytes of one upload. Raises Refused for one that is too large, before reading it."""
    if (file.size or 0) > settings.PAPER_MAX_BYTES:
        megabytes = settings.PAPER_MAX_BYTES // (1024 * 1024)
        raise Refused("too_large", f"The file is larger than {megabytes} MB. Split it or make it smaller.")
    data: bytes = file.read()
    return data


def receive(files: Iterable[UploadedFile[bytes]], keep: Callable[[bytes, str], object]) -> Received:
    received = Received()
    for file in files:
        name = clean_name(file.name or "file")
        try:
            kept = keep(read(file), name)
        except Refused as refused:
            received.refused.append(RefusedFile(name, refused.reason))
        except ValidationError as refusal:
            received.refused.append(RefusedFile(name, refusal.messages[0]))
        else:
            received.accepted.append(name)
            received.converting += isinstance(kept, Paper) and kept.is_being_converted
    return received

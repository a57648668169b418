"""What pages say. Runs in the child process: the readers trust their input."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

import pypdfium2

from packs.sandbox import pack


def answer(data: bytes, _options: dict[str, Any]) -> bytes:
    return pack({"texts": texts(data)}, [])


def texts(data: bytes) -> list[str]:
    """The words of each page, by poppler where it is installed and by pdfium where it is not."""
    program = shutil.which("pdftotext")
    if program is not None:
        # The child's limits hold for pdftotext too.
        done = subprocess.run(
            [program, "-q", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=False
        )
        if done.returncode == 0:
            pages = done.stdout.decode("utf-8", "replace").split("\f")
            return pages[:-1] if pages[-1] == "" else pages
    with pypdfium2.PdfDocument(data) as document:
        return [document[index].get_textpage().get_text_bounded() for index in range(len(document))]

"""The documents that published packs were made of, kept so that their pages can be put together again.

A paper's file is kept with its version. The pages we made are kept here under the hash of their bytes, because
drawing them again need not give the same ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from .models import PaperVersion


class NotKept(Exception):
    """A published document is not in the store, or not as it was published."""


def keep(pdf: bytes) -> str:
    """Store a page we made; its hash, by which it is found again."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    if not is_kept(sha256):
        default_storage.save(_name(sha256), ContentFile(pdf))
    return sha256


def is_kept(sha256: str) -> bool:
    try:
        read(sha256)
    except NotKept:
        return False
    return True


def read(sha256: str) -> bytes:
    try:
        with default_storage.open(_name(sha256), "rb") as file:
            pdf: bytes = file.read()
    except OSError as error:
        raise NotKept(f"No page {sha256} is kept.") from error
    return _checked(pdf, sha256)


def versions_of(keys: Iterable[str]) -> dict[str, PaperVersion]:
    """The papers among the documents of a pack, by their keys in it."""
    pks = [int(key.removeprefix("paper-")) for key in keys if key.startswith("paper-")]
    return {f"paper-{version.pk}": version for version in PaperVersion.objects.filter(pk__in=pks)}


def read_version(version: PaperVersion, sha256: str) -> bytes:
    """A paper's file, if it still is the one that was published."""
    try:
        with version.pdf.open("rb") as file:
            pdf: bytes = file.read()
    except OSError as error:
        raise NotKept(f"The file of {version} is missing from the store.") from error
    return _checked(pdf, sha256)


def _checked(pdf: bytes, sha256: str) -> bytes:
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise NotKept(f"What is stored for {sha256} is something else.")
    return pdf


def _name(sha256: str) -> str:
    return f"kept/{sha256[:2]}/{sha256}.pdf"

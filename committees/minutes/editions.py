"""Printing minutes and freezing what was printed. Public and exempt minutes are separate files, always."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models

from accounts.models import User
from committees.drawing import Drawing, count_pages
from committees.models import Meeting, Minutes, MinutesEdition
from council.models import Council

from .material import Material, material_of
from .wording import Data, described

TEMPLATE = "minutes"


def prepare(minutes: Minutes, *, approved_in: Meeting | None = None) -> None:
    """Draw the pages before anything is locked; drawing the same again takes no time."""
    material = material_of(minutes)
    for exempt in material.sides:
        draw(described(minutes, exempt=exempt, approved_in=approved_in, material=material))


def draw(data: Data) -> bytes:
    return Drawing(Council.objects.get()).draw(TEMPLATE, data)


def freeze(minutes: Minutes, stage: str, *, by: User, at: datetime) -> MinutesEdition:
    """Keep what is printed now, for ever. Gives the public edition."""
    number = 1 + (minutes.editions.aggregate(last=models.Max("number"))["last"] or 0)
    material = material_of(minutes)
    made = [_freeze(material, stage, number, exempt=exempt, by=by, at=at) for exempt in material.sides]
    return made[0]


def _freeze(
    material: Material, stage: str, number: int, *, exempt: bool, by: User, at: datetime
) -> MinutesEdition:
    minutes = material.minutes
    assert minutes is not None
    data = described(minutes, exempt=exempt, material=material)
    pdf = draw(data)
    return MinutesEdition.objects.create(
        minutes=minutes,
        number=number,
        stage=stage,
        is_exempt=exempt,
        published_at=at,
        published_by=by,
        data=data,
        file=ContentFile(pdf, name=f"{uuid4().hex}.pdf"),
        sha256=hashlib.sha256(pdf).hexdigest(),
        pages=count_pages(pdf),
        size=len(pdf),
    )


def newest(minutes: Minutes, *, exempt: bool = False) -> MinutesEdition | None:
    return minutes.editions.filter(is_exempt=exempt).order_by("-number").first()


def is_behind(minutes: Minutes, material: Material, editions: Iterable[MinutesEdition]) -> bool:
    """Whether anything has changed since the minutes were last published."""
    published = {each.is_exempt: each for each in sorted(editions, key=lambda each: each.number)}
    last = max((each.number for each in published.values()), default=0)
    for exempt in (False, True):
        then = published.get(exempt)
        if then is not None and then.number < last:
            then = None
        now = described(minutes, exempt=exempt, material=material) if exempt in material.sides else None
        if (then.data if then else None) != now:
            return True
    return False

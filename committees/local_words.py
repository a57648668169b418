"""Passwords that anybody who knows the council would try first are refused."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError

from council.models import Council, Ward

from .models import Committee

# Besides the names of the council, its committees and its wards.
OURS = {
    "council",
    "councillor",
    "scrutiny",
    "committee",
    "democratic",
    "services",
    "agenda",
    "password",
    "welcome",
}
SHORTEST_WORD = 4
# As much has to be left that is not one of these words.
LEFT = 8
word = re.compile(r"[a-z]+")


def local_words() -> set[str]:
    names = [
        *(name for council in Council.objects.all() for name in (council.name, council.short_name)),
        *Committee.objects.values_list("name", flat=True),
        *Committee.objects.values_list("code", flat=True),
        *Ward.objects.values_list("name", flat=True),
    ]
    found = {each for name in names for each in word.findall(name.lower())}
    return OURS | {each for each in found if len(each) >= SHORTEST_WORD}


class LocalWordsValidator:
    def validate(self, password: str, user: Any = None) -> None:
        left = password.lower()
        for each in sorted(local_words(), key=len, reverse=True):
            left = left.replace(each, "")
        if left != password.lower() and len(left) < LEFT:
            raise ValidationError(
                "Too much of this password is words that people here would guess, such as the name of the council,"
                " a committee or a ward.",
                code="password_of_local_words",
            )

    def get_help_text(self) -> str:
        return "Your password must not be made of words that people here would guess."

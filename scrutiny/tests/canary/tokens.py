"""Words that occur nowhere but in exempt material, one for each field, version and channel."""

from __future__ import annotations

import random
import re

# Letters only, so that no way of writing a word down breaks one up without meaning to. All begin alike, and as
# nothing else does in any spelling, so that of a long answer only the places are unpacked where one could stand.
BEGINNING = "qzjxw"
TOKEN = re.compile(rb"qzjxw[a-z]{9}")


class Tokens:
    """The words that were planted and where: `tokens.new("bid.pdf, metadata")`."""

    def __init__(self, seed: int = 2019) -> None:
        self._random = random.Random(seed)
        self.places: dict[str, str] = {}

    def new(self, place: str) -> str:
        word = BEGINNING + "".join(self._random.choices("abcdefghijklmnoprstuvwxy", k=9))
        if word in self.places:
            return self.new(place)
        self.places[word] = place
        return word

    def __len__(self) -> int:
        return len(self.places)

    def at(self, *starts: str) -> set[str]:
        """The words of the places whose name begins so."""
        return {word for word, place in self.places.items() if place.startswith(starts)}


def tokens_among(text: bytes) -> set[str]:
    return {match.decode() for match in TOKEN.findall(text.lower())}

"""What a pack was made of, to be kept beside it: from the same parts anybody gets the same bytes again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from packs.parts import Assembled, Part
from packs.splice import VERSION


def manifest(parts: Sequence[Part], made: Assembled) -> dict[str, Any]:
    """As plain values for JSON: the parts in their order, their digests, and the pages they became."""
    return {
        "splice_version": VERSION,
        "sha256": hashlib.sha256(made.pdf).hexdigest(),
        "pages": made.pages,
        "parts": [
            {
                "key": part.key,
                "title": part.title,
                "sha256": hashlib.sha256(part.pdf).hexdigest(),
                "size": len(part.pdf),
                "from": made.ranges[part.key].first_label,
                "to": made.ranges[part.key].last_label,
                "pages": made.ranges[part.key].pages,
                "tagged": part.key not in made.untagged_keys,
            }
            for part in parts
        ],
    }

"""Whether words in one colour can be read on another (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

ENOUGH = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours like #1d4f3c: from 1, the same, to 21, black on white."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

"""The attributes ``rowspan`` and ``colspan``, read as HTML reads numbers."""

from __future__ import annotations


def span_number(attribute: str | None) -> int:
    """Return the number that an attribute begins with, 0 if it begins with none."""
    digits = ""
    for character in (attribute or "").strip()[:6]:
        if not ("0" <= character <= "9"):
            break
        digits += character
    return int(digits or 0)


def is_zero(attribute: str | None) -> bool:
    """Tell whether an attribute says 0, which for rows means all that are left."""
    return (attribute or "").strip().startswith("0")

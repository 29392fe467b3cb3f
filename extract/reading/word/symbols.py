"""Characters of symbol fonts, which have no meaning outside their font, as characters that do.

Source of the places: the tables of Symbol and Wingdings that the Unicode Consortium publishes
with its mappings of vendors' character sets.
"""

from __future__ import annotations

from typing import Final

_PRIVATE: Final = 0xF000
_WINGDINGS: Final = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x74: "⬧", 0x75: "◆", 0x76: "❖",
    0x80: "⓪", 0x8B: "⓿", 0x9E: "·", 0x9F: "•", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xE0: "→",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x69: "⓪", 0x74: "⓿",
    0x97: "●", 0xA2: "■", 0xA3: "□",
}  # fmt: skip
_SYMBOL: Final = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD7: "⋅", 0xE5: "∑",
}  # fmt: skip
_FONTS: Final = {
    "wingdings": _WINGDINGS
    | {0x81 + step: chr(ord("①") + step) for step in range(10)}
    | {0x8C + step: chr(ord("❶") + step) for step in range(10)},
    "wingdings 2": _WINGDINGS_2
    | {0x6A + step: chr(ord("①") + step) for step in range(10)}
    | {0x75 + step: chr(ord("❶") + step) for step in range(10)},
    "wingdings 3": {},
    "webdings": {},
    "symbol": _SYMBOL,
}  # fmt: skip


def symbol(font: str | None, code: str | None) -> str:
    """Return the character that a symbol shows, nothing for a mere ornament.

    Parameters
    ----------
    font
        The font it is taken from.
    code
        Its place there, in hexadecimal digits.
    """
    try:
        place = int(code or "", 16)
    except ValueError:
        return ""
    in_font = place & 0xFF if _PRIVATE <= place <= _PRIVATE + 0xFF else place
    table = _FONTS.get((font or "").strip().lower())
    if table is not None:
        if in_font in table:
            return table[in_font]
        is_digit = table is _SYMBOL and 0x20 <= in_font < 0x40
        return chr(in_font) if is_digit else ""
    is_character = 0x20 <= in_font < 0xD800 or 0xF900 <= in_font < 0xFFFE
    return chr(in_font) if is_character else ""

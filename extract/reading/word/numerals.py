"""Numbers as Word writes them before paragraphs.

Source of the formats: ECMA-376 part 1 section 17.18.59, ST_NumberFormat. Those of other
languages are written as plain digits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_MOST_LETTERS: Final = 780  # Word writes the letter up to thirty times
_MOST_ROMAN: Final = 32767
#: Where the signs of encircled numbers stand: the number before the first, the first, how many.
_CIRCLED: Final = ((0, "①", 20), (20, "㉑", 15), (35, "㊱", 15))
_IN_BRACKETS: Final = ((0, "⑴", 20),)
_WITH_FULL_STOP: Final = ((0, "⒈", 20),)
_CIRCLED_IDEOGRAPHS: Final = ((0, "㊀", 10),)


def written(number: int, number_format: str) -> str:
    """Return a number in one of Word's formats."""
    form = _FORMATS.get(number_format, str)
    return form(number) if number > 0 or form in {str, _two_digits} else str(number)


def _two_digits(number: int) -> str:
    return f"{number:02d}"


def _chinese(number: int) -> str:
    if number < 100:
        tens, ones = divmod(number, 10)
        head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
        return head + (_DIGITS[ones] if ones else "")
    return _by_library(number, "low")


def _legal(number: int) -> str:
    return _by_library(number, "up")


def _by_library(number: int, mode: str) -> str:
    from cn2an import an2cn  # noqa: PLC0415 - loads slowly, and few lists go so far

    return str(an2cn(number, mode))


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _letters(number: int) -> str:
    if number > _MOST_LETTERS:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _roman(number: int) -> str:
    if number > _MOST_ROMAN:
        return str(number)
    text = ""
    for size, sign in _ROMAN:
        times, number = divmod(number, size)
        text += sign * times
    return text


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else _chinese(number)


def _signs(
    ranges: tuple[tuple[int, str, int], ...], beyond: Callable[[int], str]
) -> Callable[[int], str]:
    def form(number: int) -> str:
        for before, first, count in ranges:
            if before < number <= before + count:
                return chr(ord(first) + number - before - 1)
        return beyond(number)

    return form


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimalZero": _two_digits,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _signs(_CIRCLED_IDEOGRAPHS, _chinese),
    "decimalEnclosedCircle": _signs(_CIRCLED, str),
    "decimalEnclosedCircleChinese": _signs(_CIRCLED, str),
    "decimalEnclosedParen": _signs(_IN_BRACKETS, lambda number: f"({number})"),
    "decimalEnclosedFullstop": _signs(_WITH_FULL_STOP, lambda number: f"{number}."),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _: "",
    "bullet": lambda _: "",
}

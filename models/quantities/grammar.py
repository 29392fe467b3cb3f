"""The quantity grammar, and a note for newcomers.

One pass over a normalised passage stops at every character that can begin something: a
numeral, a negation, 第, 前, an opening bracket or quotation mark. At each stop the layers are
asked in this order, and the first that answers wins:

1. ``cues``: a zero stated in words (未收到).
2. ``traps`` and ``trap_forms``: titles and quotations, set phrases, dates, numbers of
   documents, list markers.
3. ``expressions``: a number with its modifiers and its measure word, which is a quantity or,
   by its measure word, one more trap (20个工作日). ``scaling`` reads what follows the numeral,
   ``bare_numbers`` judges a number that nothing follows. Both build on ``numbers`` (where a
   numeral ends and how vague it is), ``numerals`` (its value), ``measures``, ``modifiers``.

The words that each layer knows are files in ``data/``, read by ``lexicon``. Read ``types``
first, then this module, then the layers from ``numerals`` upwards.

Every layer looks a bounded distance around the stop, so the time is linear in the text.
"""

from __future__ import annotations

import re
from typing import Final

from gongkai.models.normalised import normalise
from gongkai.models.quantities import cues, traps
from gongkai.models.quantities.bare_numbers import match_filled_in
from gongkai.models.quantities.expressions import match_doubling, match_expression, match_fragment
from gongkai.models.quantities.lexicon import SEED_CHARACTERS
from gongkai.models.quantities.measures import match_measure
from gongkai.models.quantities.numbers import skip_numeral
from gongkai.models.quantities.numerals import DIGITS, MAXIMUM_LENGTH, SCALES
from gongkai.models.quantities.types import Quantity, QuantityReading, Trap, TrapKind

_STOP: Final = re.compile(f"[{SEED_CHARACTERS}{cues.CUE_CHARACTERS}第前翻〔【\\[（(《“]")
_NUMERAL_CHARACTER: Final = re.compile(f"[{SEED_CHARACTERS}]")
_TITLE: Final = re.compile("《[^《》\n]{1,80}》")
_QUOTATION: Final = re.compile("“([^“”，。；：\n]{1,14})”")
# What begins like a set phrase or a list marker and is always a number: 三分之二, 一点五万.
_READ_AS_NUMBER: Final = re.compile(
    f"[{SEED_CHARACTERS}]{{1,4}}分之|[{DIGITS}十]{{1,3}}点[{DIGITS}]+[{SCALES}]"
)
_CHINESE_RUN: Final = re.compile(f"[{DIGITS}{SCALES}]+")
_DIGIT_RUN: Final = re.compile("[0-9]+")
_UNNORMALISED: Final = re.compile(
    "[ \t\r\u3000\u00a0\u200b\u200c\u200d\ufeff０-９Ａ-Ｚａ-ｚ％．～－餘條萬億兩無場來個項點數]"
    "|[,;:](?![0-9])|[()「」]|(?<=[0-9])，(?=[0-9])"
)

Found = Quantity | Trap


def find_quantities(text: str) -> QuantityReading:
    """Return the quantities, zero cues and traps of a passage.

    Parameters
    ----------
    text
        A normalised passage (see ``gongkai.models.normalised``). Text that is not normalised
        is normalised first; the offsets are those of ``text`` all the same.

    Returns
    -------
    QuantityReading
        What was found, in order; nothing overlaps. Any string is accepted.
    """
    if not _UNNORMALISED.search(text):
        return _reading(_scan(text))
    view = normalise(text, keep_lines=True)
    found = []
    for item in _scan(view.text):
        span = view.original(item.start, item.end)
        found.append(_moved(item, span.start, span.end))
    return _reading(found)


def _moved(item: Found, start: int, end: int) -> Found:
    if isinstance(item, Trap):
        return Trap(start, end, item.kind)
    return Quantity(start, end, item.value, item.value_max, item.unit, item.bound, item.form)


_NOTHING: Final = QuantityReading((), ())


def _reading(found: list[Found]) -> QuantityReading:
    if not found:
        return _NOTHING
    return QuantityReading(
        tuple(item for item in found if isinstance(item, Quantity)),
        tuple(item for item in found if isinstance(item, Trap)),
    )


def _scan(text: str) -> list[Found]:
    found: list[Found] = []
    position, floor = 0, 0
    previous: Quantity | None = None
    while stop := _STOP.search(text, position):
        position = stop.start()
        item = _match(text, position, floor, previous)
        if item is None:
            position = _after_nothing(text, position)
            continue
        if isinstance(item, Quantity):
            previous = item
        elif _joins_period(text, found, item):
            item = Trap(found.pop().start, item.end, TrapKind.DATE)
        found.append(item)
        position = floor = item.end
    return found


def _match(text: str, position: int, floor: int, previous: Quantity | None) -> Found | None:
    character = text[position]
    end = cues.match_cue(text, position) if character in cues.CUE_CHARACTERS else None
    if end is not None:
        return cues.zero(position, end)
    if character in "《“":
        return _quoted(text, position)
    if character == "翻":
        return match_doubling(text, position)
    if character in "第前〔【[（(":
        return match_filled_in(text, position) or _introduced(text, position)
    if not _NUMERAL_CHARACTER.match(character):
        return None
    return (
        traps.match_list_marker(text, position)
        or _trap(text, position, floor)
        or match_fragment(text, position)
        or match_expression(text, position, floor, previous)
    )


def _introduced(text: str, position: int) -> Trap | None:
    """Return what 第, 前 or a bracket introduces; a set phrase (第三方) goes first."""
    phrase = traps.match_phrase(text, position + 1, position)
    if phrase is not None and phrase.start == position:
        return phrase
    return traps.match_before(text, position)


def _trap(text: str, position: int, floor: int) -> Trap | None:
    if text[position] in "0123456789":
        token = traps.match_token(text, position, floor)
        if token is not None:
            return token
    if _READ_AS_NUMBER.match(text, position):
        return None
    return traps.match_phrase(text, position, floor) or traps.match_form(text, position)


def _after_nothing(text: str, position: int) -> int:
    """Return where to go on when nothing was found at ``position``."""
    title = _TITLE.match(text, position)
    if title:  # what a title denies, it does not report
        return title.end()
    if text[position] in "0123456789":
        return skip_numeral(text, position)
    run = _CHINESE_RUN.match(text, position)
    if run and run.end() - position > MAXIMUM_LENGTH:
        return run.end()
    return position + 1


def _named(text: str, start: int, end: int) -> Trap | None:
    return Trap(start, end, TrapKind.NAME) if _NUMERAL_CHARACTER.search(text, start, end) else None


def _quoted(text: str, position: int) -> Trap | None:
    """Return a title, or a quoted name, that holds a numeral."""
    title = _TITLE.match(text, position)
    if title:
        return _named(text, position, title.end())
    quotation = _QUOTATION.match(text, position)
    if quotation is None or not _NUMERAL_CHARACTER.search(quotation[1]):
        return None
    if cues.match_cue(text, position + 1) is not None:
        return None
    for digits in _DIGIT_RUN.finditer(text, position, quotation.end()):
        measure = match_measure(text, digits.end())
        if measure is not None and measure.kind == "count":
            return None
    return Trap(position + 1, quotation.end() - 1, TrapKind.NAME)


_PERIOD_LINK: Final = re.compile("起?[至到~—–-]{1,2}")


def _joins_period(text: str, found: list[Found], item: Trap) -> bool:
    """Tell whether a date ends the period that the date before it begins."""
    if item.kind is not TrapKind.DATE or not found:
        return False
    last = found[-1]
    return (
        isinstance(last, Trap)
        and last.kind is TrapKind.DATE
        and _PERIOD_LINK.fullmatch(text, last.end, item.start) is not None
    )

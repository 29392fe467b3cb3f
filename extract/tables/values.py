"""What a single cell of a mandated table can say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.models.scheme import CellState

#: More digits than any count of these reports has; what is longer is a telephone number or noise.
_MOST_DIGITS = 15

#: The measure words that stand behind numbers in tables and statistics lists, longest first.
MEASURE_WORDS = "人次|场次|万元|亿元|[条件次份人个元场篇期项宗起户处部册名例%]"

_NUMBER = re.compile(
    rf"""
    [*※￥¥]?
    (?P<direction>增加|减少|上升|下降|增|减|[+↑↓-])?
    (?P<digits>\d{{1,3}}(?:[,，]\d{{3}})+|\d+)
    (?P<decimals>\.\d+)?
    (?:[（(]?(?P<unit>{MEASURE_WORDS})[）)]?)?
    (?P<arrow>[↑↓])?
    [①-⑳*※]?
    (?:（[^（）\d]*[\u4e00-\u9fff]{{2}}[^（）\d]*）)?  # a remark: 3.25（含水资源费）
    """,
    re.VERBOSE,
)
_DOWNWARD = frozenset({"-", "减", "减少", "下降", "↓"})


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says.

    Attributes
    ----------
    state
        ``value``, ``blank``, ``not_applicable`` or ``unreadable``.
    value
        The number, ``None`` unless the state is ``value``; negative for a decrease.
    unit
        The unit written in the cell itself, if any.
    """

    state: CellState
    value: int | float | None = None
    unit: str | None = None


#: What an empty cell says.
BLANK = CellValue(CellState.BLANK)
#: What a cell says that holds something other than a number: 见附件, ``***``.
UNREADABLE = CellValue(CellState.UNREADABLE)


_WORDS = (
    (re.compile(r"持平"), CellValue(CellState.VALUE, 0)),  # of a change against last year
    (re.compile(r"[/\\]{1,3}|[-—―_]{1,6}|无"), CellValue(CellState.NOT_APPLICABLE)),
    (re.compile(r"空|空白|（空）"), BLANK),
    (re.compile(r"[*?？#×√…]{1,8}|\\N|(?i:null|nan|n/a)|#[A-Z/0!]+"), UNREADABLE),
)


@lru_cache(maxsize=4096)
def read_value(text: str) -> CellValue | None:
    """Read the text of one cell.

    Parameters
    ----------
    text
        The cell with unified characters (see ``models.normalised``) and without white space.

    Returns
    -------
    CellValue or None
        ``None`` where the text is a word and may be a label.
    """
    if not text:
        return BLANK
    if match := _NUMBER.fullmatch(text):
        return _number(match)
    return next((value for form, value in _WORDS if form.fullmatch(text)), None)


def _number(match: re.Match[str]) -> CellValue | None:
    digits = match["digits"].replace(",", "").replace("，", "")
    if len(digits) + len(match["decimals"] or "") > _MOST_DIGITS:
        return None
    value = float(digits + match["decimals"]) if match["decimals"] else int(digits)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if match["direction"] in _DOWNWARD or match["arrow"] in _DOWNWARD:
        value = -value
    return CellValue(CellState.VALUE, value, match["unit"])

"""The head of a whole report: what a passage's head says, and the rest of the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from gongkai.annotations.markup.errors import PassageFaultError
from gongkai.annotations.markup.fields import NUMBER, FieldFaultError, parse_member
from gongkai.annotations.markup.heads import KEYS as PASSAGE_KEYS
from gongkai.annotations.markup.heads import parse_head
from gongkai.annotations.passages import Head
from gongkai.annotations.provinces import NATION
from gongkai.annotations.rendering import ENTRY_COUNT, LIST_SHAPES
from gongkai.annotations.whole_reports.places import STATISTICS
from gongkai.annotations.whole_reports.tables import parse_options, parse_table
from gongkai.annotations.whole_reports.types import (
    JoinedSource,
    ReportHead,
    Statistics,
    TableSource,
)
from gongkai.models.record import Issuer, Region
from gongkai.models.scheme import Agreement, Regime, SectionKind
from gongkai.models.table_layout import TableLayout, layout_for

NONE: Final = "none"
_REQUIRED: Final = ("title", "issuer", "city", "county", "code", "published", "period", "regime")
_TABLE: Final = "table "
_CELL: Final = "cell:"
_CODE: Final = re.compile(r"[0-9]{6}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(NUMBER)
_Value = TypeVar("_Value")


@dataclass(slots=True)
class _Lines:
    """The lines of a head, sorted by what they are about; each with its number."""

    passage: list[str] = field(default_factory=list)
    values: dict[str, tuple[int, str]] = field(default_factory=dict)
    tables: list[tuple[int, str, str, list[tuple[int, str]]]] = field(default_factory=list)
    facts: list[tuple[int, str]] = field(default_factory=list)
    fails: list[str] = field(default_factory=list)

    def text(self, key: str) -> str | None:
        """Return what a key says; ``None`` for ``none``."""
        written = self.values[key][1]
        return None if written == NONE else written

    def parsed(self, key: str, parse: Callable[[str], _Value]) -> _Value:
        """Parse what a key says; a fault names its line."""
        number, written = self.values[key]
        try:
            return parse(written)
        except FieldFaultError as fault:
            raise PassageFaultError(number, f"{key}: {fault}") from None


def parse_report_head(name: str, lines: Sequence[str]) -> ReportHead:
    """Read the head of a whole report.

    Raises
    ------
    PassageFaultError
        If a line cannot be read or one is missing; lines count from 1.
    """
    sorted_lines = _sort(lines)
    head = parse_head(name, sorted_lines.passage)
    missing = [key for key in _REQUIRED if key not in sorted_lines.values]
    if missing:
        raise PassageFaultError(
            0, f"the head lacks {', '.join(missing)}: add a line for each, none where there is none"
        )

    regime = sorted_lines.parsed("regime", lambda text: parse_member(Regime, text, "regime"))
    return ReportHead(
        head,
        sorted_lines.parsed("title", _title),
        _issuer(head, sorted_lines),
        sorted_lines.parsed("published", lambda text: None if text == NONE else _day(text)),
        sorted_lines.parsed("period", _period),
        regime,
        _tables(sorted_lines, regime),
        _statistics(sorted_lines),
        tuple(_joined(number, text) for number, text in sorted_lines.facts),
        tuple(sorted_lines.fails),
        _place_lines(sorted_lines),
    )


def _title(text: str) -> str:
    if not text:
        raise FieldFaultError("write it as it stands in the text, or none where it has none")
    return "" if text == NONE else text


def _place_lines(lines: _Lines) -> dict[str, int]:
    places = {name: number for number, name, _, _ in lines.tables}
    if STATISTICS in lines.values:
        places[STATISTICS] = lines.values[STATISTICS][0]
    return places


def _issuer(head: Head, lines: _Lines) -> Issuer:
    return Issuer(
        name=lines.text("issuer"),
        tier=head.tier,
        type=head.type,
        region=Region(
            province=None if head.province == NATION else head.province,
            city=lines.text("city"),
            county=lines.text("county"),
            code=lines.parsed("code", _code),
        ),
    )


def _sort(lines: Sequence[str]) -> _Lines:
    result = _Lines()
    for number, line in enumerate(lines, start=1):
        key, colon, value = line.partition(":")
        key, value = key.strip(), value.strip()
        is_passage_key = key in PASSAGE_KEYS
        result.passage.append(line if is_passage_key else "")
        if is_passage_key or not line.strip():
            continue
        if not colon:
            raise PassageFaultError(number, f"{line!r} is no line of a head: write key: value")
        if key.startswith(_TABLE):
            result.tables.append((number, key.removeprefix(_TABLE).strip(), value, []))
        elif key == "fact":
            result.facts.append((number, value))
        elif key == "fails":
            result.fails.extend(value.split())
        elif key in _REQUIRED or key == "statistics":
            if key in result.values:
                raise PassageFaultError(number, f"{key} stands twice in the head: leave one out")
            result.values[key] = (number, value)
        elif result.tables:
            result.tables[-1][3].append((number, line))
        else:
            raise PassageFaultError(
                number, f"{key!r} is no key of a head: rows of a table stand below its line"
            )
    return result


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise FieldFaultError(f"{text!r} is no date: write YYYY-MM-DD")


def _period(text: str) -> tuple[date, date] | None:
    if text == NONE:
        return None
    days = text.split()
    if len(days) != 2:
        raise FieldFaultError("write the first and the last day, or none")
    return _day(days[0]), _day(days[1])


def _code(text: str) -> str | None:
    if text == NONE:
        return None
    if not _CODE.fullmatch(text):
        raise FieldFaultError(f"{text!r} is no code of GB/T 2260: write six digits")
    return text


def _tables(lines: _Lines, regime: Regime) -> dict[SectionKind, TableSource]:
    tables: dict[SectionKind, TableSource] = {}
    for number, name, shape, rows in lines.tables:
        try:
            layout = _layout(name, regime)
            options = parse_options(shape)
        except FieldFaultError as fault:
            raise PassageFaultError(number, str(fault)) from None
        if layout.section in tables:
            raise PassageFaultError(
                number, f"there are two tables {name}: leave one out, or write their rows into one"
            )
        tables[layout.section] = parse_table(layout, options, rows)
    return tables


def _layout(name: str, regime: Regime) -> TableLayout:
    section = parse_member(SectionKind, name, "section")
    try:
        return layout_for(section, regime)
    except KeyError:
        raise FieldFaultError(f"the form of {regime} has no table {name}: leave it out") from None


def _statistics(lines: _Lines) -> Statistics | None:
    if "statistics" not in lines.values:
        return None
    number, text = lines.values["statistics"]
    shape, *values = text.split() or [""]
    if shape not in LIST_SHAPES:
        raise PassageFaultError(
            number, f"{shape!r} is no shape of a list: choose from {', '.join(LIST_SHAPES)}"
        )
    if len(values) != ENTRY_COUNT:
        raise PassageFaultError(
            number,
            f"a statistics list has {ENTRY_COUNT} numbers, and here are {len(values)}: write one "
            "for each line of the form",
        )
    wrong = next((value for value in values if not _NUMBER.fullmatch(value)), None)
    if wrong is not None:
        raise PassageFaultError(
            number, f"{wrong[:40]!r} is no number of a statistics list: write digits, as 12 or 1.5"
        )
    return Statistics(shape, tuple(values))


def _joined(number: int, text: str) -> JoinedSource:
    agreement, *sources = text.split() or [""]
    try:
        kind = parse_member(Agreement, agreement, "agreement")
    except FieldFaultError as fault:
        raise PassageFaultError(number, str(fault)) from None
    claims = tuple(source[1:] for source in sources if source.startswith("#"))
    cells = tuple(source.removeprefix(_CELL) for source in sources if source.startswith(_CELL))
    if len(claims) + len(cells) != len(sources) or len(sources) < 2:
        raise PassageFaultError(
            number, "a fact joins two or more of #NAME and cell:TABLE.ROW.COLUMN: correct the line"
        )
    return JoinedSource(kind, claims, cells, number)

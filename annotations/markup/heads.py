"""The head of a passage: ``key: value`` lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gongkai.annotations.markup.errors import PassageFaultError
from gongkai.annotations.markup.fields import FieldFaultError, parse_member
from gongkai.annotations.passages import DeclaredPhenomenon, Head
from gongkai.annotations.provinces import PROVINCES
from gongkai.models.scheme import IssuerType, SectionKind, Tier

FREE: Final = "free"
NO_TIER: Final = "none"
_REQUIRED: Final = ("follows", "province", "tier", "type", "year", "section")
_OPTIONAL: Final = ("phenomena", "grammar")
KEYS: Final = frozenset({*_REQUIRED, *_OPTIONAL})
_REPEATED: Final = "grammar"
_ADDRESS: Final = re.compile(r"https?://\S+")
_YEAR: Final = re.compile(r"[0-9]{4}")
_FIRST_YEAR, _LAST_YEAR = 2004, 2035


def parse_head(name: str, lines: Sequence[str]) -> Head:
    """Read the head of a passage.

    Raises
    ------
    PassageFaultError
        If a line cannot be read or a key is missing; lines count from 1, behind the ``===``.
    """
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    exceptions: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        key, value = key.strip(), value.strip()
        if not colon or key not in (*_REQUIRED, *_OPTIONAL):
            raise PassageFaultError(
                number,
                f"{line!r} is no line of a head: its keys are {', '.join(_REQUIRED)} and, if "
                f"wanted, {', '.join(_OPTIONAL)}; text stands behind ---",
            )
        if key == _REPEATED:
            exceptions.append(value)
            continue
        if key in values:
            raise PassageFaultError(number, f"{key} stands twice in the head: leave one out")
        values[key], places[key] = value, number
    missing = [key for key in _REQUIRED if key not in values]
    if missing:
        raise PassageFaultError(0, f"the head lacks {', '.join(missing)}: add a line for each")
    return _build(name, values, places, tuple(exceptions))


def _build(
    name: str, values: dict[str, str], places: dict[str, int], exceptions: tuple[str, ...]
) -> Head:
    key = "follows"
    try:
        follows = _address(values[key])
        key = "province"
        province = _province(values[key])
        key = "tier"
        tier = None if values[key] == NO_TIER else parse_member(Tier, values[key], "tier")
        key = "type"
        issuer = parse_member(IssuerType, values[key], "type of body")
        key = "year"
        year = _year(values[key])
        key = "section"
        sections = tuple(parse_member(SectionKind, word, "section") for word in _words(values[key]))
        key = "phenomena"
        phenomena = frozenset(
            parse_member(DeclaredPhenomenon, word, "phenomenon")
            for word in _words(values.get(key, ""))
        )
    except FieldFaultError as fault:
        raise PassageFaultError(places[key], str(fault)) from None
    if not sections:
        raise PassageFaultError(places["section"], "section is empty: name at least one kind")
    return Head(name, follows, province, tier, issuer, year, sections, phenomena, exceptions)


def _words(value: str) -> list[str]:
    return [word for word in re.split(r"[,\s]+", value) if word]


def _address(value: str) -> str | None:
    if value == FREE:
        return None
    if not _ADDRESS.fullmatch(value):
        raise FieldFaultError(f"{value!r} is no address: write one that starts with http, or free")
    return value


def _province(value: str) -> str:
    if value not in PROVINCES:
        raise FieldFaultError(
            f"{value!r} is no province: choose from {', '.join(sorted(PROVINCES))}"
        )
    return value


def _year(value: str) -> int:
    if not _YEAR.fullmatch(value) or not _FIRST_YEAR <= int(value) <= _LAST_YEAR:
        raise FieldFaultError(
            f"{value[:40]!r} is no year of a report: write four digits, "
            f"{_FIRST_YEAR} to {_LAST_YEAR}"
        )
    return int(value)

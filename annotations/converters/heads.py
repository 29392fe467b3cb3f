"""Heads of passages as JSON objects; the markup says which are valid."""

from __future__ import annotations

import re
from typing import Final

from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.strict_json import Fields, mapping, sequence, string
from gongkai.annotations.markup.blocks import LONGEST_NAME, NAME
from gongkai.annotations.markup.errors import PassageFaultError
from gongkai.annotations.markup.heads import FREE, NO_TIER, parse_head
from gongkai.annotations.passages import Head

#: Names are names of files in some formats: nothing else may be in them.
_LINE_BREAK: Final = re.compile(r"[\r\n]")
_KEYS: Final = frozenset(
    ("name", "follows", "province", "tier", "type", "year", "sections", "phenomena", "grammar")
)


def head_to_fields(head: Head) -> Fields:
    """Return a head as a JSON object.

    Raises
    ------
    ConverterError
        If its name could not be read back.
    """
    return {
        "name": checked_name(head.name, Place("the passage")),
        "follows": head.follows,
        "province": head.province,
        "tier": head.tier.value if head.tier else None,
        "type": head.type.value,
        "year": head.year,
        "sections": [section.value for section in head.sections],
        "phenomena": sorted(each.value for each in head.phenomena),
        "grammar": list(head.grammar_exceptions),
    }


def checked_name(value: object, place: Place) -> str:
    """Return a value that has to be the name of a passage.

    Raises
    ------
    ConverterError
        If it is none.
    """
    name = string(value, "the name of the passage", place)
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise place.fault(
            f"{name[:40]!r} is no name of a passage: use small letters, digits and hyphens, "
            f"{LONGEST_NAME} at most"
        )
    return name


def head_from_fields(value: object, place: Place) -> Head:
    """Read a head.

    Raises
    ------
    ConverterError
        If the markup would not take it.
    """
    fields = mapping(value, "the head", place)
    name = checked_name(fields.get("name"), place)
    place = place.at(name=name)
    unknown = sorted(set(fields) - _KEYS)
    if unknown:
        raise place.fault(f"the head has no field {unknown[0]!r}: leave it out")
    try:
        return parse_head(name, [_line(key, text, place) for key, text in _entries(fields, place)])
    except PassageFaultError as fault:
        raise place.fault(fault.message) from None


def _entries(fields: Fields, place: Place) -> list[tuple[str, str]]:
    sections = sequence(fields.get("sections"), "sections of the head", place)
    phenomena = sequence(fields.get("phenomena", []), "phenomena of the head", place)
    grammar = sequence(fields.get("grammar", []), "grammar of the head", place)
    return [
        ("follows", string(fields.get("follows") or FREE, "follows of the head", place)),
        ("province", string(fields.get("province"), "province of the head", place)),
        ("tier", string(fields.get("tier") or NO_TIER, "tier of the head", place)),
        ("type", string(fields.get("type"), "type of the head", place)),
        ("year", str(fields.get("year"))),
        ("section", ", ".join(string(each, "a section of the head", place) for each in sections)),
        ("phenomena", ", ".join(string(each, "a phenomenon", place) for each in phenomena)),
        *(("grammar", string(each, "grammar of the head", place)) for each in grammar),
    ]


def _line(key: str, text: str, place: Place) -> str:
    if _LINE_BREAK.search(text):
        raise place.fault(f"{key} of the head holds a line break: take it out")
    return f"{key}: {text}"

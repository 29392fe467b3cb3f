"""Claims as rows, one claim a row: what any system can write.

A row names its text (``report``, or one of the other ``NAME_COLUMNS``) and says ``metric``,
``kind``, ``value``, ``quote``, ``start`` and ``end``; all else of a claim may be there too, by
the names of the record. Columns that are not there are not judged. ``id`` numbers a claim within
its text, ``part_of`` names the ``id`` of its whole; without ``id`` a claim's number is its place
among the rows of its text, from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from math import isnan
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from gongkai.evaluate.judged.beside import beside, is_name
from gongkai.evaluate.judged.contexts import with_contexts
from gongkai.evaluate.judged.gold import judged_claim
from gongkai.evaluate.judged.gold_models import GoldClaim
from gongkai.evaluate.judged.reasons import first_reason
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedReport
from gongkai.evaluate.judged.row_files import (
    COMMA_SEPARATED,
    Row,
    RowError,
    column_names,
    read_rows,
)

#: Columns that may name the text of a row; the first that a row has is taken.
NAME_COLUMNS: Final = ("report", "uri", "name", "text", "record_id")
#: Columns without which a row is no claim.
NEEDED: Final = ("metric", "kind", "value", "quote", "start", "end")
_KNOWN: Final = frozenset(GoldClaim.model_fields) | {"id", *NAME_COLUMNS}
_WHOLE: Final = frozenset({"start", "end"})
#: Columns that hold numbers, of claims and of the other tidy tables.
_NUMBERS: Final = _WHOLE | {
    *("value", "value_max", "confidence", "channel_confidence"),
    *("year_value", "year_confidence", "issuer_confidence"),
}
#: What a null in these columns means: that nothing is said.
_NOT_NULL: Final = frozenset({"bound", "scope"})
#: How much of a name, and how many columns, an error shows.
_SHOWN: Final = 60
_MOST_COLUMNS: Final = 12
_WRITTEN: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?", re.ASCII | re.I)
#: More characters than any number has that is one.
_LONGEST_NUMBER: Final = 400


@dataclass(slots=True)
class _Numbered:
    """A claim with what ties it to others."""

    row: int
    number: str
    whole: str | None
    claim: JudgedClaim


def load_claim_rows(path: Path) -> list[JudgedReport]:
    """Load claims from a file of rows, in order of the names of their texts.

    Parameters
    ----------
    path
        Parquet, CSV or JSON lines. Texts that lie beside it under their names are read too.

    Returns
    -------
    list of JudgedReport
        One for each text that a row names. Of a file without rows, which says that nothing was
        found anywhere, one without claims that is named after the file.

    Raises
    ------
    RowError
        If the file or a row of it cannot be used; the sentence names file, row and remedy.
    """
    columns = column_names(path)
    if columns is not None and (reason := lacking(columns)):
        raise RowError(f"{path} {reason}.")
    claims = claims_by_text(path, read_rows(path, sorted(_KNOWN)))
    if not claims:
        return [JudgedReport(path.name, claims=(), from_rows=True)]
    reports = []
    for name in sorted(claims):
        text, page = beside(path, name)
        found = with_contexts(claims[name], text)
        reports.append(
            JudgedReport(
                name,
                claims=found,
                text=text,
                page=page,
                from_rows=True,
            )
        )
    return reports


def lacking(columns: Set[str]) -> str:
    """Say which columns rows of claims would have to have besides these; empty if none."""
    absent = [name for name in NEEDED if name not in columns]
    if not columns & set(NAME_COLUMNS):
        absent.append(f"one of {', '.join(NAME_COLUMNS)} to name the text")
    if not absent:
        return ""
    return (
        f"lacks columns or keys that rows of claims need: add {'; '.join(absent)}; it has "
        f"{_listed(sorted(columns)) or 'none'}"
    )


def _listed(columns: list[str]) -> str:
    shown = [repr(name)[:_SHOWN] for name in columns[:_MOST_COLUMNS]]
    more = len(columns) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def claims_by_text(
    path: Path, rows: Iterable[tuple[int, Row]], names: Mapping[str, str] | None = None
) -> dict[str, tuple[JudgedClaim, ...]]:
    """Return the claims of each text, in order of their rows.

    Parameters
    ----------
    path
        Where the rows are from.
    rows
        The rows with their numbers.
    names
        Names of the texts by what rows name them with, where that is something else.

    Raises
    ------
    RowError
        If a row cannot be used.
    """
    found: dict[str, list[_Numbered]] = {}
    as_text = path.suffix.lower() in COMMA_SEPARATED
    for number, row in rows:
        name = _name(path, number, row)
        if names is not None:
            if name not in names:
                raise RowError(
                    f"{path}, row {number}: there is no report {name[:_SHOWN]} beside it: write "
                    "reports and claims together again."
                )
            name = names[name]
        group = found.setdefault(name, [])
        group.append(_claim(path, number, typed(row) if as_text else row, len(group)))
    return {name: _tied(path, group) for name, group in found.items()}


def _name(path: Path, number: int, row: Row) -> str:
    for column in NAME_COLUMNS:
        name = row.get(column)
        if name is None:
            continue
        if not isinstance(name, str) or not is_name(name):
            raise RowError(
                f"{path}, row {number}: {column} is not the name of a text: write the name that "
                "the annotation has."
            )
        return name
    raise RowError(
        f"{path}, row {number} does not name its text: give a column {' or '.join(NAME_COLUMNS)}."
    )


def typed(row: Row) -> Row:
    """Return a row of CSV with numbers for what has to be one; what is none stays a string."""
    typed = dict(row)
    for column in _NUMBERS & row.keys():
        text = row.get(column)
        if isinstance(text, str):
            typed[column] = _number(text)
    return typed


def _number(text: str) -> float | str:
    text = text.strip()
    if len(text) > _LONGEST_NUMBER or not _WRITTEN.fullmatch(text):
        return text
    try:
        return int(text)
    except ValueError:
        return float(text)


def _claim(path: Path, number: int, row: Row, place: int) -> _Numbered:
    fields = {key: value for key, value in row.items() if key in GoldClaim.model_fields}
    whole = fields.pop("part_of", None)
    for column in _NOT_NULL:
        if fields.get(column, "") is None:
            del fields[column]
    for column, value in fields.items():
        if isinstance(value, float):
            if isnan(value):
                raise RowError(
                    f"{path}, row {number}: {column} is NaN: write a number, or leave it empty."
                )
            if column in _WHOLE and value.is_integer():
                fields[column] = int(value)
    try:
        claim = judged_claim(GoldClaim.model_validate(fields))
    except ValidationError as error:
        raise RowError(
            f"{path}, row {number} is no claim ({first_reason(error)}{_hint(error)}): correct it."
        ) from error
    if "part_of" in row:
        claim = replace(claim, stated=claim.stated | {"part_of"})
    own = row.get("id")
    return _Numbered(
        number,
        str(place) if own is None else _identifier(own, path, number, "id"),
        None if whole is None else _identifier(whole, path, number, "part_of"),
        claim,
    )


def _hint(error: ValidationError) -> str:
    """Say more where the reason does not tell what to do."""
    location = error.errors(include_url=False, include_input=False)[0]["loc"]
    hints = {
        "start": "; offsets count code points from 0",
        "end": "; offsets count code points from 0",
    }
    return hints.get(str(location[0]), "") if location else ""


def _identifier(value: Any, path: Path, number: int, column: str) -> str:  # noqa: ANN401
    """Return a number or a name as a string; 3 and 3.0, which is 3 in a column with gaps."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise RowError(
            f"{path}, row {number}: {column} is neither a whole number nor a string: correct it."
        )
    return str(value)


def _tied(path: Path, group: list[_Numbered]) -> tuple[JudgedClaim, ...]:
    """Return the claims of a text, each with the place of its whole."""
    places: dict[str, int] = {}
    for place, each in enumerate(group):
        if places.setdefault(each.number, place) != place:
            raise RowError(
                f"{path}, row {each.row}: its text has a claim {each.number} already: give all "
                "claims of a text an id of their own, or none."
            )
    return tuple(_with_whole(path, group, places))


def _with_whole(
    path: Path, group: list[_Numbered], places: Mapping[str, int]
) -> Iterator[JudgedClaim]:
    for each in group:
        if each.whole is None:
            yield each.claim
            continue
        if each.whole == each.number:
            raise RowError(
                f"{path}, row {each.row}: the claim is part of itself: give the id of its whole, "
                "or leave part_of empty."
            )
        if each.whole not in places:
            raise RowError(
                f"{path}, row {each.row}: it is part of claim {each.whole}, which its text does "
                "not have: give the id of a claim of the same text, or leave part_of empty."
            )
        yield replace(each.claim, part_of=places[each.whole])

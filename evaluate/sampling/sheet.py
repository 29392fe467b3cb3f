"""The sheet that somebody fills: which columns it has, and what they say of a claim.

The sheet shows neither confidence nor stratum, and its lines are in random order, so that the
checker is not led, and a sheet that was filled from the top down to some line is a sample too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from gongkai.evaluate.sampling.design import DrawnClaim
from gongkai.extract.quantity_wording import number
from gongkai.extract.quote_places import Place
from gongkai.extract.safe_text import on_one_line
from gongkai.extract.writing.comma_separated import guarded
from gongkai.models.record import Claim, Record
from gongkai.models.scheme import Bound, Kind, Scope
from gongkai.models.terms import Term

SHEET: Final = "sheet.csv"
#: How much of a sentence is shown on either side of the quote, in characters.
_CONTEXT: Final = 250
_LONGEST_QUOTE: Final = 200
_LONGEST_NAME: Final = 200


class Column(Term):
    """A column of the sheet."""

    NUMBER = "number", "number", "编号"
    VERDICT = "verdict", "verdict", "判断"
    NOTE = "note", "note", "备注"
    SENTENCE = "sentence", "sentence", "原句"
    METRIC = "metric", "metric", "指标"
    KIND = "kind", "kind", "类型"
    VALUE = "value", "value", "数值"
    UNIT = "unit", "unit", "单位"
    BOUND = "bound", "bound", "界限"
    CHANNEL = "channel", "channel", "渠道"
    SCOPE = "scope", "scope", "统计范围"
    PERIOD = "period", "period", "时期"
    REPORT = "report", "report", "报告"


#: What has to be as it was drawn. A period or the name of a report may look like a date to a
#: spreadsheet, which then writes it in its own way.
COMPARED: Final = (
    Column.SENTENCE,
    Column.METRIC,
    Column.KIND,
    Column.VALUE,
    Column.UNIT,
    Column.BOUND,
    Column.CHANNEL,
    Column.SCOPE,
)


def shown(record: Record, claim: Claim, place: Place | None, language: str) -> dict[str, str]:
    """Return what the sheet says of a claim, by the ids of the columns.

    Parameters
    ----------
    record, claim
        The claim and its record.
    place
        Where the quote stands in the sentence, where it was found.
    language
        ``"en"`` or ``"zh"``.
    """
    source = record.source
    name = source.uri if source.member is None else f"{source.uri}/{source.member}"
    cells = {
        Column.SENTENCE: _marked(claim, place),
        Column.METRIC: claim.metric.label(language),
        Column.KIND: _kind(claim, language),
        Column.VALUE: _value(claim),
        Column.UNIT: claim.unit or "",
        Column.BOUND: "" if claim.bound is Bound.EXACT else claim.bound.label(language),
        Column.CHANNEL: "" if claim.channel is None else claim.channel.label(language),
        Column.SCOPE: "" if claim.scope is Scope.UNKNOWN else claim.scope.label(language),
        Column.PERIOD: claim.period or "",
        Column.REPORT: name,
    }
    longest = {Column.SENTENCE: None}
    return {
        column.value: on_one_line(text).strip()[: longest.get(column, _LONGEST_NAME)]
        for column, text in cells.items()
    }


def sheet_csv(claims: Iterable[DrawnClaim], language: str) -> str:
    """Return the sheet as CSV, without verdicts."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(column.label(language) for column in Column)
    for claim in sorted(claims, key=lambda claim: claim.number):
        writer.writerow(_line(claim))
    return stream.getvalue()


def _line(claim: DrawnClaim) -> Sequence[str | int]:
    return [
        claim.number if column is Column.NUMBER else guarded(claim.shown.get(column.value, ""))
        for column in Column
    ]


def _marked(claim: Claim, place: Place | None) -> str:
    """Return the sentence with the quote marked, cut on both sides if it is long."""
    sentence = claim.sentence
    if place is None:  # the sentence is spelt otherwise than the quote
        cut = "…" if len(sentence) > 2 * _CONTEXT else ""
        return f"{sentence[: 2 * _CONTEXT]}{cut} ‹{claim.quote[:_LONGEST_QUOTE]}›"
    start, end = place
    first, last = max(0, start - _CONTEXT), min(len(sentence), end + _CONTEXT)
    return "".join(
        (
            "…" if first else "",
            sentence[first:start],
            f"‹{sentence[start:end][:_LONGEST_QUOTE]}›",
            sentence[end:last],
            "…" if last < len(sentence) else "",
        )
    )


def _kind(claim: Claim, language: str) -> str:
    details = [term.label(language) for term in (claim.aspect, claim.per) if term is not None]
    name = claim.kind.label(language)
    if not details:
        return name
    return (
        f"{name}（{'、'.join(details)}）" if language == "zh" else f"{name} ({', '.join(details)})"
    )


def _value(claim: Claim) -> str:
    signed = claim.kind is Kind.CHANGE
    written = number(claim.value, signed=signed)
    if claim.value_max is None:
        return written
    return f"{written}–{number(claim.value_max, signed=signed)}"

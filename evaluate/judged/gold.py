"""Reads annotations: one JSON object a report.

Keys that are not named in ``gold_models`` are ignored, so that an annotation may say more than
is judged; one that says nothing else is refused. A part that is left out (``claims``, a table, a
cell, an attribute of a claim, the title) is not judged.
"""

from __future__ import annotations

import json
import os
from codecs import BOM_UTF8
from collections import Counter
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from gongkai.evaluate.judged.beside import beside
from gongkai.evaluate.judged.contexts import context_words, with_contexts
from gongkai.evaluate.judged.gold_models import GoldClaim, GoldReport
from gongkai.evaluate.judged.reasons import first_reason
from gongkai.evaluate.judged.reports import (
    ATTRIBUTES,
    Cells,
    IdentityField,
    JudgedCell,
    JudgedClaim,
    JudgedFact,
    JudgedIdentity,
    JudgedItem,
    JudgedReport,
    JudgedSection,
    NonClaim,
    Traits,
)
from gongkai.extract.errors import GongkaiError
from gongkai.models.scheme import SectionKind

#: The most that the annotation of one report may hold, in bytes.
MOST_BYTES: Final = 64 * 2**20
_OF_ISSUER: Final = {
    "name": IdentityField.ISSUER,
    "tier": IdentityField.TIER,
    "type": IdentityField.TYPE,
}
_CONTEXT_KEYS: Final = frozenset({"subject", "action", "period"})
#: What an annotation may speak of; one that has none of these says nothing.
_JUDGED: Final = (
    *("claims", "cells", "problems", "improvements", "facts", "section_spans"),
    *("title", "year", "period", "published", "issuer"),
)
#: Keys by which the row of a claim is known.
_OF_A_ROW: Final = frozenset({"metric", "quote"})
#: How many keys, and how much of them, an error shows.
_MOST_KEYS: Final = 8
_LONGEST_KEYS: Final = 200


class GoldError(GongkaiError):
    """An annotation that cannot be used."""


def read_gold(path: str | os.PathLike[str]) -> JudgedReport:
    """Read the annotation of one report.

    Parameters
    ----------
    path
        A JSON file. If the report it names lies beside it, its text is read too, and so is a
        page (``.html``) of the same name.

    Raises
    ------
    GoldError
        If the file cannot be read, is no annotation, or says nothing that is judged.
    ReportError
        If the report beside it cannot be read.
    """
    path = Path(path)
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise GoldError(
            f"{path} cannot be opened ({error.strerror}): check that it is readable."
        ) from error
    if len(content) > MOST_BYTES:
        raise GoldError(
            f"{path} is larger than {MOST_BYTES >> 20} MB: an annotation is of one report."
        )
    _check_keys(content, path)
    try:
        report = GoldReport.model_validate_json(content.removeprefix(BOM_UTF8))
    except ValidationError as error:
        reason = first_reason(error)
        raise GoldError(f"{path} is no annotation ({reason}): correct it.") from error
    text, page = beside(path, report.report)
    return judged_gold(report, text, page)


def _check_keys(content: bytes, path: Path) -> None:
    """Refuse what is no object, says nothing that is judged, or says something twice."""
    try:
        fields = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique)
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is not in UTF-8: save the file in UTF-8.") from error
    except _TwiceError as error:
        raise GoldError(f"{path} gives {error} twice in one object: take one out.") from error
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise GoldError(f"{path} is no annotation (Invalid JSON: {reason}): correct it.") from error
    first = fields[0] if isinstance(fields, list) and fields else fields
    is_row = isinstance(first, dict) and first.keys() >= _OF_A_ROW
    if not isinstance(fields, dict) and not is_row:
        raise GoldError(f"{path} is no annotation: write one JSON object for one report.")
    if isinstance(fields, dict) and fields.keys() & set(_JUDGED):
        return
    if is_row:
        raise GoldError(
            f"{path} holds rows of claims, not the annotation of a report: write one claim a "
            "line, and let the name of the file end in .jsonl."
        )
    given = ", ".join(map(repr, list(fields)[:_MOST_KEYS])) or "nothing"
    raise GoldError(
        f"{path} has nothing that is judged: give one of {', '.join(_JUDGED)}; it has "
        f"{given[:_LONGEST_KEYS]}."
    )


class _TwiceError(Exception):
    """A key that an object has twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise _TwiceError(repr(twice)[:_LONGEST_KEYS])
    return fields


def judged_gold(
    report: GoldReport, text: str | None = None, page: str | None = None
) -> JudgedReport:
    """Bring an annotation into the common form.

    Parameters
    ----------
    report
        The annotation.
    text
        The text its offsets point into, where it is known.
    page
        The report as a web page, where there is one.
    """
    claims = None if report.claims is None else tuple(map(judged_claim, report.claims))
    return JudgedReport(
        name=report.report,
        claims=None if claims is None else with_contexts(claims, text),
        cells=_cells(report),
        problems=None
        if report.problems is None
        else tuple(
            JudgedItem(it.span, it.text, it.category, it.year, it.confidence)
            for it in report.problems
        ),
        improvements=None
        if report.improvements is None
        else tuple(
            JudgedItem(it.span, it.text, it.category, it.stage, it.confidence)
            for it in report.improvements
        ),
        facts=None
        if report.facts is None
        else tuple(
            JudgedFact(fact.cells, fact.claims, fact.agreement, fact.confidence)
            for fact in report.facts
        ),
        sections=None
        if report.section_spans is None
        else tuple(JudgedSection(each.kind, each.span) for each in report.section_spans),
        identity=_identity(report),
        traits=_traits(report),
        non_claims=tuple(NonClaim(each.span, each.reason) for each in report.non_claims),
        text=text,
        page=page,
    )


def judged_claim(claim: GoldClaim) -> JudgedClaim:
    """Bring a claim into the common form; its context spans are words that have no place yet.

    They are judged where subject, action and period are all stated: a subject alone is a remark
    for readers.
    """
    is_whole = claim.model_fields_set >= _CONTEXT_KEYS
    return JudgedClaim(
        metric=claim.metric,
        kind=claim.kind,
        value=claim.value,
        quote=claim.quote,
        span=claim.span,
        value_max=claim.value_max,
        unit=claim.unit,
        bound=claim.bound,
        aspect=claim.aspect,
        channel=claim.channel,
        per=claim.per,
        scope=claim.scope,
        part_of=claim.part_of,
        part_kind=claim.part_kind,
        section=claim.section,
        context_words=context_words(claim.subject, claim.action, claim.period) if is_whole else (),
        sentence=claim.sentence,
        confidence=claim.confidence,
        channel_confidence=claim.channel_confidence,
        stated=frozenset(ATTRIBUTES) & claim.model_fields_set,
    )


def _cells(report: GoldReport) -> Cells | None:
    if report.cells is None:
        return None
    return {
        section: {
            key: JudgedCell(cell.state, cell.value, cell.unit, cell.confidence)
            for key, cell in report.cells[section].items()
        }
        for section in SectionKind
        if section in report.cells
    }


def _identity(report: GoldReport) -> JudgedIdentity | None:
    """Return who reports on when, as far as the annotation speaks of it."""
    fields: dict[IdentityField, str | int | None] = {}
    given = report.model_fields_set
    if "title" in given:
        fields[IdentityField.TITLE] = report.title
    if "year" in given:
        fields[IdentityField.YEAR] = report.year
    if "published" in given:
        fields[IdentityField.PUBLISHED] = report.published
    if "period" in given:
        period = report.period
        fields[IdentityField.PERIOD_START] = period.start if period else None
        fields[IdentityField.PERIOD_END] = period.end if period else None
    issuer = report.issuer
    if issuer is not None:
        for key in sorted(issuer.model_fields_set & _OF_ISSUER.keys()):
            fields[_OF_ISSUER[key]] = getattr(issuer, key)
        if issuer.region is not None:
            for key in sorted(issuer.region.model_fields_set):
                fields[IdentityField.of(key)] = getattr(issuer.region, key)
    if not fields:
        return None
    ordered = {name: fields[name] for name in IdentityField if name in fields}
    return JudgedIdentity(ordered, issuer.confidence if issuer else None, report.year_confidence)


def _traits(report: GoldReport) -> Traits:
    issuer = report.issuer
    return Traits(
        phenomena=frozenset(report.phenomena),
        year=report.year,
        tier=issuer.tier if issuer else None,
        type=issuer.type if issuer else None,
    )

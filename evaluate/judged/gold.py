"""Reads annotations: one JSON object a report.

Keys that are not named in ``gold_models`` are ignored, so that an annotation may say more than
is judged. A part that is left out (``claims``, a table, a cell, an attribute of a claim, the
title) is not judged.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from gongkai.evaluate.judged.contexts import context_words, with_contexts
from gongkai.evaluate.judged.gold_models import GoldClaim, GoldReport
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
#: Longer places, which hold keys of the file, and lists of choices are not written out.
_LONGEST_PLACE: Final = 100
_LONGEST_CHOICE: Final = 250
_CONTEXT_KEYS: Final = frozenset({"subject", "action", "period"})
_PAGE_ENDINGS: Final = (".html", ".htm")


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
        If the file cannot be read, or is no annotation.
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
    try:
        report = GoldReport.model_validate_json(content)
    except ValidationError as error:
        reason = first_reason(error)
        raise GoldError(f"{path} is no annotation ({reason}): correct it.") from error
    text, page = beside(path, report.report)
    return judged_gold(report, text, page)


def first_reason(error: ValidationError) -> str:
    """Say in one phrase what is wrong first, and where."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])[:_LONGEST_PLACE]
    reason = first["msg"]
    if first["type"] == "enum" and len(reason) > _LONGEST_CHOICE:
        reason = f"{first['input']!r:.40} is no id of the claim scheme"
    return f"{place}: {reason}" if place else reason


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


def beside(path: Path, name: str) -> tuple[str | None, str | None]:
    """Return text and page of a report that lies beside its annotation, as far as they do.

    Raises
    ------
    GoldError
        If a report that is there cannot be read.
    """
    report = path.parent / Path(name).name  # never outside the folder, whatever the name says
    if report == path:
        return None, None
    text = _text(report)
    pages = [report.with_suffix(ending) for ending in _PAGE_ENDINGS] if report.suffix else []
    page = next((file for file in pages if file.is_file()), None)
    return text, None if page is None else _markup(page)


def _text(report: Path) -> str | None:
    from gongkai.extract.errors import ReadError  # noqa: PLC0415
    from gongkai.extract.reading import read  # noqa: PLC0415 - slow to load

    if not report.is_file():
        return None
    try:
        return read(report).text
    except ReadError as error:
        raise GoldError(f"{report}: {error}") from error


def _markup(page: Path) -> str | None:
    from gongkai.extract.errors import ReadError  # noqa: PLC0415
    from gongkai.extract.reading.decoding import decode  # noqa: PLC0415 - slow to load

    try:
        with page.open("rb") as stream:
            return decode(stream.read(MOST_BYTES)).text
    except (OSError, ReadError) as error:
        raise GoldError(f"{page} cannot be read ({error}): correct it or take it away.") from error

"""Records as reports to be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from gongkai.evaluate.judged.contexts import context_words, with_contexts
from gongkai.evaluate.judged.reports import (
    IdentityField,
    JudgedCell,
    JudgedClaim,
    JudgedFact,
    JudgedIdentity,
    JudgedItem,
    JudgedReport,
    JudgedSection,
    Traits,
)
from gongkai.models.document import Span
from gongkai.models.record import Claim, Fact, Improvement, Problem, Record
from gongkai.models.scheme import ProblemYear, Stage

#: To how many digits records are written.
_DIGITS: Final = 4


def judged_record(record: Record, text: str | None = None) -> JudgedReport:
    """Take from a record what is judged.

    Parameters
    ----------
    record
        A record, extracted or corrected by hand.
    text
        The text its offsets point into. With it, context spans (which a record gives as words)
        are found wherever they stand; without it, where the sentence of the claim tells.
    """
    source = record.source
    sources = {f"claim:{claim.id}": place for place, claim in enumerate(record.claims)}
    return JudgedReport(
        name=source.uri if source.member is None else f"{source.uri}/{source.member}",
        claims=with_contexts(judged_claims(record.claims), text),
        cells={
            section: {
                key: JudgedCell(cell.state, cell.value, cell.unit, _as_written(cell.confidence))
                for key, cell in table.cells.items()
            }
            for section, table in record.tables.by_section().items()
        },
        problems=tuple(judged_item(problem, problem.year) for problem in record.problems),
        improvements=tuple(judged_item(measure, measure.stage) for measure in record.improvements),
        facts=tuple(_fact(fact, sources) for fact in record.facts),
        sections=tuple(
            JudgedSection(section.kind, Span(section.start, section.end))
            for section in record.sections
        ),
        identity=_identity(record),
        traits=Traits(year=record.year.value, tier=record.issuer.tier, type=record.issuer.type),
        text=text,
        text_sha256=record.text_sha256,
        model=record.extractor.model,
    )


def as_judged(report: JudgedReport | Record) -> JudgedReport:
    """Return the common form of a report, whichever form it has."""
    return report if isinstance(report, JudgedReport) else judged_record(report)


def judged_claims(claims: Sequence[Claim]) -> list[JudgedClaim]:
    """Bring claims of a record into the common form, without places for their context spans."""
    places = {claim.id: place for place, claim in enumerate(claims)}
    return [_claim(claim, places) for claim in claims]


def _claim(claim: Claim, places: Mapping[int, int]) -> JudgedClaim:
    return JudgedClaim(
        metric=claim.metric,
        kind=claim.kind,
        value=claim.value,
        quote=claim.quote,
        span=Span(claim.start, claim.end),
        value_max=claim.value_max,
        unit=claim.unit,
        bound=claim.bound,
        aspect=claim.aspect,
        channel=claim.channel,
        per=claim.per,
        scope=claim.scope,
        part_of=None if claim.part_of is None else places.get(claim.part_of),
        part_kind=claim.part_kind,
        section=claim.section,
        context_words=context_words(claim.subject, claim.action, claim.period),
        sentence=claim.sentence,
        confidence=_as_written(claim.confidence),
        channel_confidence=_as_written(claim.channel_confidence),
    )


def _as_written(confidence: float | None) -> float | None:
    """Return a confidence with the digits that a file of records has.

    So that a report is judged alike whether it was extracted just now or read from a file.
    """
    return None if confidence is None else round(confidence, _DIGITS)


def judged_item(item: Problem | Improvement, detail: ProblemYear | Stage) -> JudgedItem:
    """Bring a problem with its year, or an improvement with its stage, into the common form."""
    span = Span(item.start, item.end)
    return JudgedItem(span, item.text, item.category, detail, _as_written(item.confidence))


def _fact(fact: Fact, claims: Mapping[str, int]) -> JudgedFact:
    """Bring a fact into the common form; claims that were taken out by hand are no sources."""
    return JudgedFact(
        cells=frozenset(
            source.removeprefix("cell:") for source in fact.sources if source.startswith("cell:")
        ),
        claims=frozenset(claims[source] for source in fact.sources if source in claims),
        agreement=fact.agreement,
        confidence=_as_written(fact.confidence),
    )


def _identity(record: Record) -> JudgedIdentity:
    issuer, period, published = record.issuer, record.period, record.published
    return JudgedIdentity(
        fields={
            IdentityField.TITLE: record.title,
            IdentityField.YEAR: record.year.value,
            IdentityField.PUBLISHED: None if published is None else published.isoformat(),
            IdentityField.PERIOD_START: None if period is None else period.start.isoformat(),
            IdentityField.PERIOD_END: None if period is None else period.end.isoformat(),
            IdentityField.ISSUER: issuer.name,
            IdentityField.TIER: issuer.tier,
            IdentityField.TYPE: issuer.type,
            IdentityField.PROVINCE: issuer.region.province,
            IdentityField.CITY: issuer.region.city,
            IdentityField.COUNTY: issuer.region.county,
            IdentityField.CODE: issuer.region.code,
        },
        issuer_confidence=_as_written(issuer.confidence),
        year_confidence=_as_written(record.year.confidence),
    )

"""Records as reports to be judged."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.evaluate.judged.reports import (
    IdentityField,
    JudgedCell,
    JudgedClaim,
    JudgedFact,
    JudgedIdentity,
    JudgedItem,
    JudgedReport,
    JudgedSection,
)
from gongkai.models.document import Span
from gongkai.models.record import Claim, Fact, Improvement, Problem, Record
from gongkai.models.scheme import ProblemYear, Stage


def judged_record(record: Record, text: str | None = None) -> JudgedReport:
    """Take from a record what is judged.

    Parameters
    ----------
    record
        A record, extracted or corrected by hand.
    text
        The text its offsets point into; only needed to print errors in their sentences.
    """
    source = record.source
    places = {claim.id: place for place, claim in enumerate(record.claims)}
    return JudgedReport(
        name=source.uri if source.member is None else f"{source.uri}/{source.member}",
        claims=tuple(_claim(claim, places) for claim in record.claims),
        cells={
            section: {
                key: JudgedCell(cell.state, cell.value, cell.unit, cell.confidence)
                for key, cell in table.cells.items()
            }
            for section, table in record.tables.by_section().items()
        },
        problems=tuple(_item(problem, problem.year) for problem in record.problems),
        improvements=tuple(_item(measure, measure.stage) for measure in record.improvements),
        facts=tuple(_fact(fact, places) for fact in record.facts),
        sections=tuple(
            JudgedSection(section.kind, Span(section.start, section.end))
            for section in record.sections
        ),
        identity=_identity(record),
        text=text,
        text_sha256=record.text_sha256,
        model=record.extractor.model,
    )


def as_judged(report: JudgedReport | Record) -> JudgedReport:
    """Return the common form of a report, whichever form it has."""
    return report if isinstance(report, JudgedReport) else judged_record(report)


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
        sentence=claim.sentence,
        confidence=claim.confidence,
        channel_confidence=claim.channel_confidence,
    )


def _item(item: Problem | Improvement, detail: ProblemYear | Stage) -> JudgedItem:
    span = Span(item.start, item.end)
    return JudgedItem(span, item.text, item.category, detail, item.confidence)


def _fact(fact: Fact, places: Mapping[int, int]) -> JudgedFact:
    sources = [source.partition(":") for source in fact.sources]
    return JudgedFact(
        cells=frozenset(name for sort, _, name in sources if sort == "cell"),
        claims=frozenset(places[int(name)] for sort, _, name in sources if sort == "claim"),
        agreement=fact.agreement,
        confidence=fact.confidence,
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
        issuer_confidence=issuer.confidence,
        year_confidence=record.year.confidence,
    )

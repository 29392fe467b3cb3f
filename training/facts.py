"""Facts, judged on held-out whole reports: whether the right statements were put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from spacy.language import Language

from gongkai.annotations.whole_reports import ReportSource, compose_report, gold_of
from gongkai.extract.identity import identify
from gongkai.extract.joining import join_facts
from gongkai.extract.sections import find_sections
from gongkai.extract.tables import read_tables
from gongkai.extract.texts import document_of, narrative_of_report
from gongkai.models.record import Claim, Fact, Tables
from gongkai.models.trained.calibration import FACT_EVIDENCE, fact_evidence
from gongkai.models.trained.model import TrainedModel
from gongkai.training.confidence import Judged

_CLAIM: Final = "claim:"


def judged_facts(pipeline: Language, reports: Sequence[ReportSource]) -> Judged:
    """Judge the facts of held-out whole reports.

    A fact is right when its statements are those of a fact of the gold, all its claims are right
    and its agreement is; cells that state nothing (zeros, blanks) make no difference.

    Parameters
    ----------
    pipeline
        A pipeline whose claims are calibrated already, on other texts than these reports.
    reports
        Annotated whole reports that nothing was learned from.
    """
    model = TrainedModel(pipeline)
    texts: list[str] = []
    evidence: list[tuple[float, ...]] = []
    right: list[bool] = []
    for source in reports:
        report = compose_report(source)
        name = source.head.head.name
        gold = gold_of(report, name)
        document = document_of(report.passage.text, name)
        sections = find_sections(document)
        identity = identify(document, sections)
        tables = read_tables(document, sections.sections, year=identity.year.value).tables
        claims = model.find_claims(document.text, narrative_of_report(document))
        facts = join_facts(tables, claims, identity.years_covered)
        known = {
            (frozenset(_stated(each["sources"], tables)), each["agreement"])
            for each in gold["facts"]
        }
        places = _places(claims, gold["claims"])
        by_id = {claim.id: claim for claim in claims}
        for fact in facts:
            if any(by_id[number].confidence is None for number in _claims_of(fact)):
                continue
            texts.append(name)
            evidence.append(fact_evidence(fact, by_id, tables))
            right.append(_is_right(fact, places, tables, known))
    return Judged(texts, evidence, right, FACT_EVIDENCE)


def _claims_of(fact: Fact) -> list[int]:
    return [int(each.removeprefix(_CLAIM)) for each in fact.sources if each.startswith(_CLAIM)]


def _places(claims: Sequence[Claim], gold: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Return the place in the gold of every claim that is right."""
    places: dict[int, int] = {}
    used: set[int] = set()
    for claim in claims:
        for place, each in enumerate(gold):
            if (
                place not in used
                and each["start"] < claim.end
                and claim.start < each["end"]
                and each["metric"] == claim.metric.value
                and each["kind"] == claim.kind.value
                and float(each["value"]) == float(claim.value)
            ):
                places[claim.id] = place
                used.add(place)
                break
    return places


def _is_right(
    fact: Fact,
    places: Mapping[int, int],
    tables: Tables,
    known: set[tuple[frozenset[str], str]],
) -> bool:
    numbers = _claims_of(fact)
    if any(number not in places for number in numbers):
        return False
    cells = [each for each in fact.sources if not each.startswith(_CLAIM)]
    sources = [*cells, *(f"{_CLAIM}{places[number]}" for number in numbers)]
    return (frozenset(_stated(sources, tables)), fact.agreement.value) in known


def _stated(sources: Sequence[str], tables: Tables) -> list[str]:
    """Return the sources without cells that state nothing, unless there is nothing else."""
    by_section = {kind.value: table.cells for kind, table in tables.by_section().items()}

    def says(source: str) -> bool:
        sort, _, name = source.partition(":")
        section, _, key = name.partition(".")
        cell = by_section.get(section, {}).get(key) if sort == "cell" else None
        return sort != "cell" or (cell is not None and bool(cell.value))

    said = [each for each in sources if says(each)]
    return said or list(sources)

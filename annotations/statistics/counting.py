"""Counts over a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.annotations.corpus_files import Corpus
from gongkai.annotations.passages import Located, Reason
from gongkai.annotations.phenomena import Phenomenon, phenomena_of
from gongkai.models.metrics import Metric
from gongkai.models.scheme import (
    Bound,
    Category,
    Channel,
    IssuerType,
    Kind,
    SectionKind,
    Tier,
)
from gongkai.models.terms import Term


class Era(Term):
    """The years between two changes of the form of the reports."""

    FIRST = "2008-2013", "2008 to 2013", "2008—2013年"
    SECOND = "2014-2018", "2014 to 2018", "2014—2018年"
    THIRD = "2019-2020", "2019 and 2020", "2019—2020年"
    FOURTH = "2021-", "2021 and later", "2021年以后"

    @classmethod
    def of_year(cls, year: int) -> Era:
        """Return the era that a year falls into."""
        for last, era in ((2013, cls.FIRST), (2018, cls.SECOND), (2020, cls.THIRD)):
            if year <= last:
                return era
        return cls.FOURTH


@dataclass(slots=True)
class CorpusStatistics:
    """Counts over the passages and whole reports of a corpus.

    Attributes
    ----------
    passages, reports, claims, non_claims, problems, improvements, characters
        Totals; characters of the texts, those of tables apart.
    free
        Passages written without following a real page.
    reports_without_claims
        Reports in which nothing is claimed.
    section_six
        Passages from section six alone or among others.
    section_five_with_items
        Passages from section five that hold problems or improvements.
    by_metric, by_kind, by_bound, by_channel
        Claims.
    by_reason
        Non-claims.
    by_category
        Problems and improvements.
    by_phenomenon, by_era, by_tier, by_type, by_province
        Texts (passages and reports).
    by_split, by_author
        Passages.
    claims_by_split
        Claims of passages and reports.
    reports_by_split
        Reports.
    """

    passages: int = 0
    reports: int = 0
    claims: int = 0
    non_claims: int = 0
    problems: int = 0
    improvements: int = 0
    characters: int = 0
    free: int = 0
    reports_without_claims: int = 0
    section_six: int = 0
    section_five_with_items: int = 0
    by_metric: Counter[Metric] = field(default_factory=Counter)
    by_kind: Counter[Kind] = field(default_factory=Counter)
    by_bound: Counter[Bound] = field(default_factory=Counter)
    by_channel: Counter[Channel | None] = field(default_factory=Counter)
    by_reason: Counter[Reason] = field(default_factory=Counter)
    by_category: Counter[Category] = field(default_factory=Counter)
    by_phenomenon: Counter[Phenomenon] = field(default_factory=Counter)
    by_era: Counter[Era] = field(default_factory=Counter)
    by_tier: Counter[Tier | None] = field(default_factory=Counter)
    by_type: Counter[IssuerType] = field(default_factory=Counter)
    by_province: Counter[str] = field(default_factory=Counter)
    by_split: Counter[str] = field(default_factory=Counter)
    by_author: Counter[str] = field(default_factory=Counter)
    claims_by_split: Counter[str] = field(default_factory=Counter)
    reports_by_split: Counter[str] = field(default_factory=Counter)


def count(corpus: Corpus) -> CorpusStatistics:
    """Count what a corpus holds."""
    result = CorpusStatistics()
    _count_passages(result, corpus.passages)
    for report in corpus.reports:
        result.reports += 1
        result.reports_by_split[report.located.split] += 1
        result.reports_without_claims += not report.located.passage.claims
    for located in corpus.located:
        _count_text(result, located)
    return result


def _count_passages(result: CorpusStatistics, passages: Sequence[Located]) -> None:
    for located in passages:
        passage = located.passage
        sections = passage.head.sections
        items = len(passage.problems) + len(passage.improvements)
        result.passages += 1
        result.free += passage.head.follows is None
        result.by_split[located.split] += 1
        result.by_author[located.author] += 1
        result.section_six += SectionKind.OTHER_MATTERS in sections
        result.section_five_with_items += SectionKind.PROBLEMS in sections and items > 0


def _count_text(result: CorpusStatistics, located: Located) -> None:
    passage = located.passage
    head = passage.head
    result.characters += len(passage.text)
    result.claims += len(passage.claims)
    result.non_claims += len(passage.non_claims)
    result.problems += len(passage.problems)
    result.improvements += len(passage.improvements)
    result.claims_by_split[located.split] += len(passage.claims)
    result.by_metric.update(claim.metric for claim in passage.claims)
    result.by_kind.update(claim.kind for claim in passage.claims)
    result.by_bound.update(claim.bound for claim in passage.claims)
    result.by_channel.update(claim.channel for claim in passage.claims)
    result.by_reason.update(mark.reason for mark in passage.non_claims)
    result.by_category.update(problem.category for problem in passage.problems)
    result.by_category.update(improvement.category for improvement in passage.improvements)
    result.by_phenomenon.update(phenomena_of(passage))
    result.by_era[Era.of_year(head.year)] += 1
    result.by_tier[head.tier] += 1
    result.by_type[head.type] += 1
    result.by_province[head.province] += 1

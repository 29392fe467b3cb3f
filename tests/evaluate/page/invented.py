"""Invented annotations and what two systems say of them, and what stands on their page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from gongkai.annotations.passages import Reason
from gongkai.evaluate.judged.reports import (
    IdentityField,
    JudgedClaim,
    JudgedFact,
    JudgedIdentity,
    JudgedReport,
    NonClaim,
)
from gongkai.evaluate.page.content import (
    FigureTable,
    PageContent,
    Section,
)
from gongkai.evaluate.page.error_entries import ErrorEntry, ErrorField
from gongkai.models.scheme import Agreement, Bound, Category, Channel, Metric, SectionKind
from tests.evaluate.builders import NAME, TEXT, cell, claim, item

BlockT = TypeVar("BlockT")
OTHER = "云湖.txt"
TABLE = SectionKind.REVIEW_LITIGATION
CELLS = ("review.upheld", "review.other", "review.pending", "review.total")

INFO = claim("316条", 316, channel=Channel.WEBSITE)
NEWS = claim("130条", 130)
TRAINED = claim("20人次", 20, Metric.TRAINING_PARTICIPANTS, bound=Bound.APPROXIMATE)
SESSIONS = claim("两次", 2, Metric.TRAINING_SESSIONS)
YEAR = claim("全年", 1, Metric.OTHER_COUNT)


def text(name: str, *claims: JudgedClaim, **fields: object) -> JudgedReport:
    given = JudgedReport(name, claims=claims, text=TEXT)
    return replace(given, **fields)  # type: ignore[arg-type]


def gold() -> list[JudgedReport]:
    cells = {TABLE: dict(zip(CELLS, (cell(it) for it in (3, "blank", 4, 7)), strict=True))}
    return [
        text(
            NAME,
            *(INFO, NEWS, TRAINED, SESSIONS),
            cells=cells,
            problems=(item(0, 10), item(20, 30)),
            improvements=(),
            identity=JudgedIdentity({IdentityField.YEAR: 2015, IdentityField.ISSUER: "云河县"}),
            facts=(JudgedFact(frozenset(), frozenset({0, 1}), Agreement.CONFLICT),),
            non_claims=(NonClaim(YEAR.span, Reason.TIME),),
        ),
        text(OTHER, INFO, SESSIONS),
    ]


def careful() -> list[JudgedReport]:
    """Return predictions with an error of every sort."""
    cells = {TABLE: dict(zip(CELLS, (cell(it) for it in (3, 5, 8, "unreadable")), strict=True))}
    read = replace(INFO, channel=Channel.WECHAT, confidence=0.9)
    misread = replace(NEWS, metric=Metric.DOCUMENTS_PUBLISHED, confidence=0.4)
    return [
        text(
            NAME,
            *(read, misread, replace(YEAR, confidence=0.2), replace(TRAINED, confidence=0.8)),
            cells=cells,
            problems=(item(0, 10, Category.TIMELINESS), item(32, 40)),
            improvements=(),
            identity=JudgedIdentity({IdentityField.YEAR: 2016, IdentityField.ISSUER: None}),
            facts=(JudgedFact(frozenset(), frozenset({0, 3}), Agreement.AGREE),),
        ),
        text(OTHER, replace(INFO, confidence=0.7)),
    ]


def hasty() -> list[JudgedReport]:
    """Return predictions of claims alone, without confidences."""
    return [text(NAME, INFO), text(OTHER)]


def section(page: PageContent, name: str) -> Section:
    (found,) = (each for each in page.sections if each.id == name)
    return found


def blocks(found: Section, sort: type[BlockT]) -> list[BlockT]:
    return [block for block in found.blocks if isinstance(block, sort)]


def titled(found: Section, title: str) -> FigureTable:
    (table,) = (each for each in blocks(found, FigureTable) if each.title == title)
    return table


def errors(page: PageContent, part: str, system: str = "careful") -> list[ErrorEntry]:
    found = [each for each in page.errors or () if (each.part.id, each.system) == (part, system)]
    return sorted(found, key=lambda each: (each.report, each.position))


def kinds(entries: Iterable[ErrorEntry]) -> Counter[str]:
    return Counter(kind.id for each in entries for kind in each.kinds)


def differing(fields: Sequence[ErrorField]) -> list[str]:
    return [each.label for each in fields if each.differs]

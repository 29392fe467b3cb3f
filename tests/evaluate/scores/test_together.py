"""All parts at once: what both sides speak of is scored, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate.judged.reports import (
    IdentityField,
    JudgedCell,
    JudgedClaim,
    JudgedContext,
    JudgedFact,
    JudgedIdentity,
    JudgedQuantity,
    JudgedReport,
    JudgedSection,
)
from gongkai.evaluate.judgements import Judged
from gongkai.evaluate.scores.together import score_reports
from gongkai.models.document import Span
from gongkai.models.scheme import Agreement, CellState, SectionKind
from tests.evaluate.builders import claim, item, report

CLAIM = claim(
    "316条",
    316,
    contexts=(JudgedContext(ContextKind.SUBJECT, Span(7, 9)),),
    confidence=0.9,
    channel_confidence=0.8,
)
PART = claim("130条", 130, part_of=0)
KEY = "review.total"


def everything(name: str = "a.txt") -> JudgedReport:
    return report(
        CLAIM,
        PART,
        name=name,
        cells={SectionKind.REVIEW_LITIGATION: {KEY: JudgedCell(CellState.VALUE, 3, None, 0.7)}},
        problems=(replace(item(0, 9), confidence=0.6),),
        improvements=(item(20, 29),),
        facts=(JudgedFact(frozenset({KEY}), frozenset({0}), Agreement.AGREE, 0.5),),
        sections=(JudgedSection(SectionKind.OVERVIEW, Span(0, 40)),),
        identity=JudgedIdentity({IdentityField.YEAR: 2021}, year_confidence=0.4),
    )


def test_the_gold_itself_is_right_in_every_part() -> None:
    scores = score_reports([everything()], [everything()])
    figures = {name: measure.value for name, measure in scores.measures().items()}
    assert {name for name, figure in figures.items() if figure not in (1.0, None)} == set()
    assert {
        "claims.right",
        "claims.right.macro",
        "claims.right.without_other_count",
        "claims.wholly_right",
        "claims.wholly_right.macro",
        "claims.wholly_right.without_other_count",
        "spans.anchors.strict",
        "spans.contexts.type",
        "relations.counts",
        "relations.part_of",
        "quantities.found",
        "quantities.value",
        "cells.nonzero",
        "cells.all",
        "problems.right",
        "improvements.right",
        "facts.joined",
        "facts.links",
        "identity.year",
        "sections",
        "sections.kinds",
        "sections.characters",
    } <= {name for name, figure in figures.items() if figure == 1.0}
    # Nothing is blank, no table is missing, no fact is in conflict: these have no figure.
    assert figures["cells.blank"] is None
    assert figures["cells.missing_tables"] is None
    assert figures["facts.conflict"] is None


def test_every_prediction_with_a_confidence_is_judged() -> None:
    judgements = score_reports([everything()], [everything()]).judgements()
    assert {name: [each.confidence for each in found] for name, found in judgements.items()} == {
        Judged.CLAIM: [0.9],
        Judged.CHANNEL: [0.8],
        Judged.CELL: [0.7],
        Judged.FACT: [0.5],
        Judged.PROBLEM: [0.6],
        Judged.IMPROVEMENT: [],
        Judged.ISSUER: [],
        Judged.YEAR: [0.4],
    }
    assert all(each.right for found in judgements.values() for each in found)


def test_what_the_annotation_does_not_speak_of_is_no_part() -> None:
    scores = score_reports([JudgedReport("a.txt", claims=(CLAIM,), cells={})], [everything()])
    assert scores.claims is not None
    for part in ("cells", "problems", "improvements", "facts", "identity", "sections"):
        assert getattr(scores, part) is None
    assert scores.judgements()[Judged.CELL] == []


def test_what_a_system_does_not_attempt_is_no_part() -> None:
    tables_only = JudgedReport("a.txt", cells=everything().cells)
    scores = score_reports([everything()], [tables_only])
    assert scores.cells is not None
    assert (scores.claims, scores.spans, scores.relations, scores.quantities) == (None,) * 4
    numbers_only = JudgedReport("a.txt", quantities=(JudgedQuantity(CLAIM.span, 316),))
    scores = score_reports([everything()], [numbers_only])
    assert scores.claims is None
    assert scores.quantities is not None
    assert scores.quantities.value_recall.total.right == 1


def test_a_text_of_which_one_side_alone_speaks_is_left_out_of_that_part() -> None:
    gold = [everything("a.txt"), everything("b.txt")]
    silent = JudgedReport("b.txt")
    for scores in (
        score_reports(gold, [everything("a.txt"), silent]),
        score_reports([everything("a.txt"), silent], gold),
    ):
        for name, measure in scores.measures().items():
            assert set(measure.by_text) == {"a.txt"}, name
            assert measure.value in (1.0, None), name
        assert scores.reports == ("a.txt", "b.txt")


def test_a_text_without_prediction_does_not_decide_what_a_system_attempts() -> None:
    gold = [everything("a.txt"), everything("b.txt")]
    tables_only = JudgedReport("a.txt", cells=everything().cells)
    scores = score_reports(gold, [tables_only], allow_missing=True)
    assert scores.missing == ("b.txt",)
    assert scores.claims is None
    assert scores.problems is None
    assert scores.cells is not None
    assert scores.cells.total.share == 1 / 2


def test_without_any_prediction_all_that_is_annotated_was_missed() -> None:
    scores = score_reports([everything()], [], allow_missing=True)
    for name in ("claims.right", "cells.all", "problems.right", "identity.year", "sections"):
        assert scores.measures()[name].value == 0.0


def test_nothing_at_all_has_no_parts() -> None:
    assert score_reports([], []).measures() == {}


def changed(claims: tuple[JudgedClaim, ...]) -> JudgedReport:
    return replace(everything("b.txt"), claims=claims)


def test_the_order_of_texts_and_claims_changes_no_figure() -> None:
    gold = [everything("a.txt"), everything("b.txt")]
    predicted = [replace(CLAIM, value=5), replace(PART, part_of=0), CLAIM]
    moved = [replace(PART, part_of=2), CLAIM, replace(CLAIM, value=5)]
    one = score_reports(gold, [everything("a.txt"), replace(changed(tuple(predicted)), facts=())])
    other = score_reports(
        gold[::-1], [replace(changed(tuple(moved)), facts=()), everything("a.txt")]
    )
    assert one.measures() == other.measures()
    assert one.judgements() == other.judgements()

"""Everything that is measured, together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.evaluate.judged.pairing import pair_reports
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.scores.cells import CellScores, score_cell_pairs
from gongkai.evaluate.scores.claims import ClaimScores, score_claim_pairs
from gongkai.evaluate.scores.items import ItemScores, score_improvement_pairs, score_problem_pairs
from gongkai.models.record import Record


@dataclass(frozen=True, slots=True)
class Scores:
    """How well reports were read.

    Attributes
    ----------
    reports
        Names of the annotated reports, in order.
    missing
        Those of them without a prediction, counted as if nothing had been found.
    unjudged
        How many predictions no annotation speaks of.
    models
        What made the predictions.
    """

    reports: tuple[str, ...]
    missing: tuple[str, ...]
    unjudged: int
    models: tuple[str, ...]
    claims: ClaimScores
    cells: CellScores
    problems: ItemScores
    improvements: ItemScores


def score_reports(
    gold: Sequence[JudgedReport | Record],
    predicted: Sequence[JudgedReport | Record],
    *,
    allow_missing: bool = False,
) -> Scores:
    """Score claims, cells, problems and improvements of reports against their annotations.

    Parameters
    ----------
    gold
        The annotated reports.
    predicted
        The extracted reports, in any order; those without annotation are not judged.
    allow_missing
        Take an annotated report without a prediction as one in which nothing was found.

    Raises
    ------
    PairingError
        If the two sides do not belong together; see ``pair_reports``.
    """
    pairing = pair_reports(gold, predicted, allow_missing=allow_missing)
    pairs = pairing.pairs
    return Scores(
        reports=tuple(pair.name for pair in pairs),
        missing=pairing.missing,
        unjudged=pairing.unjudged,
        models=tuple(sorted({pair.predicted.model for pair in pairs if pair.predicted.model})),
        claims=score_claim_pairs(pairs),
        cells=score_cell_pairs(pairs),
        problems=score_problem_pairs(pairs),
        improvements=score_improvement_pairs(pairs),
    )

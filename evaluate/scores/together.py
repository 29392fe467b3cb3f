"""Everything that is measured, together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.evaluate.judged.misplaced import Quotes
from gongkai.evaluate.judged.pairing import Pairing, pair_reports
from gongkai.evaluate.judged.reports import IdentityField, JudgedReport
from gongkai.evaluate.judgements import Judged, Judgement
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.scores.cells import CellClass, CellScores, score_cell_pairs
from gongkai.evaluate.scores.claims import ClaimScores, score_matched_claims
from gongkai.evaluate.scores.facts import FactScores, score_facts
from gongkai.evaluate.scores.identity import IdentityScores, score_identity
from gongkai.evaluate.scores.items import ItemScores, score_improvement_pairs, score_problem_pairs
from gongkai.evaluate.scores.matching import ClaimMatching
from gongkai.evaluate.scores.quantities import QuantityScores, score_quantities
from gongkai.evaluate.scores.relations import RelationScores, score_relations
from gongkai.evaluate.scores.sections import SectionScores, score_sections
from gongkai.evaluate.scores.spans import SpanScores, score_spans
from gongkai.models.record import Record


@dataclass(frozen=True, slots=True)
class Scores:
    """How well reports were read.

    A part is ``None`` where one of the two sides nowhere speaks of it: it was not annotated, or
    the system does not attempt it. A text of which one side alone speaks of a part is left out of
    that part; one without any prediction is one in which nothing was found.

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
    quotes
        How many predicted quotes do not stand where they say.
    """

    reports: tuple[str, ...]
    missing: tuple[str, ...]
    unjudged: int
    models: tuple[str, ...]
    claims: ClaimScores | None
    spans: SpanScores | None
    relations: RelationScores | None
    quantities: QuantityScores | None
    cells: CellScores | None
    problems: ItemScores | None
    improvements: ItemScores | None
    facts: FactScores | None
    identity: IdentityScores | None
    sections: SectionScores | None
    quotes: Quotes = field(default=Quotes())

    def measures(self) -> dict[str, Measure]:
        """Return the headline figures of all parts by their names."""
        parts = (
            self.claims,
            self.spans,
            self.relations,
            self.quantities,
            self.cells,
            self.problems,
            self.improvements,
            self.facts,
            self.identity,
            self.sections,
        )
        measures = (each for part in parts if part is not None for each in part.measures)
        return {measure.name: measure for measure in measures}

    def judgements(self) -> dict[Judged, list[Judgement]]:
        """Return every prediction that has a confidence and is judged.

        Each list is in the order of the texts; what no confidence was given for has an empty
        one.
        """
        judged: dict[Judged, tuple[Judgement, ...]] = {}
        if self.claims is not None:
            judged[Judged.CLAIM] = self.claims.judgements
            judged[Judged.CHANNEL] = self.claims.channel_judgements
        if self.identity is not None:
            judged[Judged.ISSUER] = self.identity.issuer_judgements
            judged[Judged.YEAR] = self.identity.year_judgements
        for name, part in (
            (Judged.CELL, self.cells),
            (Judged.FACT, self.facts),
            (Judged.PROBLEM, self.problems),
            (Judged.IMPROVEMENT, self.improvements),
        ):
            if part is not None:
                judged[name] = part.judgements
        # Sorted, because it must not matter in which order a side lists things.
        return {
            name: sorted(judged.get(name, ()), key=lambda it: (it.text, it.confidence, it.right))
            for name in Judged
        }

    def judged_counts(self) -> dict[Judged, int]:
        """Return how many predictions of each sort were judged, with a confidence or without."""
        counts = dict.fromkeys(Judged, 0)
        if self.claims is not None:
            counts[Judged.CLAIM] = self.claims.right.total.predicted
            channel = self.claims.attributes.get("channel")
            counts[Judged.CHANNEL] = 0 if channel is None else channel.all.judged
        if self.identity is not None:
            for name, field in (
                (Judged.ISSUER, IdentityField.ISSUER),
                (Judged.YEAR, IdentityField.YEAR),
            ):
                score = self.identity.by_field.get(field)
                counts[name] = 0 if score is None else score.all.total.predicted
        if self.cells is not None:
            counts[Judged.CELL] = sum(
                measure.total.predicted
                for cell, measure in self.cells.classes.items()
                if cell is not CellClass.MISSING
            )
        if self.facts is not None:
            counts[Judged.FACT] = self.facts.judged
        if self.problems is not None:
            counts[Judged.PROBLEM] = self.problems.found.total.predicted
        if self.improvements is not None:
            counts[Judged.IMPROVEMENT] = self.improvements.found.total.predicted
        return counts


def score_reports(
    gold: Sequence[JudgedReport | Record],
    predicted: Sequence[JudgedReport | Record],
    *,
    allow_missing: bool = False,
) -> Scores:
    """Score everything that both sides speak of.

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
    speaks = _Speaking(pairing)
    matchings = [ClaimMatching(pair) for pair in pairs]
    claimed = [each for each in matchings if each.pair.speaks_of("claims")]
    with_claims = speaks.of("claims")
    return Scores(
        reports=tuple(pair.name for pair in pairs),
        missing=pairing.missing,
        unjudged=pairing.unjudged,
        models=tuple(sorted({pair.predicted.model for pair in pairs if pair.predicted.model})),
        claims=score_matched_claims(claimed) if with_claims else None,
        spans=score_spans(claimed) if with_claims else None,
        relations=score_relations(claimed) if with_claims else None,
        quantities=score_quantities(pairs) if with_claims or speaks.of_quantities() else None,
        cells=score_cell_pairs(pairs) if speaks.of_cells() else None,
        problems=score_problem_pairs(pairs) if speaks.of("problems") else None,
        improvements=score_improvement_pairs(pairs) if speaks.of("improvements") else None,
        facts=score_facts(matchings) if speaks.of("facts") else None,
        identity=score_identity(pairs) if speaks.of("identity") else None,
        sections=score_sections(pairs) if speaks.of("sections") else None,
        quotes=pairing.quotes,
    )


class _Speaking:
    """Which parts both sides speak of.

    What a system does not say anything of in any text, it does not attempt. A text without a
    prediction says nothing of that, unless there is no prediction at all.
    """

    def __init__(self, pairing: Pairing) -> None:
        self._gold = [pair.gold for pair in pairing.pairs]
        self._predicted = [pair.predicted for pair in pairing.pairs if not pair.is_missing]

    def of(self, part: str) -> bool:
        """Tell whether both sides speak of a part, given as the name of its field."""
        in_gold = any(getattr(report, part) is not None for report in self._gold)
        return in_gold and self._is_attempted(part)

    def of_cells(self) -> bool:
        """Tell whether cells can be judged; no tables at all are no annotation of cells."""
        return any(report.cells for report in self._gold) and self._is_attempted("cells")

    def of_quantities(self) -> bool:
        """Tell whether quantities can be judged: by the gold's claims."""
        in_gold = any(report.claims is not None for report in self._gold)
        return in_gold and self._is_attempted("quantities")

    def _is_attempted(self, part: str) -> bool:
        return not self._predicted or any(
            getattr(report, part) is not None for report in self._predicted
        )

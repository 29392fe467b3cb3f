"""The trained model: claims of the narrative with calibrated confidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final, cast

from spacy.language import Language
from spacy.tokens import Doc

from gongkai.models.claim_reading import ClaimReading
from gongkai.models.passages import Passage
from gongkai.models.record import Claim, Improvement, Problem
from gongkai.models.rules import RuleModel
from gongkai.models.rules.draft import Draft, ReadQuantity
from gongkai.models.rules.problem_items import ProblemReading
from gongkai.models.rules.writing import write_claims
from gongkai.models.scheme import Kind
from gongkai.models.trained.calibrating import CALIBRATOR, ClaimCalibrator
from gongkai.models.trained.calibrating import IMPROVEMENTS as FOR_IMPROVEMENTS
from gongkai.models.trained.calibrating import PROBLEMS as FOR_PROBLEMS
from gongkai.models.trained.calibration import Calibrator, log_odds
from gongkai.models.trained.capacity import SeenPassage, in_portions, see_passages
from gongkai.models.trained.loading import check_components, load_folder
from gongkai.models.trained.problem_component import PROBLEMS, ProblemComponent
from gongkai.models.trained.questions import Question, aspects_of, channel_of, metrics_of, scope_of
from gongkai.models.trained.relations import FoundSpan
from gongkai.models.trained.state import Decision, DocState, state_of
from gongkai.models.trained.tags import SpanKind

#: Where the shipped weights lie in this package.
WEIGHTS: Final = "weights"
_NAMED: Final = (SpanKind.SUBJECT, SpanKind.ACTION, SpanKind.PERIOD)


class TrainedModel:
    """Finds claims by the trained pipeline.

    Parameters
    ----------
    pipeline
        The pipeline; see ``gongkai.models.trained.loading``.
    sha256
        The checksum of the files that it was loaded from, if it was.

    Raises
    ------
    ModelError
        If the pipeline lacks a component.
    """

    def __init__(self, pipeline: Language, sha256: str | None = None) -> None:
        check_components(pipeline.pipe_names)
        self._pipeline = pipeline
        self._rules = RuleModel()
        self.sha256 = sha256

    @property
    def calibrators(self) -> dict[str, Calibrator]:
        """The calibrators by what they calibrate."""
        return cast(ClaimCalibrator, self._pipeline.get_pipe(CALIBRATOR)).calibrators

    def find_claims(self, text: str, passages: Sequence[Passage]) -> list[Claim]:
        """Find the claims that the passages of a report state.

        Parameters
        ----------
        text
            The text of the document that the passages point into.
        passages
            The stretches of narrative, in order.

        Returns
        -------
        list of Claim
            In order of their offsets, numbered from 0, with the probability that each is right.
        """
        return self.read_claims([(text, passages)])[0].claims

    def read_claims(self, reports: Iterable[tuple[str, Sequence[Passage]]]) -> list[ClaimReading]:
        """Find the claims of several reports, which are read together.

        Parameters
        ----------
        reports
            Texts with their passages, as for ``find_claims``.

        Returns
        -------
        list of ClaimReading
            The claims of each report, and which of its passages the rules alone read, since
            they have more numbers than any report; see ``gongkai.models.trained.capacity``.
        """
        reports = list(reports)
        found = [ClaimReading() for _ in reports]
        for portion in in_portions(see_passages(self._rules, reports)):
            docs = (self._doc(seen) for seen in portion if not seen.by_rules)
            read = iter(self._pipeline.pipe(docs))
            for seen in portion:
                text, reading = reports[seen.report][0], found[seen.report]
                if seen.by_rules:
                    reading.by_rules.append(seen.passage.span)
                    drafts, decisions = seen.reading.rules.drafts, None
                else:
                    drafts, decisions = _decided(state_of(next(read)))
                reading.claims += _claims(drafts, decisions, text, seen, len(reading.claims))
        return found

    def find_problems(
        self, text: str, passages: Sequence[Passage], report_year: int | None = None
    ) -> ProblemReading:
        """Find the problems and improvements of a report, with the probability of each.

        Parameters
        ----------
        text
            The text of the document.
        passages
            Its narrative, all of it.
        report_year
            The year reported on, if it is known.
        """
        component = cast(ProblemComponent, self._pipeline.get_pipe(PROBLEMS))
        scored = component.reader.read_scored(text, passages, report_year)
        reading = scored.reading
        self._rate(reading.problems, scored.problems, FOR_PROBLEMS)
        self._rate(reading.improvements, scored.improvements, FOR_IMPROVEMENTS)
        return reading

    def _rate(
        self, items: Sequence[Problem | Improvement], chances: Sequence[float], name: str
    ) -> None:
        calibrator = self.calibrators.get(name)
        if calibrator is None or not items:
            return
        odds = log_odds(chances).reshape(-1, 1)
        for item, chance in zip(items, calibrator.probabilities(odds).tolist(), strict=True):
            item.confidence = chance

    def _doc(self, seen: SeenPassage) -> Doc:
        doc = self._pipeline.make_doc(seen.view.text)
        state = state_of(doc)
        state.section, state.headings = seen.passage.section, seen.passage.headings
        state.text, state.reading = seen.view.text, seen.reading
        return doc


def _decided(state: DocState) -> tuple[list[Draft], list[Decision]]:
    """Return a draft of each claim of a passage, and the decision that each was made of."""
    drafts: list[Draft] = []
    sure: list[Decision] = []
    if state.reading is None or not state.decisions:
        return drafts, sure
    first_of: dict[int, Draft] = {}
    for number, (anchor, decision) in enumerate(
        zip(state.reading.anchors, state.decisions, strict=True)
    ):
        made = list(_drafts(state, anchor, decision))
        drafts += made
        sure += [decision] * len(made)
        if made:
            first_of[number] = made[0]
    _tie(drafts, sure, first_of)
    return drafts, sure


def _claims(
    drafts: Sequence[Draft],
    decisions: Sequence[Decision] | None,
    text: str,
    seen: SeenPassage,
    first_id: int,
) -> list[Claim]:
    """Return the claims of drafts; those of the rules, which decide nothing, are not rated."""
    claims = list(write_claims(drafts, text, seen.view, seen.passage, first_id))
    if decisions is not None:
        for claim, decision in zip(claims, decisions, strict=True):
            claim.confidence = decision.confidence
            claim.channel_confidence = decision.channel_confidence
            claim.part_chance = decision.part_chance
    return claims


def _drafts(state: DocState, anchor: ReadQuantity, decision: Decision) -> Iterable[Draft]:
    """Yield a draft for each metric and each aspect that share an anchor."""
    reading = anchor.reading
    aspects = aspects_of(decision.answers[Question.ASPECTS]) if reading.kind is Kind.RATE else ()
    channel = channel_of(decision.answers[Question.CHANNEL])
    words = _words(state, decision)
    by_rules = anchor.drafts[0] if anchor.drafts else None
    cumulative = by_rules.period if by_rules and by_rules.period == "cumulative" else None
    for metric in metrics_of(decision.answers[Question.METRICS]):
        for aspect in aspects or (None,):
            yield Draft(
                metric=metric,
                kind=reading.kind,
                value=reading.value,
                value_max=reading.value_max,
                unit=reading.unit,
                quantity=anchor.quantity,
                sentence=anchor.sentence,
                aspect=aspect,
                per=reading.per,
                channel=channel,
                period=cumulative or words.get(SpanKind.PERIOD),
                scope=scope_of(decision.answers[Question.SCOPE]),
                subject=words.get(SpanKind.SUBJECT),
                action=words.get(SpanKind.ACTION),
            )


def _words(state: DocState, decision: Decision) -> dict[SpanKind, str]:
    """Return the words that name subject, action and period: those most surely related."""
    best: dict[SpanKind, tuple[float, FoundSpan]] = {}
    for place, chance in decision.spans.items():
        span = state.spans[place]
        if span.kind in _NAMED and chance > best.get(span.kind, (0.0, span))[0]:
            best[span.kind] = (chance, span)
    text = state.reading.text if state.reading else ""
    return {kind: text[span.start : span.end] for kind, (_, span) in best.items()}


def _tie(
    drafts: Sequence[Draft],
    sure: Sequence[Decision],
    first_of: dict[int, Draft],
) -> None:
    """Tie parts to their wholes."""
    for draft, decision in zip(drafts, sure, strict=True):
        if decision.whole is not None and decision.whole in first_of:
            draft.whole = first_of[decision.whole]
            draft.part_kind = decision.part_kind


@cache
def load_model(folder: Path | None = None) -> TrainedModel:
    """Load a trained model, once.

    Parameters
    ----------
    folder
        Its folder; the shipped model if left out.

    Raises
    ------
    ModelError
        If it is no model of gongkai.
    WeightsError, CalibratorError, SegmenterError
        If its weights are damaged.
    """
    loaded = load_folder(folder or shipped_weights())
    return TrainedModel(loaded.pipeline, loaded.sha256)


def shipped_weights() -> Path:
    """Return the folder of the weights that come with the package."""
    return Path(str(resources.files("gongkai.models.trained"))) / WEIGHTS

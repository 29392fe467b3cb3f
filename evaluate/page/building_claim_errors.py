"""The errors of claims, each in its sentence, for the list of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from gongkai.evaluate.evaluation import OWN_METRICS, SystemResult
from gongkai.evaluate.judged.reports import ATTRIBUTES, JudgedClaim, JudgedReport
from gongkai.evaluate.page.building_frame import Frame, Measured
from gongkai.evaluate.page.building_sentences import sentence_of, sentence_with
from gongkai.evaluate.page.error_entries import ErrorEntry, ErrorField, Named, Sentence
from gongkai.evaluate.scores.claim_errors import ClaimError
from gongkai.evaluate.scores.claim_groups import ClaimGrouping
from gongkai.evaluate.scores.claims import ClaimScores
from gongkai.evaluate.scores.matching import attribute, both_state
from gongkai.evaluate.wording import FIELD_PHRASES, Phrase
from gongkai.extract.quantity_wording import number
from gongkai.models.scheme import Bound, Kind, Scope
from gongkai.models.terms import Term

_FIELDS: Final = ("metric", "kind", "value", *ATTRIBUTES)
#: What says nothing: most claims are exact, and of no known scope.
_PLAIN: Final = (None, Bound.EXACT, Scope.OWN, Scope.UNKNOWN)
#: Attributes that are right or not by more than what is said of them here.
_BY_MATCHING: Final = ("part_of",)


def claim_entries(frame: Frame, system: Measured, scores: ClaimScores) -> Iterator[ErrorEntry]:
    """Yield the errors of the claims of one system."""
    part = Named.of(Phrase.CLAIMS, frame.language)
    others = [each for each in frame.systems if each.number != system.number]
    for error in scores.errors:
        predicted = error.predicted
        is_missed = error.gold_place not in scores.found_gold.get(error.report, ())
        found = _found_in(others, error) if is_missed else {}
        yield ErrorEntry(
            system=system.name,
            part=part,
            report=error.report,
            kinds=tuple(Named.of(kind, frame.language) for kind in error.kinds),
            position=error.claim.span.start,
            sentence=_sentence(error),
            # What is wrong comes first: a narrow screen shows no more.
            fields=tuple(sorted(_fields(frame, error), key=lambda field: not field.differs)),
            metric=Named.of(error.claim.metric, frame.language),
            confidence=None if predicted is None else predicted.confidence,
            reason=None if error.reason is None else frame.label(error.reason),
            right_in=tuple(name for name, is_found in found.items() if is_found),
            wrong_in=tuple(name for name, is_found in found.items() if not is_found),
        )


def _found_in(others: Iterable[Measured], error: ClaimError) -> dict[str, bool]:
    """Return whether other systems have the gold claim right, those that were judged on it."""
    found = {}
    for other in others:
        claims = other.result.scores.claims
        if claims is None or error.gold is None or error.report not in claims.found_gold:
            continue
        if not _is_confined(other.result) or error.gold.metric in _metrics_of(claims):
            found[other.name] = error.gold_place in claims.found_gold[error.report]
    return found


def _is_confined(result: SystemResult) -> bool:
    """Tell whether a system attempts some metrics alone."""
    return f"{OWN_METRICS}{result.name}" in result.measures


def _metrics_of(claims: ClaimScores) -> set[Term | None]:
    """Return the metrics that claims were judged of."""
    return {group.term for group in claims.groups[ClaimGrouping.METRIC]}


def _sentence(error: ClaimError) -> Sentence:
    gold, predicted = error.gold, error.predicted
    if error.text is not None:
        return sentence_of(
            error.text,
            error.claim.quote,
            None if gold is None else gold.span,
            None if predicted is None else predicted.span,
        )
    sentences = (each.sentence for each in (gold, predicted) if each is not None)
    known = next((each for each in sentences if each), None)
    return sentence_with(known, error.claim.quote, is_gold=gold is not None)


def _fields(frame: Frame, error: ClaimError) -> Iterator[ErrorField]:
    """Yield what the sides say; what neither says anything of is left out."""
    for name in _FIELDS:
        if all(_says_nothing(each, name) for each in (error.gold, error.predicted)):
            continue
        gold, predicted = (
            _written(frame, claim, name, report)
            for claim, report in (
                (error.gold, error.pair.gold),
                (error.predicted, error.pair.predicted),
            )
        )
        label = frame.label(FIELD_PHRASES[name])
        yield ErrorField(label, gold, predicted, _differs(error, name))


def _says_nothing(claim: JudgedClaim | None, name: str) -> bool:
    return claim is None or not _is_stated(claim, name) or getattr(claim, name) in _PLAIN


def _is_stated(claim: JudgedClaim, name: str) -> bool:
    return name not in ATTRIBUTES or name in claim.stated


def _differs(error: ClaimError, name: str) -> bool:
    """Tell whether a field is wrong; of a claim that only one side has, none is."""
    gold, predicted = error.gold, error.predicted
    if gold is None or predicted is None:
        return False
    if name in error.fields or name in _BY_MATCHING or not both_state(gold, predicted, name):
        return name in error.fields
    return attribute(gold, name) != attribute(predicted, name)


def _written(
    frame: Frame, claim: JudgedClaim | None, name: str, report: JudgedReport
) -> str | None:
    """Return what a side says in one respect, as people read it."""
    if claim is None or not _is_stated(claim, name):
        return None
    said = getattr(claim, name)
    if name == "part_of":
        return None if said is None else _quote_of(report, said)
    if isinstance(said, Term):
        return frame.label(said)
    if isinstance(said, (int, float)):
        return number(said, signed=claim.kind is Kind.CHANGE)
    return None if said is None else str(said)


def _quote_of(report: JudgedReport, place: int) -> str | None:
    claims = report.claims or ()
    return claims[place].quote if 0 <= place < len(claims) else None

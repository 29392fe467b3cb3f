"""How well it is told who reports on when.

Only what an annotation names is judged; that it names nothing (``None``) is judged too. Values
are compared as they are written, titles without regard to white space, because a title that is
set in several lines is one title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import IdentityField, JudgedIdentity
from gongkai.evaluate.judgements import Judgement
from gongkai.evaluate.measures import Measure, measure_of

_Value = str | int | None


@dataclass(frozen=True, slots=True)
class IdentityScore:
    """How often one field is right.

    Attributes
    ----------
    all
        Of the texts whose annotation names it.
    given
        Of those of them where either side has a value.
    """

    all: Measure
    given: Proportion


@dataclass(frozen=True, slots=True)
class IdentityError:
    """A field that was read as something it is not."""

    report: str
    field: IdentityField
    gold: str | int | None
    predicted: str | int | None


@dataclass(frozen=True, slots=True)
class IdentityScores:
    """How well it is told who reports on when.

    Attributes
    ----------
    by_field
        The fields that an annotation names, in their order.
    errors
        In the order of the texts.
    issuer_judgements, year_judgements
        The predictions that have a confidence.
    """

    by_field: dict[IdentityField, IdentityScore]
    errors: tuple[IdentityError, ...]
    issuer_judgements: tuple[Judgement, ...]
    year_judgements: tuple[Judgement, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The accuracy of each field."""
        return tuple(score.all for score in self.by_field.values())


def score_identity(pairs: Iterable[ReportPair]) -> IdentityScores:
    """Score the identity of reports that have been brought together."""
    judged = [pair for pair in pairs if pair.speaks_of("identity")]
    scores = {field: _score(judged, field) for field in IdentityField}
    return IdentityScores(
        by_field={field: score for field, score in scores.items() if score.all.by_text},
        errors=tuple(error for pair in judged for error in _errors(pair)),
        issuer_judgements=tuple(_judgements(judged, IdentityField.ISSUER)),
        year_judgements=tuple(_judgements(judged, IdentityField.YEAR)),
    )


def _score(pairs: Iterable[ReportPair], field: IdentityField) -> IdentityScore:
    by_text = {}
    given = given_right = 0
    for pair in pairs:
        wanted = _fields(pair.gold.identity)
        if field not in wanted:
            continue
        found = _fields(pair.predicted.identity).get(field)
        right = _is_same(field, wanted[field], found)
        by_text[pair.name] = Counts(int(right), 1, 1)
        if (wanted[field], found) != (None, None):
            given += 1
            given_right += right
    return IdentityScore(
        measure_of(f"identity.{field.value}", by_text), Proportion(given_right, given)
    )


def _fields(identity: JudgedIdentity | None) -> Mapping[IdentityField, _Value]:
    return {} if identity is None else identity.fields


def _is_same(field: IdentityField, gold: _Value, predicted: _Value) -> bool:
    if field is IdentityField.TITLE and gold is not None and predicted is not None:
        return "".join(str(gold).split()) == "".join(str(predicted).split())
    return gold == predicted


def _errors(pair: ReportPair) -> Iterable[IdentityError]:
    wanted, found = _fields(pair.gold.identity), _fields(pair.predicted.identity)
    for field in IdentityField:
        if field in wanted and not _is_same(field, wanted[field], found.get(field)):
            yield IdentityError(pair.name, field, wanted[field], found.get(field))


def _judgements(pairs: Iterable[ReportPair], field: IdentityField) -> Iterable[Judgement]:
    for pair in pairs:
        predicted, wanted = pair.predicted.identity, _fields(pair.gold.identity)
        if predicted is None or field not in wanted:
            continue
        of_issuer = field is IdentityField.ISSUER
        confidence = predicted.issuer_confidence if of_issuer else predicted.year_confidence
        if confidence is not None:
            right = _is_same(field, wanted[field], predicted.fields.get(field))
            yield Judgement(pair.name, confidence, right)

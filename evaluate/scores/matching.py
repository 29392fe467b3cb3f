"""Which predicted claim is which gold claim, and what became of each (claim scheme, section 7).

A predicted claim is *right* when report, metric, kind and value are those of a gold claim and
the quotes overlap. Each gold claim is matched at most once: of all ways to match, one with the
most right pairs is taken, and among those one with the most wholly right pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import (
    ATTRIBUTES,
    WHOLLY_RIGHT,
    JudgedClaim,
    plain_number,
)
from gongkai.models.assignment import assign
from gongkai.models.claim_matching import is_right, plain_unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claim: found, missed (no prediction) or spurious (no gold).

    Attributes
    ----------
    gold, predicted
        ``None`` where a side has nothing.
    wholly_right
        Whether it was found with all that makes it wholly right.
    """

    gold: JudgedClaim | None
    predicted: JudgedClaim | None
    wholly_right: bool = False

    @property
    def right(self) -> bool:
        """Whether it was found."""
        return self.gold is not None and self.predicted is not None

    @property
    def claim(self) -> JudgedClaim:
        """The claim by which it is grouped: the gold one, if there is one."""
        claim = self.gold or self.predicted
        if claim is None:
            raise ValueError("An outcome has a gold claim, a predicted one, or both.")
        return claim


class ClaimMatching:
    """The claims of one text, gold and predicted, and which are matched, by their places.

    Attributes
    ----------
    pair
        The text.
    gold, predicted
        The claims of the two sides; empty where a side does not speak of claims.
    match_of
        The place of the prediction for each gold claim that is matched.
    gold_of
        The place of the gold claim for each prediction that is matched.
    """

    def __init__(self, pair: ReportPair) -> None:
        self.pair = pair
        self.gold = pair.gold.claims or ()
        self.predicted = pair.predicted.claims or ()
        rows, columns = _order(self.gold), _order(self.predicted)
        assigned = assign(
            [self.gold[row] for row in rows], [self.predicted[column] for column in columns], _rank
        )
        self.match_of = {rows[row]: columns[column] for row, column in assigned}
        self.gold_of = {column: row for row, column in self.match_of.items()}

    @property
    def matches(self) -> list[tuple[JudgedClaim, JudgedClaim]]:
        """The matched claims, gold first."""
        return [(self.gold[row], self.predicted[column]) for row, column in self.match_of.items()]

    @property
    def missed_places(self) -> list[int]:
        """The places of the gold claims that no prediction is matched with."""
        return [place for place in range(len(self.gold)) if place not in self.match_of]

    @property
    def missed(self) -> list[JudgedClaim]:
        """The gold claims that no prediction is matched with."""
        return [self.gold[place] for place in self.missed_places]

    @property
    def spurious(self) -> list[JudgedClaim]:
        """The predictions that no gold claim is matched with."""
        return [claim for place, claim in enumerate(self.predicted) if place not in self.gold_of]

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of every claim of either side, each match once."""
        return (
            *(Outcome(*match, wholly_right=is_wholly_right(*match)) for match in self.matches),
            *(Outcome(claim, None) for claim in self.missed),
            *(Outcome(None, claim) for claim in self.spurious),
        )

    def agrees(self, gold: JudgedClaim, predicted: JudgedClaim, name: str) -> bool:
        """Tell whether an attribute of a matched claim is right."""
        if name != "part_of" or gold.part_of is None:
            return attribute(gold, name) == attribute(predicted, name)
        whole = self.match_of.get(gold.part_of)
        return whole is not None and whole == predicted.part_of

    def wrong_attributes(self, gold: JudgedClaim, predicted: JudgedClaim) -> tuple[str, ...]:
        """Return the names of what is wrong of a matched claim.

        What keeps it from being wholly right is wrong even where the prediction leaves it out,
        as in ``is_wholly_right``; any other attribute where both sides speak of it.
        """
        return tuple(
            name
            for name in ATTRIBUTES
            if (name in gold.stated if name in WHOLLY_RIGHT else both_state(gold, predicted, name))
            and not self.agrees(gold, predicted, name)
        )


def match_claims(pairs: Iterable[ReportPair]) -> tuple[ClaimMatching, ...]:
    """Match the claims of every text of which both sides speak of claims."""
    return tuple(ClaimMatching(pair) for pair in pairs if pair.speaks_of("claims"))


def both_state(gold: JudgedClaim, predicted: JudgedClaim, name: str) -> bool:
    """Tell whether an attribute of a matched claim is judged: whether both sides speak of it."""
    return name in gold.stated and name in predicted.stated


def is_wholly_right(gold: JudgedClaim, predicted: JudgedClaim) -> bool:
    """Tell whether a right claim has the right unit, bound, aspect and channel as well.

    Of what the prediction does not speak of, it is taken to say that there is none.
    """
    return _agreeing(gold, predicted, WHOLLY_RIGHT) == len(WHOLLY_RIGHT)


def attribute(claim: JudgedClaim, name: str) -> object:
    """Return an attribute of a claim in the form in which it is compared."""
    value: object = getattr(claim, name)
    if name == "unit":
        return plain_unit(claim.unit)
    if name == "value_max":
        return plain_number(claim.value_max)
    return value


def _agreeing(gold: JudgedClaim, predicted: JudgedClaim, names: Iterable[str]) -> int:
    return sum(
        name not in gold.stated or attribute(gold, name) == attribute(predicted, name)
        for name in names
    )


def _rank(gold: JudgedClaim, predicted: JudgedClaim) -> tuple[int, ...] | None:
    if not is_right(gold, predicted):
        return None
    return (
        int(is_wholly_right(gold, predicted)),
        _agreeing(gold, predicted, (name for name in ATTRIBUTES if name != "part_of")),
        int(gold.span == predicted.span),
        len(set(gold.contexts) & set(predicted.contexts)),
    )


def _order(claims: Sequence[JudgedClaim]) -> list[int]:
    """Return the places of claims in an order that does not depend on how they are listed."""

    def described(place: int) -> tuple[object, ...]:
        claim = claims[place]
        whole = None if claim.part_of is None else claims[claim.part_of].span
        attributes = [attribute(claim, name) for name in ATTRIBUTES if name != "part_of"]
        others = [*attributes, whole, claim.confidence, claim.channel_confidence]
        contexts = sorted((each.span, each.kind) for each in claim.contexts)
        return (claim.span, claim.metric, claim.kind, claim.value, *map(str, others), contexts)

    return sorted(range(len(claims)), key=described)

"""Drops the claims of a record that are less certain than asked for."""

from __future__ import annotations

from gongkai.extract.errors import GongkaiError
from gongkai.extract.limits import READ_BY_RULES
from gongkai.models.record import Check, Claim, Fact, FactValue, Record
from gongkai.models.scheme import Agreement

_CLAIM = "claim:"


class UncalibratedError(GongkaiError):
    """A threshold was asked for where claims carry no calibrated confidence."""


def drop_uncertain_claims(record: Record, minimum: float) -> Record:
    """Return the record without the claims whose confidence is below ``minimum``.

    Whatever names a dropped claim goes with it: a part loses the link to its whole, a fact
    loses the source (and goes when it has no other), a check that compared the claim goes.
    The claims that stay keep their ids. A fact that lost a source has no confidence: the one
    it had was that of more evidence. A claim that the rules alone read, since there were more
    numbers than in any report, has no confidence and is dropped.

    Raises
    ------
    UncalibratedError
        If a claim has no confidence for another reason: the model gives none.
    """
    left_to_rules = any(warning.code == READ_BY_RULES for warning in record.warnings)
    if not left_to_rules and any(claim.confidence is None for claim in record.claims):
        raise UncalibratedError(
            f"The model {record.extractor.model} gives no calibrated confidence: leave out "
            "--min-confidence."
        )
    kept = {
        claim.id: claim
        for claim in record.claims
        if claim.confidence is not None and claim.confidence >= minimum
    }
    if len(kept) == len(record.claims):
        return record
    facts = (_without_dropped(fact, kept) for fact in record.facts)
    return record.model_copy(
        update={
            "claims": [_unlinked(claim, kept) for claim in kept.values()],
            "facts": [fact for fact in facts if fact is not None],
            "checks": [check for check in record.checks if _stands(check, kept)],
        }
    )


def _unlinked(claim: Claim, kept: dict[int, Claim]) -> Claim:
    if claim.part_of is None or claim.part_of in kept:
        return claim
    return claim.model_copy(update={"part_of": None, "part_kind": None})


def _stands(check: Check, kept: dict[int, Claim]) -> bool:
    return all(claim in kept for claim in check.claims)


def _without_dropped(fact: Fact, kept: dict[int, Claim]) -> Fact | None:
    sources = _kept_sources(fact.sources, kept)
    if len(sources) == len(fact.sources):
        return fact
    if not sources:
        return None
    values = [
        value.model_copy(update={"sources": left})
        for value in fact.values
        if (left := _kept_sources(value.sources, kept))
    ]
    update: dict[str, object] = {"sources": sources, "confidence": None}
    if fact.agreement is Agreement.CONFLICT and len(values) > 1:
        update["values"] = values
    else:
        update |= {"values": [], "agreement": _agreement(sources, kept)} | _only_value(values)
    return fact.model_copy(update=update)


def _kept_sources(sources: list[str], kept: dict[int, Claim]) -> list[str]:
    return [
        source
        for source in sources
        if not source.startswith(_CLAIM) or int(source.removeprefix(_CLAIM)) in kept
    ]


def _only_value(values: list[FactValue]) -> dict[str, object]:
    """Return what a fact says when one of its conflicting values is left."""
    return {"value": values[0].value, "bound": values[0].bound} if values else {}


def _agreement(sources: list[str], kept: dict[int, Claim]) -> Agreement:
    """Count independent statements: the cells of one table are one, a copied sentence is one."""
    sentences = {
        "".join(kept[int(source.removeprefix(_CLAIM))].sentence.split())
        for source in sources
        if source.startswith(_CLAIM)
    }
    statements = len(sentences) + any(not source.startswith(_CLAIM) for source in sources)
    return Agreement.AGREE if statements > 1 else Agreement.SINGLE

"""Confidence of what is not a claim: issuer, year and facts, by calibrated evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gongkai.extract.identity import Identity
from gongkai.models.document import Document
from gongkai.models.record import Claim, Fact, Tables

if TYPE_CHECKING:
    from gongkai.models.trained.calibration import Calibrator

CLAIMS, ISSUER, YEAR, FACTS = "claims", "issuer", "year", "facts"


def rates_claims(calibrators: Mapping[str, Calibrator]) -> bool:
    """Tell whether claims get a confidence."""
    return CLAIMS in calibrators


def rate_identity(
    identity: Identity, document: Document, calibrators: Mapping[str, Calibrator]
) -> None:
    """Give the issuer and the year of a report their confidence, in place.

    Parameters
    ----------
    identity
        What was found.
    document
        The report.
    calibrators
        By what they are for; what has none gets no confidence.
    """
    if not calibrators:
        return
    from gongkai.models.trained.calibration import (  # noqa: PLC0415 - only with a trained model
        issuer_evidence,
        year_evidence,
    )

    issuer = issuer_evidence(identity.issuer, identity.title, document.metadata, document.text)
    if issuer is not None and ISSUER in calibrators:
        identity.issuer.confidence = float(calibrators[ISSUER].probabilities([issuer])[0])
    year = year_evidence(
        identity.year, identity.title, identity.period, identity.published, document.text
    )
    if year is not None and YEAR in calibrators:
        identity.year.confidence = float(calibrators[YEAR].probabilities([year])[0])


def rate_facts(
    facts: Sequence[Fact],
    claims: Sequence[Claim],
    tables: Tables,
    calibrators: Mapping[str, Calibrator],
) -> None:
    """Give facts their confidence, in place; one of a claim that has none gets none.

    Parameters
    ----------
    facts
        What was joined.
    claims, tables
        The claims and tables of the report.
    calibrators
        By what they are for.
    """
    if not facts or FACTS not in calibrators:
        return
    from gongkai.models.trained.calibration import fact_evidence  # noqa: PLC0415 - as above

    by_id = {claim.id: claim for claim in claims}
    unrated = {f"claim:{claim.id}" for claim in claims if claim.confidence is None}
    rated = [fact for fact in facts if unrated.isdisjoint(fact.sources)]
    if not rated:
        return
    evidence = [fact_evidence(fact, by_id, tables) for fact in rated]
    chances = calibrators[FACTS].probabilities(evidence).tolist()
    for fact, chance in zip(rated, chances, strict=True):
        fact.confidence = chance

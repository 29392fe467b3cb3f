"""What speaks for a fact: the confidences of its sources, and what it joins them to.

A fact is right when its sources are right, are all that say the same, and the agreement that it
reports is the true one. So the chance of a fact of one claim is that of the claim times that of
being joined rightly, and a fact of several statements stands or falls with all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Final

from gongkai.models.record import Cell, Claim, Fact, Tables
from gongkai.models.scheme import Agreement
from gongkai.models.trained.calibration.arrays import log_odds

FACT_EVIDENCE: Final = ("together", "weakest", "agree", "conflict", "cells", "claims")

#: The chance that a statement was put into the right fact, where nothing better is known.
JOINED_RIGHTLY: Final = 0.99
#: That of a cell which was given none of its own; cells are right nearly always.
CELL_CONFIDENCE: Final = 0.999
#: More claims than this in one fact tell no more.
_MOST_CLAIMS: Final = 4


def fact_chance(
    fact: Fact, claims: Mapping[int, Claim], tables: Tables, *, joined: float = JOINED_RIGHTLY
) -> float:
    """Return the chance of a fact, were its sources independent: the product of all.

    Parameters
    ----------
    fact
        What was joined.
    claims
        The claims of the record by id, with confidences.
    tables
        Its tables.
    joined
        The chance that a statement was put into the right fact.

    Raises
    ------
    ValueError
        If a claim has no confidence, or a source is not one of the record.
    """
    return prod(_confidences(fact, claims, tables)) * joined


def fact_evidence(
    fact: Fact, claims: Mapping[int, Claim], tables: Tables, *, joined: float = JOINED_RIGHTLY
) -> tuple[float, ...]:
    """Return what speaks for a fact, as ``FACT_EVIDENCE`` names it.

    Parameters
    ----------
    fact, claims, tables, joined
        See :func:`fact_chance`.

    Returns
    -------
    tuple of float
        ``together``: the log-odds of its chance. ``weakest``: those of its least sure source.
        ``agree``, ``conflict``: 1 where that is its agreement. ``cells``: 1 where it has cells.
        ``claims``: how many claims it has, 4 for more.

    Raises
    ------
    ValueError
        If a claim has no confidence, or a source is not one of the record.
    """
    confidences = _confidences(fact, claims, tables)
    together, weakest = log_odds([prod(confidences) * joined, min(confidences)]).tolist()
    return (
        together,
        weakest,
        float(fact.agreement is Agreement.AGREE),
        float(fact.agreement is Agreement.CONFLICT),
        float(any(source.startswith("cell:") for source in fact.sources)),
        float(min(_MOST_CLAIMS, sum(source.startswith("claim:") for source in fact.sources))),
    )


def _confidences(fact: Fact, claims: Mapping[int, Claim], tables: Tables) -> list[float]:
    if not fact.sources:
        raise ValueError(f"Fact {fact.id} has no sources.")
    cells = {kind.value: table.cells for kind, table in tables.by_section().items()}
    return [_confidence(source, claims, cells) for source in fact.sources]


def _confidence(
    source: str, claims: Mapping[int, Claim], cells: Mapping[str, Mapping[str, Cell]]
) -> float:
    sort, _, name = source.partition(":")
    if sort == "claim" and name.isdecimal() and int(name) in claims:
        confidence = claims[int(name)].confidence
        if confidence is None:
            raise ValueError(f"Claim {name} has no confidence: claims are calibrated before facts.")
        return confidence
    section, _, key = name.partition(".")
    cell = cells.get(section, {}).get(key) if sort == "cell" else None
    if cell is None:
        raise ValueError(f"The record has no source {source!r:.80}.")
    return CELL_CONFIDENCE if cell.confidence is None else cell.confidence

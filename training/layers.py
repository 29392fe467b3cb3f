"""Layers of annotation, and which of them a set of texts does without.

Where nobody marked channels, an anchor without a channel says nothing about channels. So what a
set of texts nowhere annotates, or what its format has no place for, is not asked of its anchors.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from gongkai.annotations.converters.losses import Loss
from gongkai.annotations.passages import Passage


class Layer(StrEnum):
    """A layer of annotation that texts may do without."""

    CONTEXTS = "context spans"
    UNUSED_CONTEXTS = "context spans of no claim"
    CHANNELS = "channels"
    PARTS = "parts of claims"
    ITEMS = "problems and improvements"


_LOST_WITH: Final = {
    Loss.UNUSED_CONTEXTS: Layer.UNUSED_CONTEXTS,
    Loss.PROBLEMS: Layer.ITEMS,
    Loss.IMPROVEMENTS: Layer.ITEMS,
}


def layers_missing(passages: Iterable[Passage], losses: Iterable[Loss] = ()) -> frozenset[Layer]:
    """Return the layers that are not annotated in any of some texts.

    Parameters
    ----------
    passages
        The texts.
    losses
        What the format they were read from has no place for.
    """
    missing = {_LOST_WITH[loss] for loss in losses if loss in _LOST_WITH}
    missing |= {Layer.CONTEXTS, Layer.CHANNELS, Layer.PARTS}
    problems = improvements = False
    for passage in passages:
        problems = problems or bool(passage.problems)
        improvements = improvements or bool(passage.improvements)
        for claim in passage.claims:
            if claim.contexts:
                missing.discard(Layer.CONTEXTS)
            if claim.channel is not None:
                missing.discard(Layer.CHANNELS)
            if claim.part_of is not None:
                missing.discard(Layer.PARTS)
    if not (problems and improvements):
        missing.add(Layer.ITEMS)
    return frozenset(missing)

"""Which contexts of claims can be judged.

No form of annotation says whether it attempts contexts, but each can be seen to: a kind of
which one side gives no span in any text is one that this side does not attempt (a record has
words for the subject, none for the channel), and it is not judged. A text whose annotation has
claims without any context was annotated without, and is not judged either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate.judged.reports import JudgedClaim
from gongkai.evaluate.scores.matching import ClaimMatching
from gongkai.models.document import Span


def judged_kinds(matchings: Sequence[ClaimMatching]) -> tuple[ContextKind, ...]:
    """Return the kinds of context that both sides give, in their order."""
    in_gold = _kinds(claim for each in matchings for claim in each.gold)
    in_predicted = _kinds(claim for each in matchings for claim in each.predicted)
    return tuple(kind for kind in ContextKind if kind in in_gold & in_predicted)


def matchings_with_contexts(matchings: Iterable[ClaimMatching]) -> list[ClaimMatching]:
    """Return the texts whose annotation has contexts, or nothing that could have any."""
    return [each for each in matchings if not each.gold or any(it.contexts for it in each.gold)]


def contexts_of(claim: JudgedClaim, kind: ContextKind) -> list[Span]:
    """Return where the contexts of one kind stand, each place once, in the order of the text."""
    return sorted({each.span for each in claim.contexts if each.kind is kind})


def _kinds(claims: Iterable[JudgedClaim]) -> set[ContextKind]:
    return {context.kind for claim in claims for context in claim.contexts}

"""From drafts to claims: offsets in the document, quotes and measure words as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.models.normalised import NormalisedText
from gongkai.models.passages import Passage
from gongkai.models.record import Claim
from gongkai.models.rules.draft import Draft
from gongkai.models.scheme import Kind, Scope

_LONGEST_SENTENCE = 2000
_LAYOUT = re.compile(r"[\W_]+")
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")


def _readable(text: str, draft: Draft) -> str:
    """Return the sentence of a claim on one line; of a very long one, what is near the claim."""
    start = max(draft.sentence[0], draft.quantity.start - _LONGEST_SENTENCE // 2)
    end = min(draft.sentence[1], draft.quantity.end + _LONGEST_SENTENCE // 2)
    return text[start:end].replace("\n", "")


def _unit_as_written(draft: Draft, text: str, normalised: NormalisedText) -> str | None:
    """Return the measure word in the characters of the report; money keeps one spelling."""
    unit, quantity = draft.unit, draft.quantity
    if unit is None or draft.kind is Kind.AMOUNT:
        return unit
    at = normalised.text.rfind(unit, quantity.start, quantity.end)
    if at < 0:
        return unit
    written = _LAYOUT.sub("", normalised.original(at, at + len(unit)).of(text))
    return written if _IDEOGRAPHS.fullmatch(written) else unit


def write_claims(
    drafts: Sequence[Draft],
    text: str,
    normalised: NormalisedText,
    passage: Passage,
    first_id: int,
) -> Iterator[Claim]:
    """Yield the claims of a passage, numbered from ``first_id``.

    Parameters
    ----------
    drafts
        What was read, by offsets in the normalised passage, in order.
    text
        The text of the document.
    normalised
        The normalised passage.
    passage
        Where it stands.
    first_id
        The number of the first claim.
    """
    ids = {id(draft): first_id + index for index, draft in enumerate(drafts)}
    for draft in drafts:
        span = normalised.original(draft.quantity.start, draft.quantity.end)
        yield Claim(
            id=ids[id(draft)],
            metric=draft.metric,
            kind=draft.kind,
            value=draft.value,
            value_max=draft.value_max,
            unit=_unit_as_written(draft, text, normalised),
            bound=draft.quantity.bound,
            quote=span.of(text),
            start=span.start,
            end=span.end,
            sentence=_readable(normalised.text, draft),
            subject=draft.subject,
            action=draft.action,
            channel=draft.channel,
            period=draft.period,
            # The body's own, where nothing is said.
            scope=Scope.OWN if draft.scope is Scope.UNKNOWN else draft.scope,
            aspect=draft.aspect,
            per=draft.per,
            part_of=None if draft.whole is None else ids[id(draft.whole)],
            part_kind=draft.part_kind,
            section=passage.section,
        )

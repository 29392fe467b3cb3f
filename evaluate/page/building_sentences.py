"""The sentence an error stands in, cut out of its text."""

from __future__ import annotations

from gongkai.evaluate.display.errors import sentence_around
from gongkai.evaluate.page.error_entries import Sentence
from gongkai.models.document import Span


def sentence_of(
    text: str | None, quote: str, gold: Span | None, predicted: Span | None
) -> Sentence:
    """Return the sentence around the quotes of both sides.

    Parameters
    ----------
    text
        The text of the report; where it is not known, the quote stands alone.
    quote
        What the error is about.
    gold, predicted
        Where the two quotes stand in the text.
    """
    spans = [span for span in (gold, predicted) if span is not None]
    if text is None or not spans:
        whole = Span(0, len(quote))
        return Sentence(quote, gold and whole, None if gold else predicted and whole)
    around = Span(min(span.start for span in spans), max(span.end for span in spans))
    before, quoted, behind = sentence_around(text, around)
    shift = len(before) - around.start
    return Sentence(before + quoted + behind, _shifted(gold, shift), _shifted(predicted, shift))


def sentence_with(sentence: str | None, quote: str, *, is_gold: bool) -> Sentence:
    """Return a sentence that is known without its text, with the quote of one side in it."""
    known = sentence if sentence and quote in sentence else quote
    start = known.index(quote)
    span = Span(start, start + len(quote))
    return Sentence(known, span if is_gold else None, None if is_gold else span)


def _shifted(span: Span | None, shift: int) -> Span | None:
    return None if span is None else Span(span.start + shift, span.end + shift)

"""Passages that the tests of the converters share."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongkai.annotations.converters import NAMES
from gongkai.annotations.passages import Passage
from gongkai.models.document import Span

from ..samples import EXAMPLE, passage

#: Nested spans, one quote with two claims, zeros in words, parts, changes, ranges, a claim
#: without a channel beside a channel span, a running total, full-width and astral characters,
#: characters that cannot be seen, spans over line breaks.
RICH: Final = (
    "　　{s7:{c3@hotline:云水热线}来电}办理{12３件|=123 件|#7 hotline_cases s7 c3 region}，"
    "{s8:\\u200b其中𠮷乡\n部分}{4件|=4 件|hotline_cases s8 @none of#7:component}；"
    "接通率、办结率均为{98.5%|=98.5 %|hotline_cases rate:coverage c3 @none & "
    "hotline_cases rate:completion c3}，{同比增长6%|=+6 %|hotline_cases change s7 cumulative}。"
    "{未发生|=0|reviews_filed & lawsuits_filed other}复议诉讼。{2至\n3次|=2..3 次|meetings_held}，"
    "每季度{一次|=1 次|training_sessions frequency:quarter unknown}。{第\\{8\\}号|!document_number}"
    "{problem content last:公开得不\n够深}；{improvement rules promised:将修订{两项|!plan}制度}。"
)


def rich() -> Passage:
    """Return a passage with everything in it."""
    return passage(EXAMPLE + "\n" + RICH, section="overview, problems")


def plain() -> Passage:
    """Return a passage of one line, with another name."""
    made = passage(EXAMPLE)
    return replace(made, head=replace(made.head, name="two", tier=None, follows=None))


def without_line_breaks_at_ends(made: Passage) -> Passage:
    """Return a passage whose spans neither begin nor end with a line break."""
    signs = list(made.text)
    marks = (made.contexts, made.claims, made.non_claims, made.problems, made.improvements)
    spans: list[Span] = [mark.span for layer in marks for mark in layer]
    for span in spans:
        for offset in (span.start, span.end - 1):
            signs[offset] = signs[offset].replace("\n", "行")
    return replace(made, text="".join(signs))


#: Formats of one file, with the ending that their files have.
ENDINGS: Final = {
    "spacy": ".spacy",
    "label-studio": ".json",
    "doccano": ".jsonl",
    "brat": "",
    "measeval": "",
    "markup": ".txt",
    "jsonl": ".jsonl",
}
assert set(ENDINGS) == set(NAMES)

"""Sentences of the narrative that were taken over from last year's report.

The narrative of a text is what reads as sentences: stretches between full stops and the ends of
paragraphs with at least ten Chinese characters that end a sentence or have a comma in them, and
that are no label of the mandated tables. Where a file was wrapped, its lines are put together.
Sentences are compared letter by letter, without regard to layout, punctuation and script; then once
more with every number blotted out, years and dates included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from gongkai.extract.collection.fingerprints import letters, without_marks
from gongkai.extract.collection.terms import CopiedSentence
from gongkai.extract.errors import ReadError
from gongkai.extract.reading.plain_text import paragraphs
from gongkai.models.document import Span
from gongkai.models.normalised import unify_characters
from gongkai.models.table_layout import LAYOUTS

FEWEST_CHARACTERS: Final = 10
_STRETCH: Final = re.compile(r"[^。！？|\t]+[。！？]?[”’）》]*")
_LINE: Final = re.compile(r"[^\n\r]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_OF_A_SENTENCE: Final = re.compile(r"[，；。！？]")
#: Numbers in digits, and in Chinese numerals that stand for one: 两 and 一 in other words do not
#: matter, since they are blotted out in both years.
_NUMBER: Final = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿两]+")
#: The note of the form on how its columns add up stands in every report on 2019 and later.
_NOTE_OF_FORM: Final = "本列数据的勾稽关系为"
#: The number of a row, which its label may have before it.
_MARKER: Final = re.compile(r"^[0-9一二三四五六七八九十]{1,3}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a narrative, its place, and what it is compared by."""

    start: int
    end: int
    letters: str

    @property
    def without_numbers(self) -> str:
        """What it is compared by when numbers do not count."""
        return _NUMBER.sub("#", self.letters)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A sentence that was taken over, and the one it was taken from."""

    sentence: Sentence
    previous: Sentence
    how: CopiedSentence


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of the narrative of a report."""
    return list(_sentences(text))


def taken_over(current: Sequence[Sentence], previous: Sequence[Sentence]) -> list[TakenOver]:
    """Return the sentences taken over from last year's report.

    A sentence that stands twice last year is looked up where it stands first.
    """
    backwards = previous[::-1]  # so that the first of several is the one that stays
    word_for_word = {sentence.letters: sentence for sentence in backwards}
    but_numbers = {sentence.without_numbers: sentence for sentence in backwards}
    found = []
    for sentence in current:
        if (source := word_for_word.get(sentence.letters)) is not None:
            found.append(TakenOver(sentence, source, CopiedSentence.WORD_FOR_WORD))
        elif (source := but_numbers.get(sentence.without_numbers)) is not None:
            found.append(TakenOver(sentence, source, CopiedSentence.NUMBERS_CHANGED))
    return found


def _sentences(text: str) -> Iterator[Sentence]:
    unified = unify_characters(text)
    for span in _paragraphs(text):
        # Letters alone are compared: the line breaks of a wrapped paragraph drop out.
        for match in _STRETCH.finditer(unified, span.start, span.end):
            stretch = match[0]
            if len(stretch) < FEWEST_CHARACTERS or not _OF_A_SENTENCE.search(stretch):
                continue
            if len(_HAN.findall(stretch)) < FEWEST_CHARACTERS:
                continue
            compared = without_marks(stretch)
            if _is_label(compared):
                continue
            start = match.start() + len(stretch) - len(stretch.lstrip())
            end = match.end() - (len(stretch) - len(stretch.rstrip()))
            yield Sentence(start, end, compared)


def _paragraphs(text: str) -> list[Span]:
    try:
        return [paragraph.span for paragraph in paragraphs(text)]
    except ReadError:  # too many lines to tell whether they were wrapped
        return [Span(*match.span()) for match in _LINE.finditer(text)]


def _is_label(compared: str) -> bool:
    return (
        compared in _labels()
        or _MARKER.sub("", compared) in _labels()
        or compared.startswith(_NOTE_OF_FORM)
    )


@cache
def _labels() -> frozenset[str]:
    """Return the labels of the mandated tables, as they are compared."""
    return frozenset(
        letters(wording)
        for layout in LAYOUTS
        for panel in layout.panels
        for axis in (*panel.rows, *panel.columns)
        for wording in axis.wordings
    )

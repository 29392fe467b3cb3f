"""What the network is shown of each character: itself, the next, and what the lexicon says.

The network reads *pieces*: the sentences of a passage that have anchors, each with the sentence
before it. What stands elsewhere costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from gongkai.models.quantities.types import Form
from gongkai.models.rules.lexicon import Mention, load_lexicon
from gongkai.models.rules.sentences import split_sentences
from gongkai.models.scheme import Aspect, Channel, Metric
from gongkai.models.trained.operations import Integers
from gongkai.models.trained.readings import PassageReading

#: Rows of the tables that characters and pairs of characters are hashed into.
CHARACTER_ROWS: Final = 8_191
PAIR_ROWS: Final = 16_381
#: Most characters of a sentence before that are read with a sentence.
_LEAD: Final = 80
_HEADING_BREAK: Final = "\n"
_METRICS: Final = {metric: 2 * number + 1 for number, metric in enumerate(Metric)}
_CHANNELS: Final = {channel: number + 1 for number, channel in enumerate(Channel)}
_ASPECTS: Final = {aspect: number + 1 for number, aspect in enumerate(Aspect)}
_FORMS: Final = {form: 2 * number + 1 for number, form in enumerate(Form)}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage that the network reads.

    Attributes
    ----------
    start, end
        Where it stands in the passage.
    lead
        How many characters of the heading stand before it.
    columns
        An array (characters, columns) of row numbers; the heading's characters first.
    anchors
        Positions of the passage's anchors that stand in it.
    """

    start: int
    end: int
    lead: int
    columns: Integers
    anchors: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Return the row of a character of the passage."""
        return self.lead + offset - self.start


@cache
def predicate_classes() -> tuple[str, ...]:
    """Return the classes of predicates that the lexicon has, in order."""
    entries = load_lexicon().entries.values()
    return tuple(sorted({entry.predicate for entry in entries if entry.predicate}))


@cache
def column_rows() -> tuple[int, ...]:
    """Return how many rows the table of each column has."""
    return (
        CHARACTER_ROWS,
        PAIR_ROWS,
        2 * len(Metric) + 1,
        2 * len(predicate_classes()) + 1,
        len(Channel) + 1,
        len(Aspect) + 1,
        2 * len(Form) + 1,
    )


class ColumnReader:
    """Makes the pieces of passages."""

    def __init__(self) -> None:
        self._predicates = {name: 2 * number + 1 for number, name in enumerate(predicate_classes())}

    def pieces(self, reading: PassageReading) -> list[Piece]:
        """Return the pieces of a passage; every anchor is in exactly one."""
        text = reading.text
        heading = reading.heading + _HEADING_BREAK
        tags = self._tags(reading)
        return [
            Piece(start, end, len(heading), self._columns(heading, text, start, end, tags), anchors)
            for start, end, anchors in _stretches(reading)
        ]

    def _columns(self, heading: str, text: str, start: int, end: int, tags: Integers) -> Integers:
        words = heading + text[start:end]
        codes = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = codes.astype(np.int64)
        codes[(codes >= ord("0")) & (codes <= ord("9"))] = ord("0")
        following = np.append(codes[1:], 0)
        columns = np.zeros((len(codes), len(column_rows())), np.int64)
        columns[:, 0] = codes % CHARACTER_ROWS
        columns[:, 1] = (codes * 31_337 + following) % PAIR_ROWS
        columns[len(heading) :, 2:] = tags[start:end]
        return columns

    def _tags(self, reading: PassageReading) -> Integers:
        """Return what the lexicon and the grammar say of each character of the passage."""
        tags = np.zeros((len(reading.text), len(column_rows()) - 2), np.int64)
        for mention in reading.mentions:
            self._tag(tags, mention)
        for anchor in reading.anchors:
            form = _FORMS[anchor.quantity.form]
            tags[anchor.quantity.start : anchor.quantity.end, 4] = form + 1
            tags[anchor.quantity.start, 4] = form
        return tags

    def _tag(self, tags: Integers, mention: Mention) -> None:
        entry, start, end = mention.entry, mention.start, mention.end
        if entry.noun:
            tags[start:end, 0] = _METRICS[entry.noun] + 1
            tags[start, 0] = _METRICS[entry.noun]
        if entry.predicate:
            predicate = self._predicates[entry.predicate]
            tags[start:end, 1] = predicate + 1
            tags[start, 1] = predicate
        if entry.channel:
            tags[start:end, 2] = _CHANNELS[entry.channel]
        if entry.aspect:
            tags[start:end, 3] = _ASPECTS[entry.aspect]


def _stretches(reading: PassageReading) -> list[tuple[int, int, tuple[int, ...]]]:
    """Return start, end and anchors of the stretches to read, in order and apart."""
    sentences = list(split_sentences(reading.text))
    wanted: list[tuple[int, int, list[int]]] = []
    number, anchors = 0, reading.anchors
    for index, (start, end) in enumerate(sentences):
        inside = []
        while number < len(anchors) and anchors[number].quantity.start < end:
            inside.append(number)
            number += 1
        if not inside:
            continue
        before = sentences[index - 1][0] if index else start
        opening = max(before, start - _LEAD)
        if wanted and opening <= wanted[-1][1]:
            wanted[-1] = (wanted[-1][0], end, [*wanted[-1][2], *inside])
        else:
            wanted.append((opening, end, inside))
    return [(start, end, tuple(inside)) for start, end, inside in wanted]

"""Sentences, the frames that brackets make of them, and the clauses inside a frame.

A bracket interrupts its sentence: what stands outside reads on as if it were not there, what
stands inside reads by itself. So each sentence becomes several *frames*: the sentence with its
brackets masked, which keeps offsets what they were, and the inside of each bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.models.quantities.types import Form, Quantity
from gongkai.models.rules.lexicon import Lexicon, Mention
from gongkai.models.rules.mentions import in_context

MASK = "\x00"
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]*[”’）》]*")
_BRACKET = re.compile(r"[（）]")
_STOP = re.compile(r"[，；：、。！？]")
# No clause holds more, so that a text without stops costs no more than others.
_MOST_QUANTITIES = 16
_CONJUNCTIONS = ("以及", "和", "及", "与", "并")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a frame without a stop in it; all offsets are relative to the frame.

    Attributes
    ----------
    start, end
        Where it stands in its frame.
    stop
        The mark that closes it, empty at the end of the frame.
    quantities
        The quantities in it.
    mentions
        The phrases of the lexicon in it.
    """

    start: int
    end: int
    stop: str
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One level of a sentence: the whole with its brackets masked, or the inside of one.

    Attributes
    ----------
    text
        The text of the frame.
    offset
        Where ``text`` begins in the sentence.
    bracketed
        Whether it is the inside of a bracket.
    clauses
        The clauses in order.
    """

    text: str
    offset: int
    bracketed: bool
    clauses: tuple[Clause, ...]


def shifted(quantity: Quantity, by: int) -> Quantity:
    """Return ``quantity`` with its offsets moved by so many characters."""
    if by == 0:
        return quantity
    return Quantity(
        quantity.start + by,
        quantity.end + by,
        quantity.value,
        quantity.value_max,
        quantity.unit,
        quantity.bound,
        quantity.form,
    )


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of ``text``, its closing mark included."""
    for match in _SENTENCE.finditer(text):
        if match.end() > match.start():
            yield match.span()


def quantities_by_sentence(
    text: str, quantities: Sequence[Quantity]
) -> Iterator[tuple[int, int, list[Quantity]]]:
    """Yield start and end of each sentence with the quantities in it, by offsets in the sentence.

    Parameters
    ----------
    text
        The normalised text.
    quantities
        What was found in it, in order.
    """
    following = 0
    for start, end in split_sentences(text):
        inside: list[Quantity] = []
        while following < len(quantities) and quantities[following].start < end:
            inside.append(shifted(quantities[following], -start))
            following += 1
        yield start, end, inside


def split_frames(sentence: str, quantities: Sequence[Quantity], lexicon: Lexicon) -> list[Frame]:
    """Split a sentence into its frames, the sentence itself first.

    Parameters
    ----------
    sentence
        The normalised sentence.
    quantities
        What was found in it, by offsets in the sentence.
    lexicon
        The phrases to find.

    Returns
    -------
    list of Frame
        Frames without a quantity are left out.
    """
    filled_in = {quantity.start for quantity in quantities}  # 信息（1386）条 is no aside
    brackets = [each for each in _outer_brackets(sentence) if each[0] not in filled_in]
    frames, outside, index = [], [], 0
    for first, after in [*brackets, (len(sentence), len(sentence))]:
        while index < len(quantities) and quantities[index].start < first:
            outside.append(quantities[index])
            index += 1
        inside = []
        while index < len(quantities) and quantities[index].start < after:
            inside.append(quantities[index])
            index += 1
        if inside:
            frames.append(_frame(sentence[first + 1 : after], first + 1, inside, lexicon))
    if outside:
        frames.insert(0, _frame(_masked(sentence, brackets), 0, outside, lexicon))
    return frames


def _frame(text: str, offset: int, quantities: Sequence[Quantity], lexicon: Lexicon) -> Frame:
    inside = [shifted(quantity, -offset) for quantity in quantities]
    return Frame(text, offset, offset > 0, _clauses(text, inside, lexicon))


def _outer_brackets(sentence: str) -> list[tuple[int, int]]:
    """Return the outermost brackets; one that is never closed runs to the end."""
    brackets: list[tuple[int, int]] = []
    depth, first = 0, 0
    for match in _BRACKET.finditer(sentence):
        if match[0] == "（":
            if depth == 0:
                first = match.start()
            depth += 1
        elif depth > 0:
            depth -= 1
            if depth == 0:
                brackets.append((first, match.end()))
    if depth > 0:
        brackets.append((first, len(sentence)))
    return brackets


def _masked(sentence: str, brackets: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    position = 0
    for first, after in brackets:
        pieces.append(sentence[position:first])
        pieces.append(MASK * (after - first))
        position = after
    pieces.append(sentence[position:])
    return "".join(pieces)


def _clauses(text: str, quantities: Sequence[Quantity], lexicon: Lexicon) -> tuple[Clause, ...]:
    mentions = in_context(lexicon.scan(text), text)
    clauses: list[Clause] = []
    start, next_quantity, next_mention = 0, 0, 0
    for after, stop in _stops(text, quantities):
        first_quantity, first_mention = next_quantity, next_mention
        while next_quantity < len(quantities) and quantities[next_quantity].start < after:
            next_quantity += 1
        while next_mention < len(mentions) and mentions[next_mention].start < after:
            next_mention += 1
        clauses.append(
            Clause(
                start,
                after,
                stop,
                tuple(quantities[first_quantity:next_quantity]),
                tuple(mentions[first_mention:next_mention]),
            )
        )
        start = after + len(stop)
    return tuple(clauses)


def _stops(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, str]]:
    """Yield where each clause ends and the mark that ends it.

    An enumeration comma or a conjunction separates clauses after a quantity; elsewhere it
    joins the nouns or verbs of one clause.
    """
    ends: set[int] = set()
    stops: dict[int, str] = {}
    for index, quantity in enumerate(quantities):
        after = quantity.end
        is_last = index % _MOST_QUANTITIES == _MOST_QUANTITIES - 1
        if quantity.form is Form.ZERO_CUE:
            # What was none stands behind the cue, and may be a list.
            if is_last:
                stops[quantity.start] = ""
            continue
        while after < len(text) and text[after] == MASK:
            after += 1
        ends.add(after)
        if is_last or text.startswith(_CONJUNCTIONS, after):
            stops[after] = ""
    for match in _STOP.finditer(text):
        if match[0] != "、" or match.start() in ends:
            stops[match.start()] = match[0]
    stops.setdefault(len(text), "")
    yield from sorted(stops.items())
